import { alters, type Engine, leavesOpen, refuses, sourcesIn, supports } from "./engine.ts";
import { isUneven } from "./scaling-answers.ts";

function makeOpenvino(): Engine {
  const revision = "024b2c87";
  const read = sourcesIn("openvinotoolkit/openvino.genai", revision, "2026");
  const file = "src/cpp/src/lora/adapter.cpp";
  const group = read(file, "group_lora_tensors");
  const alpha = read(file, "AdapterController; pull request 2525");
  const drops = "it drops tensors whose names it does not know";
  return {
    id: "openvino",
    name: "OpenVINO GenAI",
    releases: [revision],
    rules: [
      ...alters(["adalora", "dora", "bias", "lora-bias", "tokens"], group, { because: drops }),
      ...alters(["saved-head", "saved-norm", "target-embedding"], group, { because: drops }),
      ...supports(["saved-embedding"], group),
      ...alters(["rslora"], alpha, {
        because: "the caller passes the scaling as alpha",
        hint: "Pass {scaling!} as alpha when you register the adapter.",
      }),
      ...alters(["rank-pattern", "alpha-pattern"], alpha, {
        where: isUneven,
        because: "the caller passes one scaling for all modules",
      }),
      ...supports(["rank-pattern", "alpha-pattern"], alpha),
      ...leavesOpen(["target-head"], group, { because: "it depends on the model" }),
      ...leavesOpen(["target-parameters"], group),
      ...supports(["target-expression", "target-all-linear"], group),
      ...supports(["partial-layers", "queries-alone"], group),
      ...alters(["alora"], alpha, { because: "it applies the adapter to every token" }),
      ...alters(["replication"], group, { because: drops }),
      ...alters(["init-of-base", "kasa"], alpha, {
        because: "it adds the adapter to the unchanged base model",
      }),
      ...supports(["init-plain", "fan-in-fan-out", "alpha-fraction"], alpha),
      ...supports(["missing-keys", "extra-keys"], alpha),
      ...refuses(["pickled-weights"], group, { because: "it reads only safetensors" }),
    ],
  };
}

export const openvino: Engine = /* @__PURE__ */ makeOpenvino();
