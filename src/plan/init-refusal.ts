import type { LoraConfig } from "../config/types.ts";
import type { ModuleKind, TreeModule } from "../model/tree.ts";
import type { Sides } from "./adapter-size.ts";

/** Why BD-LoRA cannot cut a layer's matrices into blocks; undefined where it can, or leaves it alone. */
export function blockFault(
  { name, kind }: TreeModule,
  { inputs, outputs }: Sides,
  rank: number,
  { useBdlora }: LoraConfig,
) {
  if (useBdlora === null) return undefined;
  const { targetModulesBdA, targetModulesBdB, nblocks, matchStrict } = useBdlora;
  const isA = targetModulesBdA?.some((part) => name.includes(part)) ?? false;
  const isB = targetModulesBdB?.some((part) => name.includes(part)) ?? false;
  if (isA && isB) return "both";
  if (!isA && !isB) return matchStrict ? "neither" : undefined;
  // transformers' Conv1D has no in_features.
  if (kind === "Conv1D") return "kind";
  const side = isA ? inputs : outputs;
  return rank % nblocks === 0 && side % nblocks === 0 ? undefined : "sides";
}

/** What PEFT raises for an initialisation at a layer of a kind; undefined where it knows it. */
export function initException(kind: ModuleKind, init: string, rank: number) {
  if (kind === "Embedding") return init === "loftq" ? "TypeError" : undefined;
  if (init === "orthogonal" && rank % 2 !== 0) return "ValueError";
  if (kind === "Linear" || kind === "Conv1D") return undefined;
  if (kind === "MultiheadAttention") {
    return /^(pissa|corda)|^olora$|^orthogonal$/i.test(init) ? "AttributeError" : undefined;
  }
  if (init === "loftq") return "TypeError";
  return init === "lora_ga" || init.toLowerCase() === "gaussian" ? undefined : "ValueError";
}
