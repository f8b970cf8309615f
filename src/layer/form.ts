import type { LayerSelection } from "./selection.ts";

/** Layers in a row or at equal distance: from, to before `to`, every `step`-th. */
export type Span = readonly [from: number, to: number, step?: number];

/** How a kind of selection is written, and what it means. */
export interface Form {
  readonly kind: LayerSelection["kind"];
  /** The function that makes it. */
  readonly call: string;
  /** The least value of each member, in the order of the call; `fraction` is a share instead. */
  readonly members: Readonly<Record<string, number>>;
  /** What to bear in mind when writing it; layerRange is half-open, as Python's range. */
  readonly remark?: string;
  /** The layers of a model that the members name. */
  readonly span: (total: number, ...members: number[]) => Span;
}

/** Members that may be left out. */
export const defaults: Readonly<Record<string, number>> = { offset: 0 };

/** Every kind of selection. */
export const forms: readonly Form[] = [
  {
    kind: "first",
    call: "firstLayers",
    members: { count: 1 },
    span: (_, count) => [0, count],
  },
  {
    kind: "last",
    call: "lastLayers",
    members: { count: 1 },
    span: (total, count) => [total - count, total],
  },
  {
    kind: "from",
    call: "layersFrom",
    members: { start: 0 },
    span: (total, start) => [start, total],
  },
  {
    kind: "range",
    call: "layerRange",
    members: { from: 0, to: 0 },
    remark: "; its end is not included",
    span: (_, from, to) => [from, to],
  },
  {
    kind: "every",
    call: "everyNthLayer",
    members: { step: 1, offset: 0 },
    span: (total, step, offset) => [offset, total, step],
  },
  {
    kind: "fraction",
    call: "lastFraction",
    members: { fraction: 0 },
    remark: ", such as lastFraction(0.5)",
    span: (total, fraction) => [total - Math.max(1, Math.round(fraction * total)), total],
  },
  {
    kind: "except",
    call: "exceptLayers",
    members: { layers: 0 },
    // All, of which it leaves some out.
    span: (total) => [0, total],
  },
];
