import { alters, type Engine, leavesOpen, refuses, sourcesIn, supports } from "./engine.ts";
import type { Where } from "./question.ts";
import { servePeft } from "./remedy.ts";
import { loraOf } from "./scaling-answers.ts";

/** What PEFT's layers for a quantised base model have no merge for. */
const unmergeable = ["gptq", "awq", "aqlm", "eetq", "intel_neural_compressor", "inc"];

const isTied: Where = ({ base }) => base?.isTied === true;

/** What PEFT 0.21's `merge_and_unload` does. A merged model needs no engine that serves adapters. */
function makeMerging(): Engine {
  const read = sourcesIn("huggingface/peft", "0.21.0", "2026");
  const layer = read("src/peft/tuners/lora/layer.py", "Linear.merge");
  const variants = read("src/peft/tuners/lora/variants.py", "lines 127-571");
  const model = read("src/peft/tuners/lora/model.py", "lines 585-587");
  const tuners = read("src/peft/tuners/tuners_utils.py", "lines 657-665, 1919");
  const unmerged = { hint: servePeft };
  return {
    id: "merging",
    name: "merge_and_unload of PEFT",
    releases: ["0.21.0"],
    rules: [
      ...refuses(["format"], tuners, {
        needs: ["base"],
        where: ({ base }) => unmergeable.includes(base?.quantization ?? ""),
        does: "cannot merge into a base model that is quantised this way",
        hint: "Load the base model without quantisation, and merge into that.",
      }),
      ...supports(["format"], tuners),
      ...refuses(["adalora"], read("src/peft/tuners/adalora/bnb.py", "SVDLinear8bitLt"), {
        needs: ["base"],
        where: ({ base }) => base?.quantization === "bitsandbytes",
        because: "it cannot merge AdaLoRA into quantised weights",
        hint: "Load the base model without quantisation, and merge into that.",
      }),
      ...refuses(["alora"], variants, { because: "it raises NotImplementedError", ...unmerged }),
      ...refuses(["variant"], variants, {
        where: ({ config }) => loraOf(config)?.arrowConfig != null || !!loraOf(config)?.useQalora,
        ...unmerged,
      }),
      ...leavesOpen(["lora-bias"], read("src/peft/tuners/lora/layer.py", "lines 954-978"), {
        does: "merges {label} only into layers that have a bias themselves",
        ...unmerged,
      }),
      ...alters(["replication"], model, {
        because: "the copies of a layer share one weight and get several updates",
        ...unmerged,
      }),
      ...alters(["target-embedding", "target-head"], tuners, {
        needs: ["base"],
        where: isTied,
        warns: true,
        does: "changes the tied embedding and head together, with only a warning",
        hint: "Untie the base model's embedding and head before merging.",
      }),
      ...alters(["init-of-base"], layer, {
        where: ({ config }) => String(config.initLoraWeights).startsWith("pissa_niter_"),
        does: "merges into a random decomposition of the base model that nobody can repeat",
        hint: "Merge in the run that trained the adapter.",
      }),
      ...supports(["adalora", "dora", "rslora", "rank-pattern", "alpha-pattern", "bias"], layer),
      ...supports(["saved-embedding", "saved-head", "saved-norm", "tokens"], layer),
      ...supports(["target-embedding", "target-head", "target-expression"], layer),
      ...supports(["target-all-linear", "partial-layers", "queries-alone"], layer),
      ...supports(["target-parameters", "init-of-base", "kasa", "init-plain", "variant"], layer),
      ...supports(["init-other", "fan-in-fan-out", "alpha-fraction", "missing-keys"], layer),
      ...supports(["extra-keys", "pickled-weights"], layer),
    ],
  };
}

export const merging: Engine = /* @__PURE__ */ makeMerging();
