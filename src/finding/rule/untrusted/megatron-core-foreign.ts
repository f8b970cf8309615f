import { isFilled, type Told, tell } from "../../../config/shape.ts";
import type { LoraConfig } from "../../../config/types.ts";
import type { Path } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { refusedFrom } from "./trust.ts";

/**
 * PEFT imports no module but megatron.core, and none at all for a stranger.
 *
 * With a `megatronConfig` it imports the module that `megatronCore` names, which runs it. Any name that
 * begins with "megatron." will do, and such a package can be planted.
 *
 * @breaks { megatronConfig: { hidden_size: 8 }, megatronCore: "megatron.planted" }
 * @keeps { megatronConfig: { hidden_size: 8 }, megatronCore: "megatron.core" }
 * @see peft/tuners/lora/tp_layer.py dispatch_megatron
 */
export const megatronCoreForeign: Rule<{ value: Told }, LoraConfig> = {
  code: "megatron-core-foreign",
  stage: "silent",
  reads: ["megatronConfig", "megatronCore"],
  find({ megatronConfig, megatronCore }, report, context) {
    const outcome = refusedFrom(context);
    const say = (...path: Path) => report(path, { value: tell(megatronCore) }, outcome);
    const isImported = isFilled(megatronConfig);
    const isForeign = megatronCore !== null && megatronCore !== "megatron.core";
    if (isImported && outcome !== undefined) say("megatronConfig");
    if (!isForeign) return;
    if (outcome ?? (isImported && megatronCore.startsWith("megatron."))) say("megatronCore");
  },
  words: [
    "PEFT imports the module {value} if `megatronConfig` is set.",
    "Leave out `megatronConfig` and `megatronCore`.",
  ],
};
