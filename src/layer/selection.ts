/**
 * Which layers to adapt, said without knowing how many there are. Plain JSON: it can be stored, sent
 * and compared. {@link resolveLayers} turns it into layer numbers and checks it.
 */
export type LayerSelection =
  | { readonly kind: "first"; readonly count: number }
  | { readonly kind: "last"; readonly count: number }
  | { readonly kind: "from"; readonly start: number }
  | { readonly kind: "range"; readonly from: number; readonly to: number }
  | { readonly kind: "every"; readonly step: number; readonly offset?: number }
  | { readonly kind: "fraction"; readonly fraction: number }
  | { readonly kind: "except"; readonly layers: LayerChoice };

/** A selection, or the layer numbers themselves, counted from 0. */
export type LayerChoice = LayerSelection | readonly number[];

/**
 * The first layers, next to the input: numbers 0 to `count` - 1.
 *
 * @param count How many, from 1 to the model's number of layers. Checked on resolving.
 * @returns A selection.
 * @example
 * ```ts
 * resolveLayers(firstLayers(3), 40); // [0, 1, 2]
 * ```
 */
export function firstLayers(count: number): LayerSelection {
  return { kind: "first", count };
}

/**
 * The last layers, next to the output.
 *
 * @param count How many, from 1 to the model's number of layers. Checked on resolving.
 * @returns A selection.
 * @example
 * ```ts
 * resolveLayers(lastLayers(3), 40); // [37, 38, 39]
 * ```
 */
export function lastLayers(count: number): LayerSelection {
  return { kind: "last", count };
}

/**
 * All layers from one on, to the last.
 *
 * @param start The first layer, counted from 0. Checked on resolving.
 * @returns A selection.
 * @example
 * ```ts
 * resolveLayers(layersFrom(20), 40); // [20, 21, …, 39]
 * ```
 */
export function layersFrom(start: number): LayerSelection {
  return { kind: "from", start };
}

/**
 * The layers from one to before another: half-open, as Python's `range` and `Array.slice`, so that
 * `layerRange(20, 40)` is PEFT's `list(range(20, 40))`, layers 20 to 39.
 *
 * @param from The first layer, counted from 0. Checked on resolving.
 * @param to One more than the last layer: above `from`, at most the model's number of layers.
 * @returns A selection.
 * @example
 * ```ts
 * resolveLayers(layerRange(2, 5), 40); // [2, 3, 4]
 * ```
 */
export function layerRange(from: number, to: number): LayerSelection {
  return { kind: "range", from, to };
}

/**
 * Every `step`-th layer.
 *
 * @param step The distance between two layers, at least 1. Checked on resolving.
 * @param offset The first layer, counted from 0. Default: 0.
 * @returns A selection.
 * @example
 * ```ts
 * resolveLayers(everyNthLayer(3), 8); // [0, 3, 6]
 * resolveLayers(everyNthLayer(3, 2), 8); // [2, 5]
 * ```
 */
export function everyNthLayer(step: number, offset = 0): LayerSelection {
  return { kind: "every", step, offset };
}

/**
 * The last layers, as a share of all: `fraction` × layers, rounded to the nearest whole number,
 * halves up, and at least one. Not rounded up throughout: 0.55 × 100 is 55.00000000000001 to a
 * computer, and nobody means 56 layers by it.
 *
 * @param fraction Above 0, at most 1. Checked on resolving.
 * @returns A selection.
 * @example
 * ```ts
 * resolveLayers(lastFraction(0.5), 7); // [3, 4, 5, 6]
 * resolveLayers(lastFraction(0.01), 7); // [6]
 * ```
 */
export function lastFraction(fraction: number): LayerSelection {
  return { kind: "fraction", fraction };
}

/**
 * All layers but these.
 *
 * @param layers Layer numbers counted from 0, one by one or as a list, or a selection.
 * @returns A selection.
 * @example
 * ```ts
 * resolveLayers(exceptLayers([0, 1]), 5); // [2, 3, 4]
 * resolveLayers(exceptLayers(0, 1), 5); // [2, 3, 4]
 * resolveLayers(exceptLayers(everyNthLayer(2)), 5); // [1, 3]
 * ```
 */
export function exceptLayers(
  ...layers: readonly [LayerChoice] | readonly number[]
): LayerSelection {
  const [first] = layers;
  const choice = typeof first === "object" ? first : (layers as readonly number[]);
  return { kind: "except", layers: choice };
}
