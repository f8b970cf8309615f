import { knownListNames } from "./architecture.ts";
import { isGiven, modelTypeOf, type Part } from "./part.ts";

/** Keys that only architectures in the manner of Llama have. All of those call their list "layers". */
const llamaKeys = ["num_key_value_heads", "rms_norm_eps"];

/** What a part's list of layers is called, if its config tells. */
export function listNamesOf(part: Part): readonly string[] | undefined {
  const known = knownListNames(modelTypeOf(part));
  if (known !== undefined) return known;
  if (isGiven(part, "depth") && !isGiven(part, "num_hidden_layers")) return ["blocks"];
  return llamaKeys.some((key) => isGiven(part, key)) ? ["layers"] : undefined;
}
