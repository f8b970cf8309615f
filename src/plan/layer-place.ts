/** Where in a list of layers a module stands. */
export interface LayerPlace {
  /** The path of the list: `model.layers`. */
  readonly list: string;
  readonly index: number;
  /** What comes after the number: `mlp.down_proj`. */
  readonly rest: string;
}

const NUMBER = /^\d+$/;

/** The first list with a number in a name; undefined for a module outside of all layers. */
export function layerPlace(name: string): LayerPlace | undefined {
  const components = name.split(".");
  const place = components.findIndex((text, at) => at > 0 && NUMBER.test(text));
  if (place < 0) return undefined;
  return {
    list: components.slice(0, place).join("."),
    index: Number(components[place]),
    rest: components.slice(place + 1).join("."),
  };
}

/** A name with `*` for every number in it: the same module of all layers and experts. */
export const generalName = (name: string): string => name.replaceAll(/(?<=^|\.)\d+(?=\.|$)/g, "*");

/** Numbers, each once, ascending. */
export const ascending = (numbers: Iterable<number>): readonly number[] =>
  [...new Set(numbers)].sort((a, b) => a - b);
