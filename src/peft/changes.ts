import type { ConfigView, PeftConfig } from "../finding/rule.ts";
import type { Change } from "./change.ts";
import { moduleChanges } from "./module-changes.ts";
import { trainingChanges } from "./training-changes.ts";

/** Every change. What only the types of a model's layers decide is not here. */
export const changes: readonly Change[] = [...moduleChanges, ...trainingChanges];

/** The changes that concern a config. */
export function findChanges(config: PeftConfig): readonly Change[] {
  return changes.filter((change) => concerns(change, config));
}

/** Whether a change concerns a config. */
export function concerns({ field, of, where }: Change, config: PeftConfig): boolean {
  if (of !== undefined && of !== config.peftType) return false;
  const view = config as ConfigView;
  return typeof where === "function" ? where(view) : view[field] === where;
}
