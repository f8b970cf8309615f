export {
  type AdaLoraSchedule,
  adaLoraSchedule,
  type BudgetPoint,
  budgetAt,
  prunesAt,
  type SchedulePhase,
} from "./adalora/schedule.ts";
export { adaLoraConfig } from "./build/adalora.ts";
export { doraConfig } from "./build/dora.ts";
export { loraConfig } from "./build/lora.ts";
export { adaLoraConfigSchema, loraConfigSchema, peftConfigSchema } from "./build/schema.ts";
export type { AdaLoraConfigInput, DoraConfigInput, LoraConfigInput } from "./config/input.ts";
export type * from "./config/types.ts";
export { type CheckResult, check, type PeftConfig } from "./diagnostic/check.ts";
export type { Diagnostic, Path, Severity } from "./diagnostic/diagnostic.ts";
export { PeftConfigError } from "./diagnostic/error.ts";
export type { Circumstances } from "./diagnostic/rule/rule.ts";
export {
  type Evidence,
  type Method,
  type MethodAdvice,
  type MethodNeed,
  type RecommendConfigInput,
  recommendConfig,
  recommendMethod,
} from "./method.ts";
export { fromPeftDict, type PeftDict, toPeftDict } from "./peft/dict.ts";
export { toAdapterConfigJson } from "./peft/file.ts";
export { type PythonOptions, toPython } from "./peft/python.ts";
export { PEFT_VERSION } from "./peft/version.ts";
export {
  defaultRankPolicy,
  defineRankPolicy,
  explainRank,
  type RankExplanation,
  type RankPolicy,
  type RankPolicyInput,
  type RankTier,
  type RecommendedRank,
  recommendRank,
} from "./rank.ts";
