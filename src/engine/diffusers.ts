import { alters, type Engine, leavesOpen, sourcesIn, supports } from "./engine.ts";
import { port } from "./remedy.ts";

/** The pipelines that accept names which begin with base_model.model. */
const plainPipelines = ["krea2", "flux2", "ernieimage"];

function makeDiffusers(): Engine {
  const read = sourcesIn("huggingface/diffusers", "58eb52c0", "2026-08-23");
  const kwargs = "src/diffusers/utils/peft_utils.py";
  const alphas = read(kwargs, "get_peft_kwargs, lines 158-174");
  const inferred = read(kwargs, "get_peft_kwargs, lines 158-196");
  const unread = read("src/diffusers/loaders/lora_base.py", "line 65");
  const pipeline = read("src/diffusers/loaders/peft.py", "lines 359-367");
  const scales = {
    does: "does not read {label} and takes the rank for alpha",
    hint: port,
  };
  return {
    id: "diffusers",
    name: "Diffusers",
    releases: ["0.40.0.dev0"],
    rules: [
      ...alters(["format"], pipeline, {
        needs: ["tensors"],
        warns: true,
        where: ({ base, tensors }) =>
          tensors?.names.some((name) => name.startsWith("base_model.model.")) === true &&
          !plainPipelines.includes(base?.modelType ?? ""),
        does: "warns that it finds no LoRA keys and applies nothing: tensors must begin with the name of a component",
        hint: "Save the adapter with save_lora_weights of the pipeline.",
      }),
      ...supports(["format"], pipeline),
      ...leavesOpen(["adalora"], inferred),
      ...supports(["dora", "lora-bias", "rank-pattern"], inferred),
      ...alters(["rslora", "alpha-pattern", "scaling"], alphas, scales),
      ...alters(["bias"], read(kwargs, "lines 399-405"), {
        because: "it does not report tensors without .lora_",
      }),
      ...leavesOpen(["saved-embedding", "saved-head", "saved-norm", "tokens"], unread),
      ...leavesOpen(["target-embedding", "target-head", "target-parameters"], unread),
      ...leavesOpen(["alora", "replication"], unread),
      ...supports(["target-expression", "target-all-linear", "queries-alone"], unread),
      ...supports(["partial-layers"], inferred),
      ...alters(["init-of-base", "kasa"], unread, {
        because: "it adds the adapter to the unchanged base model",
      }),
      ...supports(["init-plain", "fan-in-fan-out", "alpha-fraction"], unread),
      ...supports(["missing-keys", "extra-keys", "pickled-weights"], unread),
    ],
  };
}

export const diffusers: Engine = /* @__PURE__ */ makeDiffusers();
