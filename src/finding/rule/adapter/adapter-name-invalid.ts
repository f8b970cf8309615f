import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import type { NameData } from "../names.ts";

/** Attributes of torch's ModuleDict that someone might call an adapter. */
const moduleAttributes =
  "apply bfloat16 buffers children clear compile cpu cuda double eval float forward half ipu items keys modules mtia parameters pop to train training type update values xpu".split(
    " ",
  );

/**
 * The adapter's name is not empty, has no dot and is not an attribute of torch's ModuleDict.
 *
 * @breaks {} with { adapterName: "v1.2" }
 * @keeps {} with { adapterName: "v1_2" }
 * @see torch nn.ModuleDict
 */
export const adapterNameInvalid: Rule<NameData> = {
  code: "adapter-name-invalid",
  stage: "injection",
  raises: "KeyError",
  find(_config, report, { adapterName: name }) {
    if (name === undefined) return;
    if (name && !name.includes(".") && !moduleAttributes.includes(name)) return;
    report([], { name: shorten(name) });
  },
  words: [
    "An adapter cannot be named {name}",
    'Choose a name that has no dot and is not an attribute of a torch module, such as "default".',
  ],
};
