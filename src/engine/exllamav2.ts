import { alters, type Engine, refuses, sourcesIn, supports } from "./engine.ts";
import { isUneven } from "./scaling-answers.ts";

function makeExllamav2(): Engine {
  const read = sourcesIn("turboderp-org/exllamav2", "da07facd", "2025-12-09");
  const file = "exllamav2/lora.py";
  const config = read(file, "lines 70-77");
  const loop = read(file, "lines 87-187");
  const unknown = "it accepts no tensors but lora_A and lora_B of linear layers";
  return {
    id: "exllamav2",
    name: "ExLlamaV2",
    releases: ["0.3.2"],
    rules: [
      ...refuses(["adalora", "dora", "bias", "tokens"], loop, { because: unknown }),
      ...alters(["lora-bias"], read(file, "lines 149-187"), {
        because: "it mistakes lora_B.bias for lora_B and loses one of them",
      }),
      ...supports(["saved-embedding"], read(file, "lines 92-114")),
      ...refuses(["saved-head", "saved-norm", "target-parameters"], loop, { because: unknown }),
      ...supports(["rslora"], read(file, "lines 70-74")),
      ...alters(["rank-pattern", "alpha-pattern"], read(file, "lines 74, 168"), {
        where: isUneven,
        because: "it scales every module by the top-level `loraAlpha` and `r`",
      }),
      ...supports(["rank-pattern", "alpha-pattern"], read(file, "lines 74, 168")),
      ...refuses(["target-embedding", "target-head"], read(file, "line 117"), {
        because: "it adapts neither embed_tokens nor lm_head",
      }),
      ...supports(["target-expression", "target-all-linear"], loop),
      ...supports(["partial-layers", "queries-alone"], loop),
      ...alters(["alora"], config, { because: "it applies the adapter to every token" }),
      ...refuses(["replication"], loop, { because: "the base model lacks the replicated layers" }),
      ...alters(["init-of-base", "kasa"], config, {
        because: "it adds the adapter to the unchanged base model",
      }),
      ...supports(["init-plain", "alpha-fraction", "extra-keys"], config),
      ...refuses(["fan-in-fan-out"], read(file, "lines 76-77"), {
        because: "it raises ValueError",
      }),
      ...refuses(["missing-keys"], config, {
        where: ({ fileKeys }) => ["r", "lora_alpha"].some((key) => !fileKeys?.includes(key)),
        because: "it raises KeyError",
      }),
      ...supports(["missing-keys"], config),
      ...supports(["pickled-weights"], read(file, "lines 38-39")),
    ],
  };
}

export const exllamav2: Engine = /* @__PURE__ */ makeExllamav2();
