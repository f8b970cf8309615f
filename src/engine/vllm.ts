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
import { savesOnlyClassifier } from "./module-answers.ts";
import type { Question } from "./question.ts";
import { merge, type Remedy } from "./remedy.ts";
import { isUneven, loraOf } from "./scaling-answers.ts";

/** What was read of the LoRA code that vLLM and its fork Aphrodite share. */
interface Sources {
  readonly features: EngineSource;
  readonly keys: EngineSource;
  readonly limit: EngineSource;
  readonly scaling: EngineSource;
  readonly names: EngineSource;
  readonly modules: EngineSource;
}

/** A revision of vLLM that is later than August 2026 and in no release that was read. */
const NEXT = "next";

const onlyLora = "it accepts no tensors but lora_A and lora_B";
const oneScaling = "it scales every module by the top-level `loraAlpha` and `r`";

const isAbove = ({ config, maxLoraRank, engine }: Question): boolean =>
  (loraOf(config)?.r ?? 0) > (maxLoraRank ?? engine.rankLimit?.default ?? 0);

const isNotChoice = ({ maxLoraRank, engine }: Question): boolean =>
  maxLoraRank !== null && engine.rankLimit?.allowed?.includes(maxLoraRank) === false;

const startHigher: Remedy = (_, { least }) =>
  least === null ? merge : "Start {engine!} with --{option!} {least!}.";

const rankRows = ({ limit, features, modules }: Sources): readonly EngineRule[] => [
  ...refuses(["rank-limit"], limit, {
    where: isNotChoice,
    does: "does not start with --{option!} {limit!}: it accepts only some ranks",
    hint: startHigher,
  }),
  ...refuses(["rank-limit"], features, {
    where: (question) => question.config.peftType === "ADALORA" || isAbove(question),
    because: "--{option!} is {limit!}",
    hint: startHigher,
  }),
  ...refuses(["rank-limit"], modules, {
    until: NEXT,
    when: "first-use",
    because: "--{option!} is {limit!}, and only `r` is compared with it on loading",
    hint: startHigher,
  }),
  ...refuses(["rank-limit"], features, { because: "--{option!} is {limit!}", hint: startHigher }),
];

function rulesFrom(sources: Sources): readonly EngineRule[] {
  const { features, keys, scaling, names, modules } = sources;
  const next: EngineSource = { ...features, revision: NEXT, readOn: "2026-09" };
  return [
    ...refuses(["dora"], features, { because: "it does not support DoRA" }),
    ...supports(["saved-head"], next, { since: NEXT, where: savesOnlyClassifier }),
    ...refuses(["saved-embedding", "saved-head", "saved-norm"], features, {
      because: "it serves no fully trained modules",
    }),
    ...refuses(["bias"], features, { because: "it does not support biases of adapters" }),
    ...refuses(["lora-bias"], next, { since: NEXT }),
    ...refuses(["adalora", "lora-bias", "tokens"], names, { because: onlyLora }),
    ...supports(["rank-pattern", "alpha-pattern"], next, { since: NEXT }),
    ...alters(["rank-pattern", "alpha-pattern"], scaling, { where: isUneven, because: oneScaling }),
    ...supports(["rank-pattern", "alpha-pattern"], scaling),
    ...refuses(["alora", "replication", "init-of-base", "kasa"], next, { since: NEXT }),
    ...alters(["alora"], features, { because: "it applies the adapter to every token" }),
    ...alters(["replication"], modules, {
      because: "tensors of layers that the base model lacks match no module",
    }),
    ...alters(["init-of-base", "kasa"], features, {
      because: "it adds the adapter to the unchanged base model",
    }),
    ...refuses(["variant"], next, {
      since: NEXT,
      where: ({ config }) => loraOf(config)?.useBdlora != null || !!loraOf(config)?.useQalora,
    }),
    ...supports(["init-other"], next, { since: NEXT }),
    ...leavesOpen(["target-parameters"], names, {
      because: "it needs a model with support for LoRA on fused experts",
    }),
    ...refuses(["missing-keys"], keys),
    ...supports(["rslora", "fan-in-fan-out", "extra-keys", "alpha-fraction"], features),
    ...supports(["partial-layers", "queries-alone", "pickled-weights"], modules),
    ...supports(["target-embedding", "target-head"], names),
    ...supports(["target-expression", "target-all-linear"], modules),
    ...supports(["init-plain"], features),
    ...rankRows(sources),
  ];
}

const rankLimit = {
  option: "max-lora-rank",
  default: 16,
  allowed: [1, 8, 16, 32, 64, 128, 256, 320, 512],
};

/** Every line of releases from 0.11 to 0.28. */
const lines = Array.from({ length: 18 }, (_, index) => `0.${11 + index}`);

function makeVllm(): Engine {
  const read = sourcesIn("vllm-project/vllm", "e745baff", "2026-09");
  const helper = "vllm/lora/peft_helper.py";
  return {
    id: "vllm",
    name: "vLLM",
    releases: [...lines, NEXT],
    current: "0.28",
    rankLimit,
    rules: rulesFrom({
      features: read(helper, "_validate_features, validate_legal"),
      keys: read(helper, "PEFTHelper.from_dict"),
      limit: read("vllm/config/lora.py", "line 26", { revision: "01230b40" }),
      scaling: read("vllm/lora/lora_weights.py", "LoRALayerWeights.from_config", {
        revision: "4c78406e",
      }),
      names: read("vllm/lora/utils.py", "parse_fine_tuned_lora_name", { revision: "0fd15707" }),
      modules: read("vllm/lora/lora_model.py", "LoRAModel", { revision: "532cc258" }),
    }),
  };
}

function makeAphrodite(): Engine {
  const revision = "b42eeec2";
  const read = sourcesIn("PygmalionAI/aphrodite-engine", revision, "2026-04-28");
  const helper = "aphrodite/lora/peft_helper.py";
  return {
    id: "aphrodite",
    name: "Aphrodite",
    releases: [revision],
    rankLimit,
    rules: rulesFrom({
      features: read(helper, "lines 42-51, 108-119"),
      keys: read(helper, "lines 60-76"),
      limit: read("aphrodite/config/lora.py", "line 26"),
      scaling: read("aphrodite/lora/layers/base_linear.py", "lines 181-182"),
      names: read("aphrodite/lora/utils.py", "lines 154-193"),
      modules: read("aphrodite/lora/lora_model.py", "lines 94-182"),
    }),
  };
}

export const vllm: Engine = /* @__PURE__ */ makeVllm();
export const aphrodite: Engine = /* @__PURE__ */ makeAphrodite();
