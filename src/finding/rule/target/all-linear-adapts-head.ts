import type { Rule } from "../../rule.ts";
import { isAllLinear, listNames } from "../names.ts";
import { unsparedHeads } from "./heads.ts";

interface HeadsData extends Readonly<Record<string, unknown>> {
  readonly heads: readonly string[];
  readonly taskType: string | null;
  /** Whether `modulesToSave` already lists other modules. */
  readonly savesOthers: boolean;
}

/**
 * "all-linear" spares the head of token classification and question answering.
 *
 * @breaks { targetModules: "all-linear", taskType: "TOKEN_CLS" }
 * @keeps { targetModules: "all-linear", taskType: "SEQ_CLS" }
 * @see peft/peft_model.py PeftModelForTokenClassification.__init__
 * @remarks PEFT accepts a model without the usual head module.
 */
export const allLinearAdaptsHead: Rule<HeadsData> = {
  code: "all-linear-adapts-head",
  stage: "injection",
  raises: "TypeError",
  reads: ["taskType"],
  find(config, report) {
    const { targetModules, taskType, modulesToSave } = config;
    if (!isAllLinear(targetModules)) return;
    const heads = unsparedHeads(config);
    if (heads.length === 0) return;
    const savesOthers = listNames(modulesToSave).length > 0;
    report(["targetModules"], { heads, taskType, savesOthers });
  },
  words: ({ savesOthers }) => [
    '"all-linear" also adapts the head, but for the task type {taskType}, PEFT fully trains the head',
    savesOthers ? "Add {heads&} to `modulesToSave`." : "Write `modulesToSave: {heads}`.",
  ],
};
