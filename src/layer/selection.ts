/**
 * Which layers to adapt, whatever their number. Plain JSON: it can be stored, sent and compared.
 * {@link resolveLayers} checks it and turns it into layer indices.
 */
export type LayerSelection =
  | { readonly kind: "first"; readonly count: number }
  | { readonly kind: "last"; readonly count: number }
  | { readonly kind: "from"; readonly start: number }
  | { readonly kind: "range"; readonly from: number; readonly to: number }
  | { readonly kind: "every"; readonly step: number; readonly offset?: number }
  | { readonly kind: "fraction"; readonly fraction: number }
  | { readonly kind: "except"; readonly layers: LayerChoice };

/** A selection, or the layer indices themselves, counted from 0. */
export type LayerChoice = LayerSelection | readonly number[];

/**
 * The lowest layers, next to the input: indices 0 to `count` - 1.
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
 * The uppermost layers, next to the output.
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
 * All layers from one on, up to the last.
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
 * The layers from one to before another: half-open like Python's `range` and `Array.slice`, so that
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
 * The uppermost layers, as a share of all: `fraction` × layers, rounded to the nearest whole number,
 * halves up, and at least one. Always rounding up would be wrong: in floating point 0.55 × 100 is
 * 55.00000000000001, and nobody means 56 layers by it.
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
 * @param layers Layer indices counted from 0, one by one or as a list, or a selection.
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

/** Layers at equal distance: from `from` to before `to`, every `step`-th. */
export type Span = readonly [from: number, to: number, step?: number];

/** How to write a kind of selection, and what it means. */
interface Form {
  /** The call that makes it, with the bounds of its members, as a template. */
  readonly usage: string;
  /** The least value of each member, in the order of the call; `fraction` is a share instead. */
  readonly members: Readonly<Record<string, number>>;
  /** The layers of a model that the members name. */
  readonly span: (total: number, ...members: number[]) => Span;
}

/** A kind of selection. */
export type Kind = LayerSelection["kind"];

/** Every kind of selection. */
export const forms: Readonly<Record<Kind, Form>> = {
  first: {
    usage: "firstLayers(count) with count from 1 to {total!}",
    members: { count: 1 },
    span: (_, count) => [0, count],
  },
  last: {
    usage: "lastLayers(count) with count from 1 to {total!}",
    members: { count: 1 },
    span: (total, count) => [total - count, total],
  },
  from: {
    usage: "layersFrom(start) with start from 0 to {last!}",
    members: { start: 0 },
    span: (total, start) => [start, total],
  },
  range: {
    usage: "layerRange(from, to) with 0 <= from < to <= {total!}; the end is not included",
    members: { from: 0, to: 0 },
    span: (_, from, to) => [from, to],
  },
  every: {
    usage: "everyNthLayer(step, offset) with step from 1 and offset from 0 to {last!}",
    members: { step: 1, offset: 0 },
    span: (total, step, offset) => [offset, total, step],
  },
  fraction: {
    usage: "lastFraction(0.5), or another fraction above 0 and at most 1",
    members: { fraction: 0 },
    span: (total, fraction) => [total - Math.max(1, Math.round(fraction * total)), total],
  },
  except: {
    usage: "exceptLayers(layers) with the layers to leave out, as a selection or a list",
    members: { layers: 0 },
    // All layers; resolving leaves out those of the member.
    span: (total) => [0, total],
  },
};

/** Values of members that may be left out. */
export const defaults: Readonly<Record<string, number>> = { offset: 0 };

/** The function that makes a selection of this kind. */
export const makerOf = (kind: Kind): string => forms[kind].usage.replace(/\(.*/, "");
