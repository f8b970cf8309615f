import type { LoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { ranksOf } from "../ranks.ts";

/**
 * Orthogonal initialisation has even ranks: it splits a square matrix into its odd and even rows.
 *
 * @breaks { initLoraWeights: "orthogonal", r: 4, rankPattern: { q_proj: 3 } }
 * @keeps { initLoraWeights: "orthogonal", r: 4, rankPattern: { q_proj: 2 } }
 * @see peft/tuners/lora/layer.py LoraLayer.orthogonal_init
 * @remarks PEFT notices only ranks that a module gets.
 */
export const orthogonalRankOdd: Rule<{ rank: number; even: number }, LoraConfig> = {
  code: "orthogonal-rank-odd",
  stage: "injection",
  raises: "ValueError",
  reads: ["initLoraWeights"],
  find(config, report) {
    if (config.initLoraWeights !== "orthogonal") return;
    for (const [path, rank] of ranksOf(config)) {
      if (rank % 2 !== 0) report(path, { rank, even: Math.max(2, rank + 1) });
    }
  },
  words: [
    'Rank {rank!} is odd, but the initialisation "orthogonal" needs even ranks',
    "Write {even!}.",
  ],
};
