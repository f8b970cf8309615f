import { quoted } from "../../config/shape.ts";
import { nameSet, reportNames } from "./names.ts";
import type { Rule } from "./rule.ts";

/** Modules outside the layer stack, whose names are whole module names in common models. */
const outsideStack = ["lm_head", "score", "classifier", "embed_out", "qa_outputs"];

/** True for a name that spells out a layer: `model.layers.3.self_attn.q_proj`. */
const hasIndex = (name: string): boolean => /(^|\.)\d+(\.|$)/.test(name);

/** layersToTransform, layersPattern and layerReplication. */
export const layerRules: readonly Rule[] = [
  /**
   * A string targetModules takes no layersToTransform.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "layers-with-target-string",
    when: "construction",
    find: ({ targetModules, layersToTransform }, report) => {
      if (typeof targetModules !== "string" || layersToTransform === null) return;
      report(
        ["layersToTransform"],
        "targetModules is a string, which takes no layersToTransform: PEFT's constructor raises ValueError.",
        "Leave layersToTransform out, or write targetModules as a list of names.",
      );
    },
  },
  /**
   * A string targetModules takes no layersPattern.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "layers-pattern-with-target-string",
    when: "construction",
    find: ({ targetModules, layersPattern }, report) => {
      if (typeof targetModules !== "string" || layersPattern === null) return;
      report(
        ["layersPattern"],
        "targetModules is a string, which takes no layersPattern: PEFT's constructor raises ValueError.",
        "Leave layersPattern out, or write targetModules as a list of names.",
      );
    },
  },
  /**
   * layersPattern comes with layersToTransform.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "layers-pattern-alone",
    when: "construction",
    needs: ["layersToTransform"],
    find: ({ layersPattern, layersToTransform }, report) => {
      if (!layersPattern?.length || layersToTransform !== null) return;
      report(
        ["layersPattern"],
        "layersPattern needs layersToTransform: PEFT's constructor raises ValueError.",
        "Write layersToTransform, or leave layersPattern out.",
      );
    },
  },
  /**
   * layersToTransform is not an empty list.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  {
    code: "layers-all",
    when: "silent",
    find: ({ layersToTransform }, report) => {
      if (!Array.isArray(layersToTransform) || layersToTransform.length > 0) return;
      report(
        ["layersToTransform"],
        "layersToTransform is empty, which PEFT takes for all layers.",
        "Leave it out to adapt all layers.",
      );
    },
  },
  /**
   * layersToTransform names each layer once.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  {
    code: "layers-repeated",
    when: "silent",
    find: ({ layersToTransform }, report) => {
      if (!Array.isArray(layersToTransform)) return;
      const unique = new Set(layersToTransform).size;
      if (unique === layersToTransform.length) return;
      report(
        ["layersToTransform"],
        `layersToTransform has ${layersToTransform.length} entries but names ${unique} layers; PEFT adapts each once.`,
        "Name each layer once.",
      );
    },
  },
  /**
   * layersPattern names the module list, not a target module.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  {
    code: "layers-pattern-names-target",
    when: "silent",
    find: ({ targetModules, layersPattern }, report) => {
      if (layersPattern === null) return;
      const targets = nameSet(targetModules);
      for (const pattern of [layersPattern].flat()) {
        if (!targets.has(pattern)) continue;
        report(
          ["layersPattern"],
          `${quoted(pattern)} is a target module, but PEFT looks for a layer number behind it: it matches nothing.`,
          'Write the name of the module list, such as "layers" or "h".',
        );
      }
    },
  },
  /**
   * layersToTransform holds for all targets.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  {
    code: "target-bypasses-layers",
    when: "silent",
    find: (config, report) => {
      const layers = config.layersToTransform;
      if (layers === null || (Array.isArray(layers) && layers.length === 0)) return;
      reportNames(
        report,
        "targetModules",
        config.targetModules,
        (name) =>
          (outsideStack.includes(name) || hasIndex(name)) &&
          `${quoted(name)} is the whole name of a module: PEFT adapts it whatever layersToTransform says.`,
        "Remove it, or remove layersToTransform.",
      );
    },
  },
  /**
   * Each pair of layerReplication is a range that holds a layer.
   * @see peft/tuners/tuners_utils.py replicate_layers
   */
  {
    code: "layer-replication-range",
    when: "strict",
    find: ({ layerReplication }, report) => {
      layerReplication?.forEach(([start, end], index) => {
        if (start >= 0 && start < end) return;
        report(
          ["layerReplication", index],
          `[${start}, ${end}] holds no layer, or counts from the end: PEFT builds a model of other layers.`,
          "Write [start, end] with 0 <= start < end; end is not included.",
        );
      });
    },
  },
];
