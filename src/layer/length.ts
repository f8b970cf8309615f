import { valueText } from "../config/shape.ts";
import type { Diagnostic } from "../finding/diagnostic.ts";
import { type LayerCount, layerCount } from "./count.ts";
import { finding } from "./finding.ts";
import { type Side, sideHint } from "./sides.ts";
import { type LayerStack, layerStack } from "./stack.ts";

/** How many layers there are, and what else the model says, if one is given. */
export interface Length {
  readonly count?: LayerCount | undefined;
  readonly stack?: LayerStack | undefined;
}

/**
 * How many layers there are, from totalLayers or model. What is wrong with them is a finding.
 *
 * @throws {PeftConfigError} If the model or the number is refused.
 */
export function lengthOf(input: Readonly<Record<string, unknown>>, findings: Diagnostic[]): Length {
  const { totalLayers, model, stack: side } = input;
  const isModel = model !== undefined;
  if (isModel === (totalLayers !== undefined)) {
    const both = isModel ? ", not both" : "";
    const message = `Either totalLayers or model must be given${both}.`;
    const hint = "Pass totalLayers, or the parsed config.json as model.";
    findings.push(finding("layers-total-source", ["totalLayers"], message, hint));
  }
  if (isModel) {
    const stack = layerStack(model, { stack: side as Side });
    return { count: stack, stack };
  }
  if (side !== undefined) {
    const message = `stack is ${valueText(side)}, but no model is given.`;
    findings.push(finding("model-stack-absent", ["stack"], message, sideHint));
  }
  return totalLayers === undefined ? {} : { count: layerCount(totalLayers) };
}
