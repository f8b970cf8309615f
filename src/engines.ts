/** The entry point `peft-config/engines`: which server does what with an adapter. */
export type {
  Effect,
  Engine,
  EngineRule,
  EngineSource,
  RankLimit,
  Refusal,
} from "./engine/engine.ts";
export { type EngineId, engines } from "./engine/engine-list.ts";
export type { ServingFacts } from "./engine/question.ts";
export {
  type Servability,
  type ServabilityOptions,
  servability,
  servabilityTable,
} from "./engine/servability.ts";
export type { ServingCode, ServingFinding } from "./engine/serving-finding.ts";
export * from "./port.ts";
