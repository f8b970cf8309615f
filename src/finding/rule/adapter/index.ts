import type { LoraConfig } from "../../../config/types.ts";
import type { FindingData } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { adapterNameInPrefix } from "./adapter-name-in-prefix.ts";
import { adapterNameInvalid } from "./adapter-name-invalid.ts";
import { inferenceMode } from "./inference-mode.ts";
import { megatronCore } from "./megatron-core.ts";

/** The adapter as a whole: its mode and its name. */
export const adapterRules: readonly Rule<FindingData>[] = [
  inferenceMode,
  adapterNameInvalid,
  adapterNameInPrefix,
];

/** The same for LoRA alone: AdaLoRA has no Megatron layers. */
export const loraAdapterRules: readonly Rule<FindingData, LoraConfig>[] = [megatronCore];
