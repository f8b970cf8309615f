import { alters, type Engine, leavesOpen, sourcesIn, supports } from "./engine.ts";
import { plainInit } from "./remedy.ts";

const loadWithPeft = "Load the adapter with PeftModel.from_pretrained.";

/** What `model.load_adapter` of transformers does, beside PEFT's own loading. */
function makeTransformers(): Engine {
  const read = sourcesIn("huggingface/transformers", "5.18.0", "2026");
  const load = read("src/transformers/integrations/peft.py", "PeftAdapterMixin.load_adapter");
  return {
    id: "transformers",
    name: "transformers",
    releases: ["5.18.0"],
    rules: [
      ...alters(["dora"], load, {
        warns: true,
        because: "it leaves every magnitude at its fresh initialisation",
        hint: loadWithPeft,
      }),
      ...alters(["alora"], load, {
        because: "the adapter never activates outside PeftModel.forward",
        hint: loadWithPeft,
      }),
      ...alters(["init-of-base"], load, {
        where: ({ config }) => String(config.initLoraWeights).startsWith("pissa_niter_"),
        does: "repeats the random decomposition of {label}, with other results",
        hint: plainInit,
      }),
      ...supports(["adalora", "rslora", "rank-pattern", "alpha-pattern", "bias"], load),
      ...supports(["lora-bias", "saved-embedding", "saved-head", "saved-norm", "tokens"], load),
      ...supports(["target-embedding", "target-head", "target-expression"], load),
      ...supports(["target-all-linear", "partial-layers", "queries-alone"], load),
      ...supports(["target-parameters", "replication", "init-of-base", "kasa", "init-plain"], load),
      ...supports(["fan-in-fan-out", "alpha-fraction", "missing-keys", "extra-keys"], load),
      ...supports(["pickled-weights"], load),
      ...leavesOpen(["init-other", "variant"], load),
    ],
  };
}

export const transformers: Engine = /* @__PURE__ */ makeTransformers();
