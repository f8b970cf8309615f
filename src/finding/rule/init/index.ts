import type { LoraConfig } from "../../../config/types.ts";
import type { FindingData } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { initConfigDefaulted } from "./init-config-defaulted.ts";
import { initConfigSwallowed } from "./init-config-swallowed.ts";
import { initSpelling } from "./init-spelling.ts";
import { initUnknown } from "./init-unknown.ts";
import { loftqConfigPartial } from "./loftq-config-partial.ts";
import { orthogonalRankOdd } from "./orthogonal-rank-odd.ts";
import { rsloraPatternsConversion } from "./rslora-patterns-conversion.ts";

/** Initialisation, and the sub-configs that belong to it. */
export const initRules: readonly Rule<FindingData>[] = [
  initConfigDefaulted,
  initConfigSwallowed,
  rsloraPatternsConversion,
];

/** The same for LoRA: AdaLoRA reads only whether `initLoraWeights` is true. */
export const loraInitRules: readonly Rule<FindingData, LoraConfig>[] = [
  initUnknown,
  initSpelling,
  loftqConfigPartial,
  orthogonalRankOdd,
];
