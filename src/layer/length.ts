import { valueText } from "../config/shape.ts";
import { layerCount } from "./count.ts";
import type { LayerCount, Report } from "./problem.ts";
import { findStack, type LayerStack } from "./stack.ts";

/** The value of a key, or undefined. */
export type Read = (key: string) => unknown;

/** How many layers there are, and what else the model says, if one is given. */
export interface Length {
  readonly count?: LayerCount | undefined;
  readonly stack?: LayerStack | undefined;
}

/** How many layers there are, from totalLayers or model; what is wrong with them is reported. */
export function lengthOf(read: Read, report: Report): Length {
  const totalLayers = read("totalLayers");
  const model = read("model");
  const side = read("stack");
  if (model === undefined) {
    if (side !== undefined) reportStackAlone(side, report);
    if (totalLayers !== undefined) return { count: layerCount(totalLayers, report) };
    reportNoLength(report);
    return {};
  }
  const stack = findStack(model, side, report);
  const count = stack && { total: stack.total, statement: statementOf(stack) };
  if (totalLayers !== undefined) reportTwoLengths(totalLayers, count?.statement, report);
  return { count, stack };
}

function statementOf({ modelType, total, stack, source }: LayerStack): string {
  const side = stack === null ? "" : `${stack} `;
  return `${modelType || "the model"} has ${total} ${side}layers by ${source}`;
}

function reportStackAlone(side: unknown, report: Report): void {
  report(
    "model-stack-absent",
    ["stack"],
    `stack is ${valueText(side)}, but there is no model whose side it could be.`,
    "Leave stack out, or pass the model's config.json as model.",
  );
}

function reportNoLength(report: Report): void {
  report(
    "layers-total-source",
    ["totalLayers"],
    "Neither totalLayers nor model says how many layers there are.",
    "Write totalLayers: 40, or pass the model's parsed config.json as model.",
  );
}

function reportTwoLengths(totalLayers: unknown, statement = "", report: Report): void {
  report(
    "layers-total-source",
    ["totalLayers"],
    `totalLayers is ${valueText(totalLayers)}, and there is a model as well${statement && `: ${statement}`}.`,
    "Leave totalLayers out.",
  );
}
