import type { LayerSelection } from "./selection.ts";

/** Layers in a row or at equal distance: from, to before `to`, every `step`-th. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly step?: number;
}

/** The members of a selection by name, in the order of the call. */
export type Values = Readonly<Record<string, number>>;

/** How a kind of selection is written, and what it means. */
export interface Form {
  /** The function that makes it. */
  readonly call: string;
  /** The least value of each member; `fraction` is a share instead. */
  readonly members: Values;
  /** Members that may be left out. */
  readonly defaults?: Values;
  /** What to bear in mind when writing it. */
  readonly remark?: string;
  readonly span: (values: Values, total: number) => Span;
}

/** Every kind of selection that does not contain another. */
export const forms: Readonly<Record<Exclude<LayerSelection["kind"], "except">, Form>> = {
  first: {
    call: "firstLayers",
    members: { count: 1 },
    span: ({ count = 0 }) => ({ from: 0, to: count }),
  },
  last: {
    call: "lastLayers",
    members: { count: 1 },
    span: ({ count = 0 }, total) => ({ from: total - count, to: total }),
  },
  from: {
    call: "layersFrom",
    members: { start: 0 },
    span: ({ start = 0 }, total) => ({ from: start, to: total }),
  },
  range: {
    call: "layerRange",
    members: { from: 0, to: 0 },
    remark: "; as in Python's range, the end is not included",
    span: ({ from = 0, to = 0 }) => ({ from, to }),
  },
  every: {
    call: "everyNthLayer",
    members: { step: 1, offset: 0 },
    defaults: { offset: 0 },
    span: ({ step = 1, offset = 0 }, total) => ({ from: offset, to: total, step }),
  },
  fraction: {
    call: "lastFraction",
    members: { fraction: 0 },
    span: ({ fraction = 1 }, total) => ({
      from: total - Math.max(1, Math.round(fraction * total)),
      to: total,
    }),
  },
};
