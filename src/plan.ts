export { readModuleTree } from "./model/dump.ts";
export { moduleTree, TRANSFORMERS, type TreeOptions } from "./model/module-tree.ts";
export type { ModelProblem } from "./model/problem.ts";
export type {
  ModuleKind,
  ModuleTree,
  Parameters,
  Shape,
  TreeModule,
  TreeResult,
} from "./model/tree.ts";
export { checkPlan, type PlanOptions, type PlanResult, planAdapter } from "./plan/check-plan.ts";
export type {
  Adaptation,
  FrozenRow,
  FullyTrained,
  Plan,
  TargetUse,
} from "./plan/plan-types.ts";
export type { BaseModel, Dtype, Quantization } from "./plan/request.ts";
