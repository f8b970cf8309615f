import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { isListed, refusedFrom } from "./trust.ts";

/** An id on the Hub, as huggingface_hub checks it: a name, or an owner and a name. */
const modelId = /^(?!.*(--|\.\.|\.git$))(\w[\w.-]{0,95}\/)?\w([\w.-]{0,94}\w)?$/;

/**
 * `baseModelNameOrPath` is the id of a model, not a path.
 *
 * AutoPeftModel loads whatever is there, and saving reads its config.json. A path leads nowhere on another
 * machine, or where its author wants. An id may still be that of a folder below the working directory.
 *
 * @breaks { baseModelNameOrPath: "../../etc/model" }
 * @keeps { baseModelNameOrPath: "meta-llama/Llama-3.1-8B" }
 * @see peft/auto.py _BaseAutoPeftModel.from_pretrained, peft/utils/save_and_load.py
 */
export const baseModelPath: Rule<{ name: string }> = {
  code: "base-model-path",
  stage: "silent",
  reads: ["baseModelNameOrPath"],
  find({ baseModelNameOrPath: name }, report, context) {
    if (!name || modelId.test(name)) return;
    // A beginning that is allowed must not be left again.
    if (!/(^|[\\/])\.\.([\\/]|$)/.test(name) && isListed(name, context.allow?.baseModels)) return;
    report(["baseModelNameOrPath"], { name: shorten(name) }, refusedFrom(context));
  },
  words: [
    "{name} is not a model id, so AutoPeftModel loads what lies at that path, if anything does.",
    'Write the id of the model on the Hub, such as `baseModelNameOrPath: "owner/name"`.',
  ],
};
