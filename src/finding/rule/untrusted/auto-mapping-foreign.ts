import { isPlainObject, type Told, tell } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { isListed, refusedFrom } from "./trust.ts";

/** Models of transformers, of diffusers and of PEFT, as PEFT notes them when it saves an adapter. */
const models =
  /^(transformers\.models\.(\w+)\.modeling_\2\.(?!Auto)[A-Z]\w*(Model|For[A-Z]\w*)|diffusers\.models\.[\w.]+\.(?!Auto)[A-Z]\w*Model|peft\.peft_model\.PeftModel\w*)$/;

/**
 * `autoMapping` names a model class of transformers or diffusers.
 *
 * AutoPeftModel imports the module `parent_library` and calls `from_pretrained` of any attribute of it,
 * if `taskType` is null. Its list of allowed packages has diffusers, lerobot, megatron-core and
 * transformers, with all their modules; older releases have no such list. A model class does no more
 * than loading the base model does.
 *
 * @breaks { autoMapping: { parent_library: "transformers.dynamic_module_utils", base_model_class: "Loader" } }
 * @keeps { autoMapping: { parent_library: "transformers.models.llama.modeling_llama", base_model_class: "LlamaModel" } }
 * @see peft/auto.py _BaseAutoPeftModel.from_pretrained
 */
export const autoMappingForeign: Rule<{ library: Told; name: Told }> = {
  code: "auto-mapping-foreign",
  stage: "silent",
  reads: ["autoMapping"],
  find({ autoMapping }, report, context) {
    if (autoMapping === null) return;
    const { parent_library: library, base_model_class: name } = isPlainObject(autoMapping)
      ? autoMapping
      : {};
    const pair = `${library}.${name}`;
    if (models.test(pair) || isListed(pair, context.allow?.autoMappings)) return;
    report(["autoMapping"], { library: tell(library), name: tell(name) }, refusedFrom(context));
  },
  words: [
    "AutoPeftModel imports the module {library} and calls from_pretrained of its {name}.",
    "Leave out `autoMapping`.",
  ],
};
