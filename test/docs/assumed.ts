/** What an example may name without making it: an AdaLoRA config, a model, a plan on it. */
import { adaLoraSchedule } from "../../src/adalora/schedule.ts";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import { moduleTree } from "../../src/model/module-tree.ts";
import { planAdapter } from "../../src/plan/check-plan.ts";

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

const llama = moduleTree({ model_type: "llama", architectures: ["LlamaForCausalLM"] });
if (!llama.ok) throw new Error("The tree of Llama-2-7B, whose numbers are LlamaConfig's defaults.");

/** The modules of Llama-2-7B. */
export const tree = llama.tree;

/** What a small adapter becomes on it. */
export const plan = planAdapter(loraConfig({ targetModules: ["q_proj", "v_proj"] }), tree);
