import type { LoraConfig } from "../../../config/types.ts";
import type { FindingData } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { aloraTaskType } from "./alora-task-type.ts";
import { aloraTokensEmpty } from "./alora-tokens-empty.ts";
import { arrowByHand } from "./arrow-by-hand.ts";
import { bdloraBoth } from "./bdlora-both.ts";
import { bdloraOverlap } from "./bdlora-overlap.ts";
import { bdloraRankIndivisible } from "./bdlora-rank-indivisible.ts";
import { bdloraUnlisted } from "./bdlora-unlisted.ts";
import { initWithVariant } from "./init-with-variant.ts";
import { qaloraNeedsGptq } from "./qalora-needs-gptq.ts";

/** Variants of LoRA, each by itself, as their constructors check them. */
export const variantRules: readonly Rule<FindingData>[] = [aloraTaskType, bdloraOverlap];

/** The same as LoRA's layers check them: AdaLoRA ignores variants. */
export const loraVariantRules: readonly Rule<FindingData, LoraConfig>[] = [
  aloraTokensEmpty,
  arrowByHand,
  bdloraBoth,
  initWithVariant,
  bdloraUnlisted,
  bdloraRankIndivisible,
  qaloraNeedsGptq,
];
