import type { Rule } from "../../rule.ts";

/**
 * `layersToTransform` lists each layer once.
 *
 * @breaks { layersToTransform: [1, 1] }
 * @keeps { layersToTransform: [1, 2] }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const layersRepeated: Rule<{ entries: number; distinct: number }> = {
  code: "layers-repeated",
  stage: "silent",
  reads: ["layersToTransform"],
  find({ layersToTransform }, report) {
    if (!Array.isArray(layersToTransform)) return;
    const [entries, distinct] = [layersToTransform.length, new Set(layersToTransform).size];
    if (distinct !== entries) report(["layersToTransform"], { entries, distinct });
  },
  words: [
    "`layersToTransform` repeats layers: {entries!} entries, {distinct!} distinct. PEFT adapts each layer once.",
    "List each layer once.",
  ],
};
