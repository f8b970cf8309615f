import { fieldTables, type ModelledPeftType } from "../config/table.ts";
import type { Diagnostic, Path } from "../diagnostic/diagnostic.ts";
import { renamedPath } from "../diagnostic/finding.ts";
import { pathText } from "../diagnostic/path.ts";
import { type JsonNode, nodeAt } from "./node.ts";

/** Where PEFT hands integers to torch as the file has them. Elsewhere 8.0 does as well as 8. */
const exact: Readonly<Record<ModelledPeftType, readonly Path[]>> = {
  LORA: [
    ["r"],
    ["rank_pattern"],
    ["layer_replication"],
    ["trainable_token_indices"],
    ["velora_config", "num_groups"],
    ["monteclora_config", "num_samples"],
    ["monteclora_config", "buffer_size"],
    ["use_bdlora", "nblocks"],
  ],
  ADALORA: [["init_r"], ["layer_replication"], ["trainable_token_indices"]],
};

/** Findings of integers that a file spells as floats, such as `8.0`, where PEFT needs integers. */
export function floatFindings(root: JsonNode, method: ModelledPeftType): readonly Diagnostic[] {
  return exact[method]
    .flatMap((path) => floatsIn(nodeAt(root, path), path))
    .map((peftPath) => ({
      code: "file-integer-as-float",
      severity: "error",
      path: renamedPath(peftPath, fieldTables[method], "peft"),
      peftPath,
      message: `${pathText(peftPath)} is spelt as a float: get_peft_model raises TypeError, or the first forward pass RuntimeError.`,
      hint: "Write it without a point or exponent.",
    }));
}

/** The paths of all whole numbers that are spelt as floats; others are no integers in any spelling. */
function floatsIn(node: JsonNode | undefined, path: Path): readonly Path[] {
  if (node?.kind === "array") {
    return node.value.flatMap((item, index) => floatsIn(item, [...path, index]));
  }
  if (node?.kind === "object") {
    return node.value.flatMap(({ key, node: part }) => floatsIn(part, [...path, key]));
  }
  return node?.kind === "float" && Number.isInteger(node.value) ? [path] : [];
}
