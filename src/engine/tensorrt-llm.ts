import { alters, type Engine, leavesOpen, refuses, sourcesIn, supports } from "./engine.ts";

function makeTensorrtLlm(): Engine {
  const revision = "007e181b";
  const read = sourcesIn("NVIDIA/TensorRT-LLM", revision, "2026");
  const file = "tensorrt_llm/lora_manager.py";
  const keys = read(file, "load_from_hf");
  const loader = read(file, "HfLoraLoader");
  const onlyLora = "it accepts no tensors but those of LoRA and DoRA";
  const skips = "it skips tensors with embed_tokens or lm_head in their name";
  return {
    id: "tensorrt-llm",
    name: "TensorRT-LLM",
    releases: [revision],
    rankLimit: { option: "max_lora_rank", default: 64 },
    rules: [
      ...alters(["dora"], keys, {
        needs: ["base"],
        where: ({ base }) => base?.hasExperts === true,
        because: "it drops the magnitudes in a mixture of experts",
      }),
      ...supports(["dora", "rslora", "rank-pattern"], keys),
      ...refuses(["adalora", "bias", "lora-bias"], keys, { because: onlyLora }),
      ...refuses(["saved-head", "saved-norm"], keys, { because: onlyLora }),
      ...leavesOpen(["saved-embedding"], loader, {
        because: "one of its loaders replaces the weights for all requests, the other skips them",
      }),
      ...alters(["tokens", "target-embedding", "target-head"], keys, { because: skips }),
      ...alters(["alpha-pattern"], keys, {
        because: "it scales each module by the top-level `loraAlpha` / the module's rank",
      }),
      ...supports(["target-expression", "target-all-linear", "partial-layers"], keys),
      ...supports(["queries-alone", "pickled-weights"], keys),
      ...refuses(["target-parameters"], keys, { because: "the module is not in its list" }),
      ...alters(["alora"], keys, { because: "it applies the adapter to every token" }),
      ...leavesOpen(["replication"], keys),
      ...alters(["init-of-base", "kasa"], keys, {
        because: "it adds the adapter to the unchanged base model",
      }),
      ...supports(["init-plain", "fan-in-fan-out", "alpha-fraction", "extra-keys"], loader),
      ...refuses(["missing-keys"], loader, {
        where: ({ fileKeys }) => ["r", "lora_alpha"].some((key) => !fileKeys?.includes(key)),
        because: "it raises KeyError",
      }),
      ...supports(["missing-keys"], loader),
      ...leavesOpen(["rank-limit"], read(file, "LoraConfig.max_lora_rank"), {
        does: "may refuse {label}: its max_lora_rank is {limit!}",
        hint: "Build the engine with max_lora_rank={least!}.",
      }),
    ],
  };
}

export const tensorrtLlm: Engine = /* @__PURE__ */ makeTensorrtLlm();
