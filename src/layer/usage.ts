import type { LayerCount } from "./count.ts";
import { forms, type LayerSelection } from "./selection.ts";

/** The number of layers, the index of the last, and the source; or the names to use for unknown ones. */
export type LayerBounds = {
  readonly total: number | "totalLayers";
  readonly last: number | "totalLayers - 1";
  readonly source: string | null;
};

/** The bounds of a model whose number of layers may not be known. */
export const boundsOf = (count: LayerCount | undefined): LayerBounds =>
  count
    ? { total: count.total, last: count.total - 1, source: count.source }
    : { total: "totalLayers", last: "totalLayers - 1", source: null };

/** How to list layers. */
export const LIST_HINT = "Write integers from 0 to {last!}, each once.";

/** How to write a selection of this kind. */
export const usageHint = (kind: LayerSelection["kind"]): string =>
  `Write ${forms.find((form) => form.kind === kind)?.usage}.`;
