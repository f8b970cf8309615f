export {
  type AdaLoraSchedule,
  adaLoraSchedule,
  type BudgetPoint,
  budgetAt,
  prunesAt,
  type SchedulePhase,
} from "./adalora/schedule.ts";
export { adaLoraConfig } from "./build/adalora-config.ts";
export { doraConfig } from "./build/dora-config.ts";
export { loraConfig } from "./build/lora-config.ts";
export {
  checkSelectiveLora,
  type SelectiveLoraConfigInput,
  selectiveLoraConfig,
} from "./build/selective.ts";
export type {
  AdaLoraConfigFields,
  AdaLoraConfigInput,
  DoraConfigInput,
  LoraConfigFields,
  LoraConfigInput,
  TaskType,
} from "./config/input.ts";
export type * from "./config/types.ts";
export { type ConfigExplanation, explainConfig, type ModuleSelection } from "./explain/explain.ts";
export type { PatternScaling, Scaling, Scalings } from "./explain/scaling.ts";
export type { PythonException, Stage } from "./field/stage.ts";
export { PEFT_VERSION } from "./field/version.ts";
export type { Dialect } from "./file/dialect.ts";
export { type AdapterDocument, type FileDiagnostic, parseAdapterConfig } from "./file/document.ts";
export { stringifyAdapterConfig } from "./file/stringify.ts";
export { toAdapterConfigJson } from "./file/text.ts";
export { type CheckResult, check, type PeftConfig } from "./finding/check.ts";
export type { DiagnosticCode } from "./finding/code.ts";
export type { Diagnostic, FindingData, Path, Severity } from "./finding/diagnostic.ts";
export { diagnosticText, PeftConfigError } from "./finding/error.ts";
export type { Allowance, CheckContext, TrustOptions } from "./finding/rule.ts";
export type { Language } from "./finding/speaker.ts";
export { resolveLayers } from "./layer/resolution.ts";
export {
  everyNthLayer,
  exceptLayers,
  firstLayers,
  type LayerChoice,
  type LayerSelection,
  lastFraction,
  lastLayers,
  layerRange,
  layersFrom,
} from "./layer/selection.ts";
export type { MatchingPart } from "./layer/stack.ts";
export { type LayerStack, type LayerStackOptions, layerStack } from "./layer/stack.ts";
export {
  type Evidence,
  type Method,
  type MethodAdvice,
  type MethodNeed,
  type RecommendConfigInput,
  recommendConfig,
  recommendMethod,
} from "./method.ts";
export {
  type Compatibility,
  type CompatibilityEdge,
  compatibility,
} from "./peft/compatibility.ts";
export { fromPeftDict, type PeftDict, toPeftDict } from "./peft/dict.ts";
export { type PythonOptions, toPython } from "./peft/python.ts";
export { checkRelease, type ReleaseOptions } from "./peft/release.ts";
export { type PeftRelease, peftReleases } from "./peft/releases.ts";
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
export { rewordDiagnostic } from "./reword.ts";
export {
  adaLoraConfigStandard,
  loraConfigStandard,
  type PeftConfigInput,
  peftConfigStandard,
  peftDictStandard,
} from "./schema/standard.ts";
export type {
  JsonSchemaTarget,
  StandardConfigSchema,
  StandardJsonSchemaOptions,
  StandardResult,
} from "./schema/standard-type.ts";
