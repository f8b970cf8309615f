import type { Rule } from "../../rule.ts";

/**
 * Each pair of `layerReplication` is a range that holds a layer.
 *
 * @breaks { layerReplication: [[4, 4]] }
 * @keeps { layerReplication: [[0, 4]] }
 * @see peft/tuners/tuners_utils.py replicate_layers
 */
export const layerReplicationRange: Rule = {
  code: "layer-replication-range",
  stage: "strict",
  reads: ["layerReplication"],
  find({ layerReplication }, report) {
    layerReplication?.forEach(([start, end], index) => {
      if (start < 0 || start >= end) report(["layerReplication", index], {});
    });
  },
  words: [
    "{} is empty or negative, so PEFT builds the model from different layers.",
    "Write [start, end] with 0 <= start < end; end is not included.",
  ],
};
