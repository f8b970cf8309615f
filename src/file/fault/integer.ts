import { renamePath } from "../../config/table.ts";
import type { PeftType } from "../../field/base.ts";
import type { Outcome } from "../../field/stage.ts";
import { configClasses } from "../../finding/class.ts";
import type { Diagnostic, Path } from "../../finding/diagnostic.ts";
import { toDiagnostic } from "../../finding/finding.ts";
import type { CodeFacts } from "../../finding/rule.ts";
import { fileAudience } from "../fault.ts";
import { type JsonNode, nodeAt } from "../node.ts";

/**
 * Integers that PEFT hands to torch as the file has them are written as integers: 8, not 8.0.
 *
 * They are the `integerPaths` of the config class. Elsewhere 8.0 works as well as 8.
 *
 * @breaks text '{"peft_type": "LORA", "r": 8.0}'
 * @keeps text '{"peft_type": "LORA", "r": 8, "lora_alpha": 16.0}'
 * @see peft/tuners/lora/layer.py LoraLayer.update_layer
 */
export const fileIntegerAsFloat: CodeFacts<{ integer: string }> = {
  code: "file-integer-as-float",
  stage: "injection",
  raises: "TypeError",
  words: ["{} is written as a float, but must be an integer", "Write {integer!}."],
};

/** Token indices reach torch (`index_copy_`) only when the model embeds its first tokens. */
const atForward: Outcome = { stage: "training", raises: "RuntimeError", by: "forward" };

/** Finds the integers that a file writes as floats although PEFT needs integers. */
export function findFloats(root: JsonNode, peftType: PeftType): readonly Diagnostic[] {
  const { integerPaths, fields } = configClasses[peftType];
  return integerPaths.flatMap((path) =>
    wholeFloats(nodeAt(root, path), path).map(({ path: peftPath, value }) => {
      const finding = {
        facts: fileIntegerAsFloat,
        path: renamePath(peftPath, fields, "peft"),
        data: { integer: String(BigInt(value)) },
        outcome: path[0] === "trainable_token_indices" ? atForward : undefined,
      };
      return toDiagnostic(finding, peftPath, fileAudience);
    }),
  );
}

/** A number in a file, and its path. */
interface PlacedNumber {
  readonly path: Path;
  readonly value: number;
}

/** All whole numbers that are written as floats; others are not integers in any spelling. */
function wholeFloats(node: JsonNode | undefined, path: Path): readonly PlacedNumber[] {
  switch (node?.kind) {
    case "array":
      return node.value.flatMap((item, index) => wholeFloats(item, [...path, index]));
    case "object":
      return node.value.flatMap(({ key, node: part }) => wholeFloats(part, [...path, key]));
    case "float":
      return Number.isInteger(node.value) ? [{ path, value: node.value }] : [];
    default:
      return [];
  }
}
