import { shorten } from "../../../config/shape.ts";
import type { LoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { refusedFrom } from "./trust.ts";

/**
 * `cordaConfig` names no file.
 *
 * `preprocess_corda` unpickles the file if it exists; before torch 2.6 that runs what the file says. It
 * makes the folders of a file that does not exist, and writes it.
 *
 * @breaks { initLoraWeights: "corda", cordaConfig: { cacheFile: "/etc/cron.d/x" } }
 * @keeps { initLoraWeights: "corda", cordaConfig: { cacheFile: null } }
 * @see peft/tuners/lora/corda.py preprocess_corda
 */
export const cordaFile: Rule<{ name: string }, LoraConfig> = {
  code: "corda-file",
  stage: "silent",
  reads: ["cordaConfig"],
  find({ cordaConfig }, report, context) {
    for (const field of ["cacheFile", "covarianceFile"] as const) {
      const name = cordaConfig?.[field] ?? null;
      if (name === null) continue;
      report(["cordaConfig", field], { name: shorten(name) }, refusedFrom(context));
    }
  },
  words: ["preprocess_corda unpickles the file {name}, or writes it.", "Leave it out."],
};
