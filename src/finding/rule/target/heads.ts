import { lookUp } from "../../../config/shape.ts";
import type { ConfigView } from "../../rule.ts";
import { listNames } from "../names.ts";

/** The heads that PEFT fully trains for a task, whichever of them the model has. */
const headModules: Readonly<Record<string, readonly string[]>> = {
  SEQ_CLS: ["classifier", "score"],
  TOKEN_CLS: ["classifier", "score"],
  QUESTION_ANS: ["qa_outputs"],
};

/** The names of a task's head; none for a task without one. */
export const headsOf = (taskType: string | null): readonly string[] =>
  lookUp(headModules, taskType ?? "") ?? [];

/** The names of a head that PEFT may adapt before it comes to save it. For SEQ_CLS it spares it first. */
export const adaptedHeadsOf = (taskType: string | null): readonly string[] =>
  taskType === "SEQ_CLS" ? [] : headsOf(taskType);

/** The names of the head that "all-linear" adapts too; none if the config spares the head. */
export function unsparedHeads(config: ConfigView): readonly string[] {
  const { taskType, modulesToSave, excludeModules } = config;
  const heads = adaptedHeadsOf(taskType);
  // A pattern may well exclude the head.
  if (heads.length === 0 || typeof excludeModules === "string") return [];
  const spared = [...listNames(modulesToSave), ...listNames(excludeModules)];
  return heads.some((head) => spared.some((name) => name.endsWith(head))) ? [] : heads;
}
