import { alters, type Engine, refuses, sourcesIn, supports } from "./engine.ts";
import { listTargets } from "./remedy.ts";

function makeLmdeploy(): Engine {
  const read = sourcesIn("InternLM/lmdeploy", "1263d5cd", "2026-08-21");
  const adapter = "lmdeploy/pytorch/adapter/adapter.py";
  const patch = "lmdeploy/pytorch/models/patch.py";
  const scale = read(adapter, "lines 14-20");
  const keys = read(adapter, "lines 93-97");
  const requirements = read("requirements/runtime_cuda.txt", "peft<=0.14.0");
  const onlyLora = "every tensor must be a lora_A.weight or a lora_B.weight";
  return {
    id: "lmdeploy",
    name: "LMDeploy",
    releases: ["0.16"],
    rules: [
      ...refuses(["adalora", "dora", "bias", "lora-bias", "tokens"], keys, { because: onlyLora }),
      ...refuses(["saved-embedding", "saved-head", "saved-norm"], keys, { because: onlyLora }),
      ...refuses(["target-embedding", "target-parameters"], keys, { because: onlyLora }),
      ...refuses(["target-head"], keys, { because: "it does not adapt lm_head" }),
      ...alters(["rslora", "alpha-pattern"], scale, {
        because: "it scales every module by the top-level `loraAlpha` / `r`",
      }),
      ...refuses(["rank-pattern"], read(patch, "lines 293-322"), {
        because: "the tensors do not fit its buffers, which have one rank",
      }),
      ...refuses(["target-expression", "target-all-linear"], read(patch, "lines 273-277"), {
        because: "it splits the text into characters and raises KeyError",
        hint: listTargets,
      }),
      ...alters(["partial-layers"], read(patch, "lines 293-322"), {
        does: "applies uninitialised memory in the layers that the adapter leaves out",
      }),
      ...supports(["queries-alone", "init-plain", "fan-in-fan-out", "alpha-fraction"], scale),
      ...alters(["alora"], scale, { because: "it applies the adapter to every token" }),
      ...refuses(["replication"], keys, { because: "the base model lacks the replicated layers" }),
      ...alters(["init-of-base", "kasa"], scale, {
        because: "it adds the adapter to the unchanged base model",
      }),
      ...supports(["missing-keys", "extra-keys"], requirements),
      ...supports(["pickled-weights"], read(patch, "lines 327-329")),
    ],
  };
}

export const lmdeploy: Engine = /* @__PURE__ */ makeLmdeploy();
