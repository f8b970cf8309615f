import type { TaskType } from "../config/input.ts";
import type { PlannedTree } from "./planned-tree.ts";

/** The names by which PEFT knows the head of a classifier, in its order. */
const HEADS = ["score", "classifier"];

/**
 * The modules that "all-linear" stands for: every Linear and Conv1D but the output embedding, or, in a
 * model without one that is made to classify, but its head.
 *
 * @see peft/tuners/tuners_utils.py _maybe_include_all_linear_layers
 */
export function allLinear(tree: PlannedTree, taskType: TaskType | null): Set<string> {
  const names = new Set<string>();
  for (const { name, kind } of tree.modules) {
    if (kind === "Linear" || kind === "Conv1D") names.add(name);
  }
  if (tree.outputEmbedding !== null) names.delete(tree.outputEmbedding);
  else if (taskType === "SEQ_CLS") {
    const head = HEADS.find((name) => tree.inventory.at(name) !== undefined);
    if (head !== undefined) names.delete(head);
  }
  return names;
}
