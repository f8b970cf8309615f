import { valueText } from "../config/shape.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { countOf, type LayerCount, layerCount } from "./count.ts";
import { attempt, finding } from "./finding.ts";
import type { Side } from "./sides.ts";
import { type LayerStack, layerStack } from "./stack.ts";

/** How many layers there are, and what else the model says, if one is given. */
export interface Length {
  readonly count?: LayerCount | undefined;
  readonly stack?: LayerStack | undefined;
}

/** How many layers there are, from totalLayers or model; what is wrong with them is a finding. */
export function lengthOf(input: Readonly<Record<string, unknown>>, findings: Diagnostic[]): Length {
  const read = (key: string) => attempt(key, findings, () => input[key]);
  const totalLayers = read("totalLayers");
  const model = read("model");
  const side = read("stack");
  if (model !== undefined) {
    const stack = attempt("model", findings, () => layerStack(model, { stack: side as Side }));
    const count = stack && countOf(stack.total, statementOf(stack));
    if (totalLayers !== undefined) {
      const says = count === undefined ? "" : `: ${count.statement}`;
      const message = `totalLayers is ${valueText(totalLayers)}, and there is a model as well${says}.`;
      const hint = "Leave totalLayers out.";
      findings.push(finding("layers-total-source", ["totalLayers"], message, hint));
    }
    return { count, stack };
  }
  if (side !== undefined) {
    const message = `stack is ${valueText(side)}, but there is no model whose side it could be.`;
    const hint = "Leave stack out, or pass the model's config.json as model.";
    findings.push(finding("model-stack-absent", ["stack"], message, hint));
  }
  if (totalLayers !== undefined) return { count: layerCount(totalLayers, findings) };
  const message = "Neither totalLayers nor model says how many layers there are.";
  const hint = "Write totalLayers: 40, or pass the model's parsed config.json as model.";
  findings.push(finding("layers-total-source", ["totalLayers"], message, hint));
  return {};
}

function statementOf({ modelType, total, stack, source }: LayerStack): string {
  const side = stack === null ? "" : `${stack} `;
  return `${modelType || "the model"} has ${total} ${side}layers by ${source}`;
}
