import { isFilled, quoted } from "../../config/shape.ts";
import { ranksOf } from "./ranks.ts";
import type { Rule } from "./rule.ts";

/** Rank above which an adapter is larger than anyone has published a use for. */
const LARGEST_USUAL_RANK = 1024;

/** Words that torch's ModuleDict has attributes of, and that someone might call an adapter. */
const moduleAttributes =
  "apply bfloat16 buffers children clear compile cpu cuda double eval float forward half ipu items keys modules mtia parameters pop to train training type update values xpu".split(
    " ",
  );

/** The adapter as a whole: its size, its name, its mode, Megatron. */
export const adapterRules: readonly Rule[] = [
  /**
   * Ranks are at most 1024.
   * @see peft/tuners/lora/layer.py update_layer
   */
  {
    code: "rank-huge",
    when: "silent",
    find: (config, report) => {
      const ranks =
        config.peftType === "LORA" ? ranksOf(config) : [[["initR"], config.initR] as const];
      for (const [path, rank] of ranks) {
        if (rank <= LARGEST_USUAL_RANK) continue;
        report(
          path,
          `Rank ${rank} makes an adapter as large as its layers, and PEFT says nothing.`,
          "Write a rank between 4 and 256.",
        );
      }
    },
  },
  /**
   * A config to train with has inferenceMode false.
   * @see peft/tuners/tuners_utils.py inject_adapter
   */
  {
    code: "inference-mode",
    when: "silent",
    find: ({ inferenceMode }, report) => {
      if (!inferenceMode) return;
      report(
        ["inferenceMode"],
        "With inferenceMode get_peft_model freezes the adapter.",
        "Leave it out; PEFT writes true when it saves.",
      );
    },
  },
  /**
   * megatronCore begins with "megatron." when there is a megatronConfig.
   * @see peft/tuners/lora/tp_layer.py dispatch_megatron
   */
  {
    code: "megatron-core",
    when: "injection",
    of: "LORA",
    find: ({ megatronConfig, megatronCore }, report) => {
      if (!isFilled(megatronConfig) || megatronCore?.startsWith("megatron.")) return;
      report(
        ["megatronCore"],
        'megatronCore must begin with "megatron.": get_peft_model raises an error.',
        'Leave it out, or write "megatron.core".',
      );
    },
  },
  /**
   * The adapter's name is not empty, has no dot, and is no attribute of torch's ModuleDict.
   * @see torch nn.ModuleDict
   */
  {
    code: "adapter-name-invalid",
    when: "injection",
    find: (_config, report, { adapterName }) => {
      if (adapterName === undefined) return;
      if (adapterName && !adapterName.includes(".") && !moduleAttributes.includes(adapterName))
        return;
      report(
        [],
        `An adapter cannot be named ${quoted(adapterName)}: get_peft_model raises KeyError.`,
        "Choose another name: no dot, and no attribute of a torch module.",
      );
    },
  },
  /**
   * The adapter's name is no part of "lora_".
   * @see peft/mapping_func.py get_peft_model
   */
  {
    code: "adapter-name-in-prefix",
    when: "warned",
    find: (_config, report, { adapterName }) => {
      if (!adapterName || !"lora_".includes(adapterName)) return;
      report(
        [],
        `The adapter's name ${quoted(adapterName)} is a part of "lora_", by which PEFT finds weights: loading may reinitialise them.`,
        "Choose another name.",
      );
    },
  },
];
