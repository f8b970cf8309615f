import { embeddings, isAllLinear, listNames } from "../finding/rule/names.ts";
import type { PeftConfig } from "../finding/rule.ts";
import type { Question } from "./question.ts";
import { splitModule } from "./tensors.ts";

/** The last part of a module's name. */
const lastPart = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

/** The task types for which PEFT adds the head to modules_to_save: peft/peft_model.py. */
const headTasks: readonly (string | null)[] = ["SEQ_CLS", "TOKEN_CLS", "QUESTION_ANS"];

/** What a fully trained module is. */
type SavedKind = "embedding" | "norm" | "head";

function savedKind(name: string): SavedKind {
  if (embeddings.includes(lastPart(name))) return "embedding";
  return lastPart(name).includes("norm") ? "norm" : "head";
}

const savedNames = ({ modulesToSave }: PeftConfig): readonly string[] =>
  typeof modulesToSave === "string" ? [modulesToSave] : listNames(modulesToSave);

/** The fully trained modules of one kind. Other modules than embeddings and norms count as heads. */
export function listSaved({ config }: Question, kind: SavedKind): readonly string[] {
  const names = savedNames(config).filter((name) => savedKind(name) === kind);
  const isHeadAdded = kind === "head" && names.length === 0 && headTasks.includes(config.taskType);
  return isHeadAdded ? [config.taskType === "QUESTION_ANS" ? "qa_outputs" : "classifier"] : names;
}

/** Whether the fully trained heads are those of sequence classification. */
export const savesOnlyClassifier = (question: Question): boolean =>
  listSaved(question, "head").every((name) => ["classifier", "score"].includes(lastPart(name)));

/** Whether a list of targets has a module of this name. */
export const targets = ({ config }: Question, name: string): boolean =>
  listNames(config.targetModules).some((target) => lastPart(target) === name);

/** Whether the targets are a regular expression. */
export const isExpression = ({ config: { targetModules } }: Question): boolean =>
  typeof targetModules === "string" && !isAllLinear(targetModules);

/** A layer index in a module's name, or in a pattern, where `\d`, `[0-9]` and `{2}` are none. */
const hasLayerIndex = (name: string): boolean =>
  /(?<![\w{])\d/.test(name.replaceAll(/\\d|\[0-9\]/g, ""));

/** Whether some layers lack a module that others have: from the tensors, if they are known. */
export function isPartial(question: Question): boolean {
  const { config, tensors, base } = question;
  if (tensors !== null && tensors.ranks.size > 0) return lacksLayers(question);
  const { layersToTransform: layers, targetModules, excludeModules } = config;
  const chosen = new Set(layers === null ? [] : [layers].flat());
  if (chosen.size > 0) return chosen.size !== base?.layers;
  const names = [targetModules, excludeModules].flatMap((given) => given ?? []);
  return names.some(hasLayerIndex);
}

function lacksLayers({ tensors, base }: Question): boolean {
  const counts = new Map<string, number>();
  let highest = 0;
  for (const module of tensors?.ranks.keys() ?? []) {
    const [layer, type] = splitModule(module);
    if (layer === null) continue;
    highest = Math.max(highest, layer);
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const total = base?.layers ?? highest + 1;
  return [...counts.values()].some((count) => count < total);
}

/** Whether the queries of attention are adapted and the values are not. */
export function adaptsQueriesAlone(question: Question): boolean {
  const { tensors } = question;
  if (tensors === null || tensors.ranks.size === 0) {
    return targets(question, "q_proj") && !targets(question, "v_proj");
  }
  const modules = [...tensors.ranks.keys()];
  return modules.some(
    (module) =>
      lastPart(module) === "q_proj" && !tensors.ranks.has(module.replace(/q_proj$/, "v_proj")),
  );
}
