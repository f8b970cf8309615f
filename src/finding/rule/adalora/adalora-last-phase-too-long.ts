import { isFilled } from "../../../config/shape.ts";
import type { AdaLoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { phasesHint } from "./phases.ts";

/**
 * The last phase is shorter than the training.
 *
 * PEFT's constructor accepts a longer one if tinit is negative. A training that counts its steps
 * from 0 then starts where it should end.
 *
 * @breaks adalora { tinit: -1, tfinal: 1000 }
 * @keeps adalora { tinit: -1, tfinal: 999 }
 * @see peft/tuners/adalora/model.py AdaLoraModel.update_and_allocate
 * @remarks With `inferenceMode` PEFT never prunes. A `rankPattern` that names all adapted modules lets a last phase pass that is longer than the training.
 */
export const adaloraLastPhaseTooLong: Rule<{ tfinal: number; totalStep: number }, AdaLoraConfig> = {
  code: "adalora-last-phase-too-long",
  stage: "training",
  raises: "KeyError",
  reads: ["totalStep"],
  find({ totalStep, tinit, tfinal, rankPattern }, report) {
    if (totalStep === null || tfinal < totalStep || tinit >= totalStep - tfinal) return;
    // Step 0 either prunes before there are scores, or zeroes what rankPattern tells.
    const lacksKey = tfinal === totalStep || isFilled(rankPattern);
    const raises = lacksKey ? "KeyError" : rankPattern ? "StopIteration" : "AttributeError";
    report(["tfinal"], { tfinal, totalStep }, { raises });
  },
  words: [
    "`tfinal` ({tfinal!}) is not below `totalStep` ({totalStep!}), so the last phase covers the whole training",
    phasesHint,
  ],
};
