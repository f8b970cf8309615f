import { alters, type Engine, leavesOpen, refuses, sourcesIn, supports } from "./engine.ts";

const onlyLora = "its converter accepts no tensors but lora_A.weight and lora_B.weight";

function makeLlamaCpp(): Engine {
  const revision = "0b03adaa";
  const read = sourcesIn("ggml-org/llama.cpp", revision, "2026");
  const converter = "convert_lora_to_gguf.py";
  const tensors = read(converter, "get_tensors");
  const config = read(converter, "lora_alpha");
  const scale = read("src/llama-adapter.h", "get_scale", { revision: "215841fc" });
  const runtime = read("src/llama-adapter.cpp", "the test for _norm.weight", {
    revision: "0650ea8c",
  });
  return {
    id: "llama.cpp",
    name: "llama.cpp",
    releases: [revision],
    rules: [
      ...refuses(["adalora", "dora", "bias", "lora-bias"], tensors, { because: onlyLora }),
      ...refuses(["saved-embedding", "saved-head", "tokens"], tensors, { because: onlyLora }),
      ...alters(["saved-norm"], runtime, { because: "its runtime skips the norms" }),
      ...alters(["rslora", "alpha-pattern"], scale, {
        because: "it scales each module by the top-level `loraAlpha` / the module's rank",
      }),
      ...supports(["rank-pattern"], scale),
      ...supports(["target-embedding"], tensors),
      ...refuses(["target-head"], tensors, {
        needs: ["base"],
        where: ({ base }) => base?.isTied === true,
        because: "the base model's head is tied to its embedding",
      }),
      ...supports(["target-head"], tensors),
      ...supports(["target-expression", "target-all-linear", "partial-layers"], tensors),
      ...supports(["queries-alone", "pickled-weights"], tensors),
      ...leavesOpen(["target-parameters"], tensors),
      ...supports(["alora"], read(converter, "adapter.alora.invocation_tokens")),
      ...refuses(["replication"], runtime, {
        when: "first-use",
        because: "the base model lacks the replicated layers",
      }),
      ...alters(["init-of-base", "kasa"], config, {
        because: "it adds the adapter to the unchanged base model",
      }),
      ...supports(["init-plain", "fan-in-fan-out", "alpha-fraction", "extra-keys"], config),
      ...alters(["alpha-zero"], scale, { does: "scales by 1, not by 0, if `loraAlpha` is 0" }),
      ...refuses(["missing-keys"], config, {
        where: ({ fileKeys }) => fileKeys?.includes("lora_alpha") === false,
        because: "it raises KeyError",
      }),
      ...supports(["missing-keys"], config),
    ],
  };
}

export const llamaCpp: Engine = /* @__PURE__ */ makeLlamaCpp();
