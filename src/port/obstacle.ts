import { isFilled } from "../config/shape.ts";
import type { LoraConfig } from "../config/types.ts";

const MERGE = "Merge the adapter into the base model (merge_and_unload).";
const CONVERT =
  "Save it again with path_initial_model_for_weight_conversion, which makes a plain LoRA of twice the rank.";

/** Merging fails for these, or makes other weights. */
const SERVE = "Serve it with PEFT itself.";

/** A field that keeps an adapter from being a plain LoRA, what the adapter does for it, and what helps. */
type Obstacle = readonly [field: keyof LoraConfig, reason: string, remedy: string];

const obstacles: readonly Obstacle[] = [
  ["useDora", "DoRA scales each output by the norm of the adapted weight", MERGE],
  ["loraBias", "each layer has a bias", MERGE],
  ["modulesToSave", "whole modules are replaced", MERGE],
  ["trainableTokenIndices", "rows of an embedding are replaced", MERGE],
  ["aloraInvocationTokens", "the adapter is active from certain tokens on", SERVE],
  ["arrowConfig", "a router chooses among adapters", SERVE],
  ["useBdlora", "A or B is block-diagonal", MERGE],
  ["useQalora", "inputs are pooled", SERVE],
  ["kasaConfig", "the base weights are truncated", MERGE],
  ["montecloraConfig", "the adapter is sampled", MERGE],
  ["layerReplication", "the base model has other layers", SERVE],
  ["targetParameters", "the adapter has a rank for each expert", MERGE],
  ["megatronConfig", "the layers are parallel", SERVE],
];

/** Initialisations that leave the base weights as they are. */
const harmless: readonly (boolean | string)[] = [true, false, "gaussian", "eva", "orthogonal"];

/** What keeps the adapter of a config from being a plain LoRA. */
export function obstaclesOf(config: LoraConfig): readonly Obstacle[] {
  const found = obstacles.filter(([field]) => isFilled(config[field]));
  if (config.bias !== "none") {
    found.push(["bias", "biases of the base model are replaced", MERGE]);
  }
  if (!harmless.includes(config.initLoraWeights)) {
    const reason = "the initialisation changes the base weights, and each loading does it again";
    found.push(["initLoraWeights", reason, CONVERT]);
  }
  return found;
}
