import type { ModuleTree } from "../model/tree.ts";
import { numel } from "./adapter-size.ts";
import type { Quantization } from "./request.ts";

/** The method of a quantisation; undefined for a dense model. */
export function methodOf(quantization: Quantization | null): string | undefined {
  if (quantization === null || typeof quantization === "string") return quantization ?? undefined;
  const { quant_method: method, load_in_8bit: isEight } = quantization;
  if (method === "bitsandbytes") return isEight ? "bitsandbytes-8bit" : "bitsandbytes-4bit";
  return typeof method === "string" ? method : undefined;
}

/** Whether the quantised weights are buffers, which PEFT does not count. */
export const areBuffers = (quantization: Quantization | null): boolean =>
  ["gptq", "awq"].includes(methodOf(quantization) ?? "");

/**
 * The numbers in layers that a quantisation reaches: Linear layers but the output embedding. Experts
 * that are parameters stay as they are.
 */
export function countQuantizable(
  { modules, outputEmbedding }: Pick<ModuleTree, "modules" | "outputEmbedding">,
  withBias = false,
): number {
  let count = 0;
  for (const { name, kind, parameters } of modules) {
    if ((kind !== "Linear" && kind !== "Conv1D") || name === outputEmbedding) continue;
    count += numel(parameters.weight ?? []);
    if (withBias && parameters.bias !== undefined) count += numel(parameters.bias);
  }
  return count;
}
