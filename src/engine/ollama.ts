import {
  alters,
  type Engine,
  type EngineRule,
  type EngineSource,
  leavesOpen,
  refuses,
  sourcesIn,
  supports,
} from "./engine.ts";

/** The base models whose adapters it converts. The GGUF of mistral has the architecture llama. */
const architectures = ["llama", "mistral", "gemma2"];

const useLlamaCpp =
  "Convert the adapter with convert_lora_to_gguf.py of llama.cpp, and import the GGUF file.";

/** What depends on the base model alone. */
function baseRows(base: EngineSource, repack: EngineSource): readonly EngineRule[] {
  return [
    ...refuses(["format"], base, {
      needs: ["base"],
      where: ({ base }) =>
        base?.modelType !== "" && !architectures.includes(String(base?.modelType)),
      does: "converts adapters of llama and gemma2 only",
      hint: useLlamaCpp,
    }),
    ...leavesOpen(["format"], repack, {
      needs: ["base"],
      where: ({ base }) => ["llama", "mistral"].includes(String(base?.modelType)),
      does: "seems to permute the rows of the wrong tensor of q_proj and k_proj; nobody has run it",
      hint: useLlamaCpp,
    }),
    ...supports(["format"], base),
  ];
}

function makeOllama(): Engine {
  const revision = "fb307609";
  const read = sourcesIn("ollama/ollama", revision, "2026-08-21");
  const parameters = read("convert/convert.go", "lines 34-42");
  const base = read("convert/convert.go", "lines 252-265");
  const repack = read("convert/convert_llama_adapter.go", "lines 74-114");
  const late = {
    when: "first-use",
    because: "its converter accepts any tensor, and its runner only lora_a and lora_b",
  } as const;
  return {
    id: "ollama",
    name: "Ollama",
    releases: [revision],
    rules: [
      ...baseRows(base, repack),
      ...refuses(["dora"], repack, {
        needs: ["base"],
        where: ({ base }) => base?.modelType === "gemma2",
        ...late,
      }),
      ...refuses(["dora"], repack, { because: "its converter expects tensors of two dimensions" }),
      ...refuses(["adalora", "bias", "lora-bias"], repack, late),
      ...refuses(["saved-embedding", "saved-head", "saved-norm", "tokens"], repack, late),
      ...refuses(["target-embedding", "target-head", "target-parameters"], repack, late),
      ...refuses(["replication"], repack, late),
      ...alters(["rslora", "alpha-pattern"], parameters, {
        because: "it scales each module by the top-level `loraAlpha` / the module's rank",
      }),
      ...supports(["rank-pattern"], parameters),
      ...alters(["alora"], parameters, { because: "it applies the adapter to every token" }),
      ...alters(["init-of-base", "kasa"], parameters, {
        because: "it adds the adapter to the unchanged base model",
      }),
      ...supports(["target-expression", "target-all-linear"], parameters),
      ...supports(["partial-layers", "queries-alone"], parameters),
      ...supports(["init-plain", "fan-in-fan-out", "extra-keys"], parameters),
      ...refuses(["alpha-fraction"], parameters, { because: "it reads an unsigned integer" }),
      ...alters(["alpha-zero"], parameters, { does: "scales by 1, not by 0, if `loraAlpha` is 0" }),
      ...alters(["missing-keys"], parameters, {
        where: ({ fileKeys }) => fileKeys?.includes("lora_alpha") === false,
        does: "scales by 1 if `loraAlpha` is missing",
      }),
      ...supports(["missing-keys"], parameters),
      ...refuses(["pickled-weights"], read("convert/convert.go", "ConvertAdapter"), {
        because: "it reads only safetensors",
      }),
    ],
  };
}

export const ollama: Engine = /* @__PURE__ */ makeOllama();
