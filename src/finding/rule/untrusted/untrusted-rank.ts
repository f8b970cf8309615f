import type { AdaLoraConfig } from "../../../config/types.ts";
import { cap } from "./cap.ts";

/**
 * Ranks are at most 1024, or what `allow` says.
 *
 * Each module gets rank · (inputs + outputs) numbers, before any weight is read.
 *
 * @breaks { r: 1025 } with { trust: "untrusted" }
 * @keeps { r: 1024 } with { trust: "untrusted" }
 * @see peft/tuners/lora/layer.py update_layer
 */
export const untrustedRank = cap(
  {
    code: "untrusted-rank",
    reads: ["r", "initR", "targetR", "rankPattern"],
    limit: "maxRank",
    most: 1024,
    effect: "allocates the rank",
  },
  function* (config) {
    for (const field of ["r", "initR", "targetR"] as const) {
      const rank = (config as Partial<AdaLoraConfig>)[field];
      if (rank !== undefined) yield [[field], rank];
    }
    for (const [key, rank] of Object.entries(config.rankPattern ?? {})) {
      yield [["rankPattern", key], Array.isArray(rank) ? rank.length : Number(rank)];
    }
  },
);
