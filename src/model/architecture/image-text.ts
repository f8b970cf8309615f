import { type Config, type Field, object } from "../config-key.ts";
import type { Base } from "../model-class.ts";
import { activation, linear } from "../module-part.ts";

/** A config in the config that has, where it is left out, other values than its class. */
export function objectOr(value: Config): Field<Config> {
  return { ...object(), rule: () => value };
}

/** What a model of images and text passes on of its text model, for its heads. */
export function ofText(text: Base, isTied: boolean, name = "language_model"): Partial<Base> {
  const under = (inner: string) => `${name}.${inner}`;
  return {
    width: text.width,
    vocabulary: text.vocabulary,
    isTied,
    input: text.input === null ? null : under(text.input),
    ties: text.ties.map(([taker, giver]) => [under(taker), under(giver)]),
  };
}

/** Two layers from what the vision tower sees to the width of the text. */
export function projector(input: number, output: number, act: string, bias = true) {
  return {
    linear_1: linear(input, output, bias),
    act: activation(act),
    linear_2: linear(output, output, bias),
  };
}
