import { valueText } from "../config/shape.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { type LayerCount, layerCount } from "./count.ts";
import { attempt, finding } from "./finding.ts";
import { type Side, sideHint } from "./sides.ts";
import { type LayerStack, layerStack } from "./stack.ts";

/** How many layers there are, and what else the model says, if one is given. */
export interface Length {
  readonly count?: LayerCount | undefined;
  readonly stack?: LayerStack | undefined;
}

/** How many layers there are, from totalLayers or model; what is wrong with them is a finding. */
export function lengthOf(input: Readonly<Record<string, unknown>>, findings: Diagnostic[]): Length {
  const { totalLayers, model, stack: side } = input;
  const isModel = model !== undefined;
  if (side !== undefined && !isModel) {
    const message = `stack is ${valueText(side)}, but there is no model whose side it could be.`;
    findings.push(finding("model-stack-absent", ["stack"], message, sideHint));
  }
  const stack = isModel
    ? attempt(findings, () => layerStack(model, { stack: side as Side }))
    : undefined;
  if (isModel === (totalLayers !== undefined)) {
    const which = isModel ? "Both totalLayers and model say" : "Neither totalLayers nor model says";
    const message = `${which} how many layers there are.`;
    const hint = isModel
      ? "Leave totalLayers out."
      : "Pass totalLayers, or the model's parsed config.json as model.";
    findings.push(finding("layers-total-source", ["totalLayers"], message, hint));
  } else if (!isModel) {
    return { count: layerCount(totalLayers, findings) };
  }
  return { count: stack && countOf(stack), stack };
}

function countOf({ modelType, total, stack, source }: LayerStack): LayerCount {
  const side = stack === null ? "" : `${stack} `;
  const has = `${modelType || "the model"} has ${total} ${side}layers by ${source}`;
  return { total, statement: `${has} (0 to ${total - 1})` };
}
