export type { TreeDifference } from "./model/checkpoint-match.ts";
export {
  type CheckpointOptions,
  type CheckpointResult,
  treeFromSafetensors,
} from "./model/checkpoint-tree.ts";
export { readModuleTree } from "./model/dump.ts";
export { moduleTree, TRANSFORMERS, type TreeOptions } from "./model/module-tree.ts";
export type { ModelProblem } from "./model/problem.ts";
export {
  type HeaderResult,
  type ReadRange,
  readSafetensorsHeader,
  type SafetensorsHeader,
  type StoredTensor,
} from "./model/tensor-header.ts";
export type {
  ModuleKind,
  ModuleTree,
  Parameters,
  Shape,
  TreeModule,
  TreeResult,
} from "./model/tree.ts";
export {
  type Capacity,
  type CapacityView,
  explainCapacity,
  type TrainingData,
} from "./plan/capacity.ts";
export { checkPlan, type PlanOptions, type PlanResult, planAdapter } from "./plan/check-plan.ts";
export { adapterFileSize, type FileSize } from "./plan/file-size.ts";
export {
  type MemoryOptions,
  type MemoryPart,
  type Optimizer,
  type TrainingMemory,
  trainingMemory,
} from "./plan/memory.ts";
export { planSvg, type SvgOptions } from "./plan/picture.ts";
export type {
  Adaptation,
  FrozenRow,
  FullyTrained,
  Plan,
  TargetUse,
} from "./plan/plan-types.ts";
export type { BaseModel, Dtype, Quantization } from "./plan/request.ts";
export { trainableLine } from "./plan/trainable-line.ts";
