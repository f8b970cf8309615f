/** What a docstring's example may name without making it: the chapter's AdaLoRA config. */
import { adaLoraSchedule } from "../../src/adalora/schedule.ts";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";

export const config = adaLoraConfig({
  initR: 16,
  targetR: 8,
  tinit: 200,
  tfinal: 1000,
  deltaT: 10,
  totalStep: 10000,
  targetModules: ["q_proj", "k_proj", "v_proj", "o_proj"],
  taskType: "CAUSAL_LM",
});

/** Its schedule on a model of 40 layers. */
export const schedule = adaLoraSchedule({ ...config, totalStep: 10000 }, { modules: 160 });
