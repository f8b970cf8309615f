import { cap } from "./cap.ts";

/**
 * `layerReplication` makes few layers.
 *
 * Twenty thousand pairs made forty thousand layers, each a copy.
 *
 * @breaks { layerReplication: [[0, 4000]] } with { trust: "untrusted" }
 * @keeps { layerReplication: [[0, 24], [8, 32]] } with { trust: "untrusted" }
 * @see peft/tuners/tuners_utils.py replicate_layers
 */
export const untrustedReplication = cap(
  {
    code: "untrusted-replication",
    reads: ["layerReplication"],
    limit: "maxLayers",
    most: 512,
    effect: "copies layers, and their number is",
  },
  ({ layerReplication }) => {
    const counts = (layerReplication ?? []).map(([start, end]) => Math.max(end - start, 1));
    return [[["layerReplication"], counts.reduce((sum, count) => sum + count, 0)]];
  },
);
