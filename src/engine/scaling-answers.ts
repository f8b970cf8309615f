import type { LoraConfig } from "../config/types.ts";
import type { PeftConfig } from "../finding/rule.ts";
import type { Question } from "./question.ts";

/** The config of a LoRA adapter: of AdaLoRA's, PEFT reads neither patterns nor useRslora. */
export const loraOf = (config: PeftConfig): LoraConfig | undefined =>
  config.peftType === "LORA" ? config : undefined;

const scale = (rank: number, alpha: number, useRslora: boolean): number =>
  alpha / (useRslora ? Math.sqrt(rank) : rank);

/** The scaling of the modules that no pattern matches. */
export const scalingOf = ({ r, loraAlpha, useRslora }: LoraConfig): number =>
  scale(r, loraAlpha, useRslora);

/**
 * Whether every module has the same scaling. Where both patterns have the same keys, PEFT looks up both
 * by the same one; where not, two modules may differ.
 */
export function scalesEvenly(config: LoraConfig): boolean {
  const { r, loraAlpha, rankPattern, alphaPattern, useRslora } = config;
  const ranks = Object.keys(rankPattern);
  const alphas = Object.keys(alphaPattern);
  const keys = [...new Set([...ranks, ...alphas])];
  if (ranks.length > 0 && alphas.length > 0 && ranks.join("\n") !== alphas.join("\n")) return false;
  return keys.every(
    (key) =>
      scale(rankPattern[key] ?? r, alphaPattern[key] ?? loraAlpha, useRslora) === scalingOf(config),
  );
}

/** Whether one scaling for all modules, from the top-level rank and alpha, is wrong for some. */
export function isUneven({ config, tensors }: Question): boolean {
  const lora = loraOf(config);
  if (lora === undefined) return false;
  return !scalesEvenly(lora) || (hasOtherRanks(tensors, lora) && !isFilled(lora.alphaPattern));
}

const isFilled = (pattern: Readonly<Record<string, number>>) => Object.keys(pattern).length > 0;

const hasOtherRanks = (tensors: Question["tensors"], { r }: LoraConfig): boolean =>
  [...(tensors?.ranks.values() ?? [])].some((rank) => rank !== r);

/** The ranks that modules get: those of the tensors, if they are known, else those of the config. */
export function listRanks({ config, tensors }: Question): readonly number[] {
  if (tensors !== null && tensors.ranks.size > 0) return [...new Set(tensors.ranks.values())];
  if (config.peftType === "ADALORA") return [config.initR];
  return [config.r, ...Object.values(config.rankPattern)];
}

/** The largest rank of any module. */
export const largestRank = (question: Question): number => listRanks(question).reduce(greater, 0);

const greater = (a: number, b: number): number => Math.max(a, b);

/**
 * The smallest rank from this one on that TGI and LoRAX leave as it is: 8 for each GPU, or a larger
 * multiple of 16.
 *
 * @see lorax_server/utils/punica.py pad_rank
 */
export function fittingRank(rank: number, tensorParallel: number): number {
  const least = 8 * tensorParallel;
  return rank <= least ? least : Math.ceil(rank / 16) * 16;
}
