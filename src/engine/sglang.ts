import { alters, type Engine, leavesOpen, refuses, sourcesIn, supports } from "./engine.ts";

function makeSglang(): Engine {
  const revision = "0ceb81fe";
  const read = sourcesIn("sgl-project/sglang", revision, "2026-09");
  const config = read("python/sglang/srt/lora/lora_config.py", "LoRAConfig.__init__");
  const adapter = read("python/sglang/srt/lora/lora.py", "LoRAAdapter.__init__");
  const weights = read("python/sglang/srt/lora/lora.py", "LoRAAdapter._process_weight");
  const qkv = read("python/sglang/srt/lora/lora.py", "LoRAAdapter.normalize_qkv_proj");
  const admission = read("python/sglang/srt/lora/lora_manager.py", "lines 203-236");
  const shapes = read("python/sglang/srt/lora/lora_manager.py", "init_lora_shapes");
  const pool = read("python/sglang/srt/lora/mem_pool.py", "load_lora_weight_tensor");
  return {
    id: "sglang",
    name: "SGLang",
    releases: [revision],
    rankLimit: { option: "max-lora-rank" },
    rules: [
      ...refuses(["adalora"], adapter, { because: "`peftType` must be LORA" }),
      ...refuses(["dora"], admission, { because: "it does not support DoRA" }),
      ...alters(["rslora", "alpha-pattern"], adapter, {
        because: "it scales every module by the top-level `loraAlpha` / `r`",
      }),
      ...refuses(["rank-pattern"], pool, {
        when: "first-use",
        because: "the tensors do not fit its buffer, which has one rank",
      }),
      ...refuses(["bias"], qkv, {
        where: ({ config }) => config.bias === "all",
        because: "biases of modules without an adapter raise KeyError",
      }),
      ...alters(["bias", "lora-bias"], adapter, { because: "it overwrites each bias by lora_B" }),
      ...alters(["saved-embedding", "tokens"], weights, {
        because: "it skips the tensors with a message of debug level",
      }),
      ...alters(["saved-head"], weights, { because: "it drops the tensors" }),
      ...alters(["saved-norm"], adapter, { warns: true, because: "no target matches the tensors" }),
      ...supports(["target-embedding", "target-head"], admission),
      ...refuses(["target-expression"], shapes, { because: "it does not recognise the targets" }),
      ...supports(["target-all-linear"], shapes),
      ...supports(["partial-layers", "init-plain", "fan-in-fan-out", "alpha-fraction"], adapter),
      ...refuses(["queries-alone"], qkv, {
        because: "it expects v_proj wherever q_proj is",
        hint: "Train v_proj too, or merge the adapter with PEFT's merge_and_unload.",
      }),
      ...leavesOpen(["target-parameters"], adapter),
      ...alters(["alora"], adapter, { because: "it applies the adapter to every token" }),
      ...refuses(["replication"], adapter, { because: "a layer index is out of range" }),
      ...alters(["init-of-base", "kasa"], adapter, {
        because: "it adds the adapter to the unchanged base model",
      }),
      ...refuses(["missing-keys"], config, { because: "it raises KeyError" }),
      ...supports(["extra-keys", "pickled-weights"], config),
      ...refuses(["rank-limit"], admission, {
        because: "--{option!} is {limit!}",
        hint: "Start {engine!} with --{option!} {least!}.",
      }),
    ],
  };
}

export const sglang: Engine = /* @__PURE__ */ makeSglang();
