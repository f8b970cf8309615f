import { alters, type Engine, leavesOpen, refuses, sourcesIn, supports } from "./engine.ts";
import { isUneven } from "./scaling-answers.ts";

function makeOlive(): Engine {
  const read = sourcesIn("microsoft/Olive", "ee6f40fb", "2026-08-20");
  const convert = read("olive/cli/convert_adapters.py", "lines 87-113");
  return {
    id: "olive",
    name: "Olive",
    releases: ["0.11.0.dev0"],
    rules: [
      ...leavesOpen(["adalora", "bias", "lora-bias", "tokens"], convert),
      ...leavesOpen(["saved-embedding", "saved-head", "saved-norm"], convert),
      ...leavesOpen(["target-embedding", "target-head", "target-parameters"], convert),
      ...leavesOpen(["replication"], convert),
      ...refuses(["dora"], convert, { because: "it does not support DoRA" }),
      ...alters(["rank-pattern", "alpha-pattern"], convert, {
        where: isUneven,
        because: "it scales every module by the top-level `loraAlpha` and `r`",
      }),
      ...supports(["rank-pattern", "alpha-pattern", "rslora"], convert),
      ...alters(["alora"], convert, { because: "it applies the adapter to every token" }),
      ...alters(["init-of-base", "kasa"], convert, {
        because: "it adds the adapter to the unchanged base model",
      }),
      ...supports(["target-expression", "target-all-linear", "partial-layers"], convert),
      ...supports(["queries-alone", "init-plain", "fan-in-fan-out", "alpha-fraction"], convert),
      ...supports(["missing-keys", "extra-keys", "pickled-weights"], convert),
    ],
  };
}

export const olive: Engine = /* @__PURE__ */ makeOlive();
