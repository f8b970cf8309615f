import { shorten } from "../../../config/shape.ts";
import type { Path } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { listNames, type NameData } from "../names.ts";
import { headsOf } from "../target/heads.ts";
import { tokenLists } from "../token/token-lists.ts";

/**
 * The adapter's name does not end in the name of a module that is fully trained or has trained tokens.
 *
 * PEFT looks for modules by the end of their names, and the adapter's own layers end in its name.
 *
 * @breaks { modulesToSave: ["default"] }
 * @keeps { modulesToSave: ["default_head"] }
 * @see peft/utils/other.py _set_trainable
 * @remarks Unless the caller passes an adapter name, we assume PEFT's default, "default".
 */
export const savedNamedAsAdapter: Rule<NameData & { readonly adapterName: string }> = {
  code: "saved-named-as-adapter",
  stage: "injection",
  raises: "ValueError",
  reads: ["modulesToSave", "taskType", "trainableTokenIndices"],
  find({ modulesToSave, taskType, trainableTokenIndices }, report, { adapterName = "default" }) {
    const compare = (name: string, path: Path) => {
      if (name === "" || !adapterName.endsWith(name)) return;
      report(path, { name: shorten(name), adapterName: shorten(adapterName) });
    };
    listNames(modulesToSave).forEach((name, index) => {
      compare(name, ["modulesToSave", index]);
    });
    for (const head of headsOf(taskType)) compare(head, ["taskType"]);
    for (const { path } of tokenLists(trainableTokenIndices)) compare(path[1] ?? "", path);
  },
  words: [
    "The adapter name {adapterName} ends in {name}, so PEFT mistakes the adapter's own layers for that module",
    "Give the adapter a name that does not end in {name}.",
  ],
};
