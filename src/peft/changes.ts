import type { ConfigView, PeftConfig } from "../finding/rule.ts";
import type { Change } from "./change.ts";
import { moduleChanges } from "./module-changes.ts";
import { trainingChanges } from "./training-changes.ts";

/** Every change. What only the types of a model's layers decide is not here. */
export const changes: readonly Change[] = [...moduleChanges, ...trainingChanges];

/** The changes that concern a config. */
export function findChanges(config: PeftConfig): readonly Change[] {
  const view = config as ConfigView;
  return changes.filter(
    ({ field, of = config.peftType, where }) =>
      of === config.peftType && (typeof where === "function" ? where(view) : view[field] === where),
  );
}
