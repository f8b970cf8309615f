import type { Path } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";

/** Rank above which an adapter is larger than anyone has published a use for. */
const LARGEST_USUAL_RANK = 1024;

/**
 * Ranks are at most 1024.
 *
 * The adapter of a module with n inputs and m outputs has r · (n + m) parameters, the module n · m:
 * at such ranks low-rank adaptation saves nothing.
 *
 * @breaks { r: 1025 }
 * @keeps { r: 1024 }
 * @see peft/tuners/lora/layer.py update_layer
 */
export const rankHuge = (
  reads: NonNullable<Rule["reads"]>,
  ranksOf: (config: never) => Iterable<readonly [path: Path, rank: number]>,
): Rule<{ rank: number }, never> => ({
  code: "rank-huge",
  stage: "silent",
  reads,
  find(config, report) {
    for (const [path, rank] of ranksOf(config)) {
      if (rank > LARGEST_USUAL_RANK) report(path, { rank });
    }
  },
  words: [
    "Rank {rank!} makes the adapter about as large as the layers it adapts; PEFT does not warn.",
    "Write a rank between 4 and 256.",
  ],
});
