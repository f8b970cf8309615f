import type { LayerCount } from "./count.ts";
import { forms, type Kind } from "./selection.ts";

/** The number of layers, the index of the last, and the source; or the names to use for unknown ones. */
export const boundsOf = (count: LayerCount | undefined) =>
  count
    ? { total: count.total, last: count.total - 1, source: count.source }
    : { total: "totalLayers", last: "totalLayers - 1", source: null };

/** How to write a selection of this kind, or a list. */
export const usageHint = (kind: Kind | null): string =>
  `Write ${kind === null ? "integers from 0 to {last!}, each once" : forms[kind].usage}.`;
