import type { LoraConfig } from "../../../config/types.ts";
import type { FindingData } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { parametersNotFiltered } from "./parameters-not-filtered.ts";
import { parametersOfTarget } from "./parameters-of-target.ts";
import { parametersWithDefaultTargets } from "./parameters-with-default-targets.ts";

/** `targetParameters`, which AdaLoRA does not have. */
export const loraParameterRules: readonly Rule<FindingData, LoraConfig>[] = [
  parametersOfTarget,
  parametersWithDefaultTargets,
  parametersNotFiltered,
];
