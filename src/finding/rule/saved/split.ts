import { shorten } from "../../../config/shape.ts";

/** The names in a text that was probably meant as a list: `"score"`, `"['score', 'norm']"`. */
export const splitNames = (text: string): readonly string[] =>
  shorten(text).match(/[^[\]'"\s,]+/g) ?? [];
