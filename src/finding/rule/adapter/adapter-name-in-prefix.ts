import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import type { NameData } from "../names.ts";

/** What the names of the adapter's weights begin with, AdaLoRA's too. */
const weightPrefix = "lora_";

/**
 * The adapter's name is not part of "lora_".
 *
 * @breaks {} with { adapterName: "lora" }
 * @keeps {} with { adapterName: "my_lora" }
 * @see peft/mapping_func.py get_peft_model
 */
export const adapterNameInPrefix: Rule<NameData> = {
  code: "adapter-name-in-prefix",
  stage: "warned",
  find(_config, report, { adapterName: name }) {
    if (name && weightPrefix.includes(name)) report([], { name: shorten(name) });
  },
  words: [
    'The adapter name {name} is part of "lora_", so PEFT may reinitialise the adapter on loading.',
    'Choose another name, such as "default".',
  ],
};
