import type { AdaLoraConfig, LoraConfig } from "../../config/types.ts";

/** A rank and an alpha, and the factor that the adapter's output is multiplied by. */
export interface Scaling {
  readonly rank: number;
  readonly alpha: number;
  readonly scaling: number;
}

/** The scaling of a module that no pattern names. AdaLoRA's stays that of init_r, however many ranks go. */
export function explainScaling(config: LoraConfig | AdaLoraConfig): Scaling {
  const rank = config.peftType === "ADALORA" ? config.initR : config.r;
  return computeScaling(config, rank, config.loraAlpha);
}

/** The scaling of the modules that each key of rank_pattern and alpha_pattern names. */
export function explainPatterns(
  config: LoraConfig | AdaLoraConfig,
): readonly (Scaling & { readonly pattern: string })[] {
  const { rank, alpha } = explainScaling(config);
  const { alphaPattern } = config;
  // What AdaLoRA has there is the result of pruning, by parameter; alpha_pattern it does not read.
  if (config.peftType === "ADALORA") return [];
  const { rankPattern } = config;
  const patterns = new Set([...Object.keys(rankPattern), ...Object.keys(alphaPattern)]);
  return [...patterns].map((pattern) => ({
    pattern,
    ...computeScaling(
      config,
      getOwn(rankPattern, pattern) ?? rank,
      getOwn(alphaPattern, pattern) ?? alpha,
    ),
  }));
}

const getOwn = (record: Readonly<Record<string, number>>, key: string): number | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** @see peft/tuners/lora/layer.py LoraLayer.update_layer, peft/tuners/adalora/layer.py SVDLinear */
function computeScaling(
  { peftType, useRslora }: LoraConfig | AdaLoraConfig,
  rank: number,
  alpha: number,
): Scaling {
  const isRoot = useRslora && peftType === "LORA";
  return { rank, alpha, scaling: alpha / (isRoot ? Math.sqrt(rank) : rank) };
}
