import type { LoraConfig } from "../../../config/types.ts";
import type { FindingData } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { patternInvalid } from "./pattern-invalid.ts";
import { patternOrderLost } from "./pattern-order-lost.ts";

/** Regular expressions. */
export const patternRules: readonly Rule<FindingData>[] = [patternInvalid];

/** The two dicts of LoRA that are looked up by regular expressions. */
export const loraPatternRules: readonly Rule<FindingData, LoraConfig>[] = [patternOrderLost];
