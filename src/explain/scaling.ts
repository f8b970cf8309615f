import type { LoraConfig } from "../config/types.ts";
import { type ConfigClass, configClasses } from "../finding/class.ts";
import type { ConfigView } from "../finding/rule.ts";

/** A rank, an alpha, and the factor that the adapter's output is multiplied by. */
export interface Scaling {
  /** Rank of the adapter; AdaLoRA's at the start. */
  readonly rank: number;
  /** Numerator of the scaling. */
  readonly alpha: number;
  /** `alpha / rank`, or `alpha / √rank` with `useRslora`. Not rounded; infinite at rank 0. */
  readonly scaling: number;
}

/** The scaling of the modules that a key of `rankPattern` or `alphaPattern` matches. */
export interface PatternScaling extends Scaling {
  /** The key. */
  readonly pattern: string;
}

/** The scaling where no pattern matches, and the scalings of the patterns. */
export interface Scalings extends Scaling {
  /**
   * What holds instead where a key of `rankPattern` or `alphaPattern` matches, in the order of the
   * keys. PEFT takes the first key of each that matches: a module may have its rank from one key and
   * its alpha from another.
   */
  readonly patterns: readonly PatternScaling[];
}

/**
 * The scalings of a config. AdaLoRA's stays that of initR while ranks are pruned. AdaLoRA reads
 * neither useRslora nor alphaPattern, and its rankPattern is what pruning left, by parameter.
 *
 * @see peft/tuners/lora/layer.py LoraLayer.update_layer, peft/tuners/adalora/layer.py SVDLinear
 */
export function explainScaling(config: ConfigView): Scalings {
  const { rankField, hasVariants }: ConfigClass = configClasses[config.peftType];
  const lora = hasVariants ? (config as LoraConfig) : undefined;
  const initialRank: number = Reflect.get(config, rankField);
  const scale = (rank = initialRank, alpha = config.loraAlpha): Scaling => ({
    rank,
    alpha,
    scaling: alpha / (lora?.useRslora ? Math.sqrt(rank) : rank),
  });
  const ranks = new Map(Object.entries(lora?.rankPattern ?? {}));
  const alphas = new Map(Object.entries(lora?.alphaPattern ?? {}));
  const patterns = [...new Set([...ranks.keys(), ...alphas.keys()])];
  return {
    ...scale(),
    patterns: patterns.map((pattern) => ({
      pattern,
      ...scale(ranks.get(pattern), alphas.get(pattern)),
    })),
  };
}
