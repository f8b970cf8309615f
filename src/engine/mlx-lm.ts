import { type Engine, refuses, sourcesIn } from "./engine.ts";

function makeMlxLm(): Engine {
  const read = sourcesIn("ml-explore/mlx-lm", "d78bf58e", "2026-08-22");
  return {
    id: "mlx-lm",
    name: "mlx-lm",
    releases: ["0.32.0"],
    rules: refuses(["format"], read("mlx_lm/tuner/utils.py", "load_adapters, lines 114-164"), {
      because: "it expects num_layers and lora_parameters in the config",
    }),
  };
}

export const mlxLm: Engine = /* @__PURE__ */ makeMlxLm();
