import type { LoraConfig } from "../../../config/types.ts";
import type { FindingData } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { allLinearAdaptsHead } from "./all-linear-adapts-head.ts";
import { allLinearInList } from "./all-linear-in-list.ts";
import { listAsString } from "./list-as-string.ts";
import { nameAsPattern } from "./name-as-pattern.ts";
import { nameEmpty } from "./name-empty.ts";
import { keyHasPeftPrefix, nameHasPeftPrefix } from "./name-has-peft-prefix.ts";
import { nameRepeated } from "./name-repeated.ts";
import { patternInList } from "./pattern-in-list.ts";
import { targetExcluded } from "./target-excluded.ts";
import { targetIsHead } from "./target-is-head.ts";
import { targetSavesEmbeddings } from "./target-saves-embeddings.ts";
import { targetsDefaultAdalora } from "./targets-default-adalora.ts";
import { targetsEmpty } from "./targets-empty.ts";

/**
 * `targetModules`, `excludeModules` and the name lists in general. Each class adds the rule about its
 * own default targets, of targets-default-missing.ts.
 */
export const targetRules: readonly Rule<FindingData>[] = [
  targetsEmpty,
  patternInList,
  allLinearInList,
  listAsString,
  nameAsPattern,
  nameRepeated,
  nameEmpty,
  nameHasPeftPrefix,
  targetExcluded,
  allLinearAdaptsHead,
  targetIsHead,
  targetSavesEmbeddings,
];

/** The same for LoRA alone. */
export const loraTargetRules: readonly Rule<FindingData, LoraConfig>[] = [keyHasPeftPrefix];

/** The same for AdaLoRA alone. */
export const adaLoraTargetRules: readonly Rule<FindingData>[] = [targetsDefaultAdalora];
