import {
  alters,
  type Engine,
  type EngineRule,
  type EngineSource,
  refuses,
  sourcesIn,
  supports,
} from "./engine.ts";
import type { Question } from "./question.ts";
import { fittingRank, isUneven, loraOf } from "./scaling-answers.ts";

/** What was read of the loader that TGI took over from LoRAX. */
interface Sources {
  readonly config: EngineSource;
  readonly mapping: EngineSource;
  readonly weights: EngineSource;
  readonly padding: EngineSource;
  readonly files: EngineSource;
}

const looksUp = "it looks up only lora_A and lora_B of the projections of attention and MLP";

/** Whether one key of rankPattern makes the padded ranks of the layers differ within a projection. */
function splitsProjections({ config, tensorParallel }: Question): boolean {
  const lora = loraOf(config);
  const usual = fittingRank(lora?.r ?? 0, tensorParallel);
  return Object.entries(lora?.rankPattern ?? {}).some(
    ([key, rank]) => !/^\w+$/.test(key) && fittingRank(rank, tensorParallel) !== usual,
  );
}

function rulesFrom({ config, mapping, weights, padding, files }: Sources): readonly EngineRule[] {
  return [
    ...alters(["adalora"], mapping, { because: "it finds no tensors and serves the base model" }),
    ...alters(
      ["dora", "bias", "lora-bias", "saved-embedding", "saved-head", "saved-norm", "tokens"],
      mapping,
      { because: looksUp },
    ),
    ...alters(["target-embedding", "target-parameters"], mapping, { because: looksUp }),
    ...refuses(["rank-pattern"], weights, {
      when: "first-use",
      where: splitsProjections,
      because: "it cannot stack tensors of different ranks",
    }),
    ...alters(["rank-pattern", "alpha-pattern"], config, {
      where: isUneven,
      because: "it scales every module by the top-level `loraAlpha` and `r`",
    }),
    ...supports(["rank-pattern", "alpha-pattern"], config),
    ...alters(["partial-layers"], weights, {
      does: "drops a projection from all layers if one layer lacks it",
    }),
    ...alters(["alora"], config, { because: "it applies the adapter to every token" }),
    ...alters(["replication"], mapping, { because: "it knows only the layers of the base model" }),
    ...alters(["init-of-base", "kasa"], config, {
      because: "it adds the adapter to the unchanged base model",
    }),
    ...alters(["rank-padding"], padding, {
      does: "pads {label} to {fit!} and scales all projections but the first by `loraAlpha` / {fit!}",
      hint: "Make an adapter of rank {fit} with zeros in its tensors and the same scaling (portableAdapter, or peft-config port), or merge the adapter with PEFT's merge_and_unload.",
    }),
    ...supports(["target-expression", "target-all-linear", "queries-alone"], mapping),
    ...supports(["init-plain", "fan-in-fan-out", "alpha-fraction"], config),
    ...supports(["missing-keys", "extra-keys"], config),
    ...refuses(["pickled-weights"], files, { because: "it reads only safetensors" }),
  ];
}

function makeTgi(): Engine {
  const revision = "db931fcf";
  const read = sourcesIn("huggingface/text-generation-inference", revision, "2026-01-08");
  const lora = "server/text_generation_server/adapters/lora.py";
  const sources = {
    config: read(lora, "lines 103-115"),
    mapping: read(lora, "lines 82-101"),
    weights: read(lora, "prepare_weights, lines 235-273"),
    padding: read(lora, "lines 259-273"),
    files: read("server/text_generation_server/utils/adapter.py", "lines 201-213"),
  };
  return {
    id: "tgi",
    name: "TGI",
    releases: [revision],
    rules: [
      ...rulesFrom(sources),
      ...supports(["rslora"], read(lora, "lines 598-606")),
      ...alters(["target-head"], sources.mapping, {
        warns: true,
        because: "lm_head is not in its list of layers",
      }),
    ],
  };
}

function makeLorax(): Engine {
  const revision = "a7394ba3";
  const read = sourcesIn("predibase/lorax", revision, "2026-05-28");
  const lora = "server/lorax_server/adapters/lora.py";
  const sources = {
    config: read("server/pyproject.toml", "line 40, which pins PEFT 0.4.0"),
    mapping: read(lora, "lines 37-56"),
    weights: read(lora, "lines 174-205"),
    padding: read("server/lorax_server/utils/punica.py", "lines 35-76"),
    files: read("server/lorax_server/utils/adapter.py", "lines 226-328"),
  };
  return {
    id: "lorax",
    name: "LoRAX",
    releases: [revision],
    rules: [
      ...rulesFrom(sources),
      ...alters(["rslora"], read(lora, "line 83"), {
        because: "the PEFT 0.4.0 in its image does not know the field",
      }),
      ...supports(["target-head"], read("server/lorax_server/models/flash_llama.py", "line 26")),
    ],
  };
}

export const tgi: Engine = /* @__PURE__ */ makeTgi();
export const lorax: Engine = /* @__PURE__ */ makeLorax();
