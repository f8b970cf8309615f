/** The examples in the comments of src: `@breaks { r: 0 }`. */

import { checkSelectiveLora } from "../../src/build/selective.ts";
import { parseAdapterConfig } from "../../src/file/document.ts";
import { check } from "../../src/finding/check.ts";
import type { Diagnostic } from "../../src/finding/diagnostic.ts";
import type { CheckContext } from "../../src/finding/rule.ts";
import * as selection from "../../src/layer/selection.ts";
import { moduleTree } from "../../src/model/module-tree.ts";
import { fromPeftDict } from "../../src/peft/dict.ts";
import { checkRelease } from "../../src/peft/release.ts";
import { checkPlan } from "../../src/plan/check-plan.ts";
import { type PortOptions, portableAdapter } from "../../src/port/portable.ts";

/** What a comment may write before an example: how it is read. `adalora` fills in the rest. */
const forms = ["file", "adalora", "text", "release", "selection", "port", "plan"] as const;

/** An example as it stands in a comment. */
export interface Example {
  readonly form: (typeof forms)[number] | "input";
  /** The value as it is written in TypeScript. */
  readonly source: string;
  /** What else is passed: the context of `check`, or the release. */
  readonly context: string | null;
}

/** Reads `[form] value [with context]`. */
export function parseExample(text: string): Example {
  const form = forms.find((word) => text.startsWith(`${word} `)) ?? "input";
  const rest = form === "input" ? text : text.slice(form.length + 1);
  if (form === "release") {
    const end = rest.indexOf(" ");
    return { form, source: rest.slice(end + 1), context: rest.slice(0, end) };
  }
  const [source = "", context = null] = rest.split(" with ");
  return { form, source, context };
}

/** The fields of an AdaLoRA config that breaks no rule, before those of an example. */
const adaLora = {
  peftType: "ADALORA",
  taskType: "CAUSAL_LM",
  totalStep: 1000,
  tfinal: 100,
  targetModules: ["q_proj"],
};

/** The value of an expression, which may call the functions that make selections. */
const evaluate = (source: string): unknown =>
  new Function(...Object.keys(selection), `return (${source})`)(...Object.values(selection));

/** The value of an example. */
export function exampleValue({ form, source }: Example): unknown {
  const value = evaluate(source);
  return form === "adalora" ? { ...adaLora, ...(value as object) } : value;
}

/** What the library finds in an example. */
export function findIn(example: Example): readonly Diagnostic[] {
  const value = exampleValue(example);
  const { form, context } = example;
  switch (form) {
    case "file":
      return fromPeftDict(value, optionsOf(context)).diagnostics;
    case "text":
      return parseAdapterConfig(value as string, optionsOf(context)).diagnostics;
    case "selection":
      return checkSelectiveLora(value).diagnostics;
    case "port": {
      const result = check({ targetModules: ["q_proj"], ...(value as object) });
      const ported = result.ok
        ? portableAdapter(result.config, queryHeader, optionsOf(context))
        : result;
      return ported.ok ? [] : ported.diagnostics;
    }
    case "plan": {
      const result = check(value);
      const built = moduleTree(evaluate(context ?? "{}"));
      if (!built.ok) throw new Error(JSON.stringify(built.problems));
      return result.ok ? checkPlan(result.config, built.tree).diagnostics : result.diagnostics;
    }
    case "release": {
      const result = check(value);
      return result.ok ? checkRelease(result.config, context ?? "") : result.diagnostics;
    }
    default:
      return check(value, optionsOf(context)).diagnostics;
  }
}

/** The tensors of an adapter of rank 8 for one module. */
const queryHeader = {
  "base_model.model.q_proj.lora_A.weight": { dtype: "F32", shape: [8, 64] },
  "base_model.model.q_proj.lora_B.weight": { dtype: "F32", shape: [64, 8] },
} as const;

const optionsOf = (context: string | null): CheckContext & PortOptions =>
  context === null ? {} : (evaluate(context) as CheckContext & PortOptions);

/** The example as a reader would call it. */
export function exampleCall({ form, source, context }: Example): string {
  const options = context === null ? "" : `, ${context}`;
  switch (form) {
    case "file":
      return `fromPeftDict(${source}${options})`;
    case "text":
      return `parseAdapterConfig(${source}${options})`;
    case "release":
      return `checkRelease(loraConfig(${source}), "${context}")`;
    case "selection":
      return `checkSelectiveLora(${source})`;
    case "port":
      return `portableAdapter(loraConfig(${source}), header${options})`;
    case "plan":
      return `checkPlan(loraConfig(${source}), tree of ${context})`;
    case "adalora": {
      const given = source.slice(1, -1).trim();
      const base = Object.entries(adaLora).filter(([name]) => !given.includes(`${name}:`));
      const fields = base.map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
      return `check({ ${[...fields, given].join(", ")} })`;
    }
    default:
      return `check(${source}${options})`;
  }
}
