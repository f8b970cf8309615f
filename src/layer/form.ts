import type { LayerSelection } from "./selection.ts";

/** Layers in a row or at equal distance: from, to before `to`, every `step`-th. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly step?: number;
}

type Values = Readonly<Record<string, number>>;

/** How a kind of selection is written, and what it means. */
export interface Form {
  /** The function that makes it. */
  readonly call: string;
  /** The least value of each member, in the order of the call; `fraction` is a share instead. */
  readonly members: Values;
  /** Members that may be left out. */
  readonly defaults?: Values;
  readonly span: (values: Values, total: number) => Span;
  /** How to write it for so many layers. */
  readonly usage: (total?: number, values?: Values) => string;
}

/** The number of layers, where it stands in for a number in a hint. */
const orTotal = (total: number | undefined): string => String(total ?? "totalLayers");

/** Every kind of selection that does not contain another. */
export const forms: Readonly<Record<Exclude<LayerSelection["kind"], "except">, Form>> = {
  first: {
    call: "firstLayers",
    members: { count: 1 },
    span: ({ count = 0 }) => ({ from: 0, to: count }),
    usage: (total) => `firstLayers(n) with n from 1 to ${orTotal(total)}`,
  },
  last: {
    call: "lastLayers",
    members: { count: 1 },
    span: ({ count = 0 }, total) => ({ from: total - count, to: total }),
    usage: (total) => `lastLayers(n) with n from 1 to ${orTotal(total)}`,
  },
  from: {
    call: "layersFrom",
    members: { start: 0 },
    span: ({ start = 0 }, total) => ({ from: start, to: total }),
    usage: (total) => `layersFrom(i) with i from 0 and below ${orTotal(total)}`,
  },
  range: {
    call: "layerRange",
    members: { from: 0, to: 0 },
    span: ({ from = 0, to = 0 }) => ({ from, to }),
    usage: (total, values) =>
      `layerRange${nearestRange(total, values)}; as in Python's range, the end is not included`,
  },
  every: {
    call: "everyNthLayer",
    members: { step: 1, offset: 0 },
    defaults: { offset: 0 },
    span: ({ step = 1, offset = 0 }, total) => ({ from: offset, to: total, step }),
    usage: (total) =>
      `everyNthLayer(n, offset) with n from 1, and offset from 0 and below ${orTotal(total)}`,
  },
  fraction: {
    call: "lastFraction",
    members: { fraction: 0 },
    span: ({ fraction = 1 }, total) => ({
      from: total - Math.max(1, Math.round(fraction * total)),
      to: total,
    }),
    usage: () => "lastFraction(f) with f above 0 and at most 1, such as 0.5",
  },
};

/** The range that was probably meant, or what a range must be. */
function nearestRange(total: number | undefined, values: Values | undefined): string {
  if (total !== undefined && values !== undefined) {
    const { from = 0, to = 0 } = values;
    const start = Math.min(from, to);
    const end = Math.min(Math.max(from, to), total);
    if (start < end) return `(${start}, ${end})`;
  }
  return `(from, to) with 0 <= from < to <= ${orTotal(total)}`;
}
