import type { ModuleTree } from "../model/tree.ts";
import { type Inventory, inventoryOf } from "./inventory.ts";

/** A module tree with what planning reads of it again and again. */
export interface PlannedTree extends ModuleTree {
  readonly inventory: Inventory;
}

/** A tree, ready for planning. */
export const plannedTree = (tree: ModuleTree): PlannedTree => ({
  ...tree,
  inventory: inventoryOf(tree),
});

/**
 * The modules whose weight is that of the input embedding, without the embedding itself. PEFT asks the
 * model's `_tied_weights_keys` and whether its config ties them.
 *
 * @see peft/utils/other.py _get_module_names_tied_with_embedding
 */
export function tiedWithEmbedding({ tied, inputEmbedding, outputEmbedding }: ModuleTree) {
  if (inputEmbedding === null) return [];
  const weight = `${inputEmbedding}.weight`;
  const first = tied[weight] ?? weight;
  const group = [first, ...Object.keys(tied).filter((name) => tied[name] === first)];
  const names = group
    .filter((name) => name !== weight)
    .map((name) => name.slice(0, Math.max(0, name.lastIndexOf("."))));
  // Encoders and decoders may share one embedding although the config ties nothing to it.
  // A language model inside another ties by its own config, and PEFT asks the outer one.
  if (outputEmbedding === "language_model.lm_head") return [];
  if (outputEmbedding === null && inputEmbedding.startsWith("language_model.")) return [];
  const isTying = outputEmbedding === null || group.includes(`${outputEmbedding}.weight`);
  return isTying ? names.sort() : [];
}
