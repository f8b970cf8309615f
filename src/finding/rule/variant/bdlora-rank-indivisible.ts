import type { LoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { ranksOf } from "../ranks.ts";

/**
 * nblocks divides every rank: each block of A or B has an equal share of it.
 *
 * @breaks { r: 8, rankPattern: { up: 6 }, useBdlora: { nblocks: 4, targetModulesBdA: ["up", "down"] } }
 * @keeps { r: 8, rankPattern: { up: 12 }, useBdlora: { nblocks: 4, targetModulesBdA: ["up", "down"] } }
 * @see peft/tuners/lora/variants.py BlockDiagonalLinear
 * @remarks PEFT divides only in modules that a list names.
 */
export const bdloraRankIndivisible: Rule<
  { rank: number; blocks: number; multiple: number },
  LoraConfig
> = {
  code: "bdlora-rank-indivisible",
  stage: "injection",
  raises: "ValueError",
  reads: ["useBdlora"],
  find(config, report) {
    const blocks = config.useBdlora?.nblocks ?? 0;
    if (blocks < 1) return;
    for (const [path, rank] of ranksOf(config)) {
      if (rank % blocks === 0) continue;
      report(path, { rank, blocks, multiple: Math.max(1, Math.ceil(rank / blocks)) * blocks });
    }
  },
  words: [
    "Rank {rank!} is not a multiple of `nblocks`, which is {blocks!}",
    "Write {multiple!} or another multiple of {blocks!}.",
  ],
};
