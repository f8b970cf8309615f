import {
  adaLoraConfig,
  doraConfig,
  lastFraction,
  loraConfig,
  type Method,
  type PeftConfig,
  recommendMethod,
  recommendRank,
  selectiveLoraConfig,
} from "peft-config";
import { type Job, stepsOf } from "./job.js";

/** The fields that all methods share. */
const shared = (job: Job) => ({
  taskType: "CAUSAL_LM" as const,
  baseModelNameOrPath: job.baseModel,
  targetModules: ["q_proj", "k_proj", "v_proj", "o_proj"],
});

/** The shared fields, with rank and alpha for the methods whose rank is fixed. */
const ranked = (job: Job) => {
  const r = recommendRank(job.examples);
  return { ...shared(job), r, loraAlpha: 2 * r };
};

/** How the tool configures each method. The tool chooses, and the library checks. */
const adapters: Readonly<Record<Method, (job: Job) => PeftConfig>> = {
  lora: (job) => loraConfig(ranked(job)),
  dora: (job) => doraConfig({ ...ranked(job), loraDropout: 0.05 }),
  adalora: (job) => {
    const rank = recommendRank(job.examples);
    const totalStep = stepsOf(job);
    return adaLoraConfig({
      ...shared(job),
      initR: 2 * rank,
      targetR: rank,
      tinit: Math.floor(totalStep / 10),
      tfinal: Math.floor(totalStep / 5),
      deltaT: 10,
      totalStep,
    });
  },
  "selected-layers": (job) =>
    selectiveLoraConfig({ ...ranked(job), layers: lastFraction(0.5), totalLayers: job.layers }),
};

/** The adapter for a job. */
export function adapterOf(job: Job): PeftConfig {
  const { method } = recommendMethod({ priority: job.priority });
  return adapters[method](job);
}
