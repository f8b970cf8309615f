import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { parseAdapterConfig } from "../../src/file/document.ts";
import { check } from "../../src/finding/check.ts";
import { configClasses } from "../../src/finding/class.ts";
import type { Allowance } from "../../src/finding/rule.ts";
import { fromPeftDict } from "../../src/peft/dict.ts";

const trust = "untrusted";

/** A row of what an untrusted config can make PEFT do, a file that does it, and what opens it. */
interface Row {
  readonly code: string;
  readonly file: Readonly<Record<string, unknown>>;
  readonly allow?: Allowance;
}

const rows: readonly Row[] = [
  { code: "megatron-core-foreign", file: { megatron_config: { hidden_size: 8 } } },
  { code: "megatron-core-foreign", file: { megatron_core: "megatron.planted" } },
  {
    code: "auto-mapping-foreign",
    file: { auto_mapping: { parent_library: "transformers.utils.hub", base_model_class: "X" } },
    allow: { autoMappings: ["transformers.utils.hub.X"] },
  },
  {
    code: "auto-mapping-foreign",
    file: {
      auto_mapping: {
        parent_library: "transformers.models.llama.modeling_llama",
        base_model_class: "AutoModel",
      },
    },
  },
  { code: "auto-mapping-foreign", file: { auto_mapping: { base_model_class: "LlamaModel" } } },
  ...[
    "/etc/model",
    "../model",
    "./model",
    "~/model",
    "https://x.org/m",
    "C:\\m",
    "a/b/c",
    "a..b/c",
  ].map((path) => ({
    code: "base-model-path",
    file: { base_model_name_or_path: path },
    allow: { baseModels: path.includes("../") ? [] : [path] },
  })),
  {
    code: "untrusted-revision",
    file: { base_model_name_or_path: "gpt2", revision: "../../../tmp/x" },
  },
  { code: "corda-file", file: { init_lora_weights: "corda", corda_config: { cache_file: "/x" } } },
  {
    code: "corda-file",
    file: { init_lora_weights: "corda", corda_config: { covariance_file: "x" } },
  },
  {
    code: "untrusted-pattern",
    file: { target_modules: "(.*)*x!" },
    allow: { patterns: ["(.*)*x!"] },
  },
  { code: "untrusted-pattern", file: { exclude_modules: "(.*)*x!" } },
  { code: "untrusted-pattern", file: { rank_pattern: { "(.*)*x!": 8 } } },
  { code: "untrusted-pattern", file: { alpha_pattern: { "(.*)*x!": 8 } } },
  { code: "untrusted-pattern", file: { modules_to_save: ["(.*)*x!"] } },
  { code: "untrusted-pattern", file: { layers_to_transform: [0], layers_pattern: "(.*)*x!" } },
  { code: "untrusted-pattern", file: { layers_to_transform: [0], layers_pattern: ["(.*)*x!"] } },
  {
    code: "untrusted-pattern",
    file: {
      rank_pattern: Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`m${i}`, 1])),
    },
  },
  { code: "untrusted-rank", file: { r: 2_000_000 }, allow: { maxRank: 2_000_000 } },
  { code: "untrusted-rank", file: { rank_pattern: { q_proj: 4096 } }, allow: { maxRank: 4096 } },
  { code: "untrusted-rank", file: { peft_type: "ADALORA", total_step: 900, init_r: 5000 } },
  {
    code: "untrusted-samples",
    file: { monteclora_config: { buffer_size: 10_000 } },
    allow: { maxSamples: 80_000 },
  },
  { code: "untrusted-samples", file: { monteclora_config: { num_samples: 10_000 } } },
  {
    code: "untrusted-replication",
    file: { layer_replication: Array.from({ length: 20_000 }, () => [0, 2]) },
    allow: { maxLayers: 40_000 },
  },
  {
    code: "untrusted-pissa-iterations",
    file: { init_lora_weights: "pissa_niter_99999999" },
    allow: { maxIterations: 1e8 },
  },
  { code: "untrusted-pissa-iterations", file: { init_lora_weights: "pissa_niter_99_999_999" } },
  {
    code: "untrusted-loftq-iterations",
    file: { init_lora_weights: "loftq", loftq_config: { loftq_iter: 1e9 } },
  },
  ...["", "e", "base_layer", "model"].map((name) => ({
    code: "untrusted-training",
    file: { modules_to_save: [name] },
    allow: { modules: [name] },
  })),
  { code: "untrusted-training", file: { modules_to_save: "score" } },
  { code: "untrusted-training", file: { bias: "all" } },
  {
    code: "untrusted-training",
    file: { trainable_token_indices: Array.from({ length: 20_000 }, (_, i) => i) },
    allow: { maxTokens: 20_000 },
  },
  { code: "untrusted-key", file: { self: 1 } },
  { code: "untrusted-key", file: { cls: null } },
  { code: "untrusted-key", file: { weights_from: "/etc" } },
  { code: "untrusted-key", file: { monteclora_config: { unknown: null } } },
  ...["XLORA", "SHADOW", "PROMPT_TUNING", "MULTITASK_PROMPT_TUNING", "IA3", "LORAX"].map(
    (method) => ({ code: "untrusted-method", file: { peft_type: method } }),
  ),
];

const codesOf = ({ diagnostics }: { diagnostics: readonly { code: string; stage: string }[] }) =>
  diagnostics.filter(({ stage }) => stage === "untrusted").map(({ code }) => code);

describe("a stranger's config", () => {
  it.each(rows)("is refused: $code $file", ({ code, file, allow }) => {
    const dict = { peft_type: "LORA", ...file };
    const result = fromPeftDict(dict, { trust });
    expect(result.ok).toBe(false);
    expect(codesOf(result)).toContain(code);
    const document = parseAdapterConfig(JSON.stringify(dict), { trust });
    expect(codesOf(document)).toContain(code);
    expect(document.config).toBeNull();
    expect(document.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    expect(codesOf(fromPeftDict(dict))).toEqual([]);
    if (allow)
      expect(codesOf(fromPeftDict(dict, { trust, allow })).includes(code)).toBe(isShut(file));
  });

  /** No list of base models opens a path that leaves what it begins with. */
  const isShut = (file: Row["file"]) => String(file.base_model_name_or_path).includes("../");

  it("is refused by check in TypeScript's names", () => {
    const result = check({ targetModules: "(.*)*x!", baseModelNameOrPath: "/m" }, { trust });
    expect(codesOf(result)).toEqual(["base-model-path", "untrusted-pattern"]);
  });

  it("is refused whatever word trust has, so that a mistake opens nothing", () => {
    expect(check({ bias: "all" }, { trust: "Untrusted" as never }).ok).toBe(false);
    expect(check({ bias: "all" }, { trust: undefined }).ok).toBe(true);
  });

  it("may have any base model, or only those that are allowed", () => {
    const ask = (name: string | null, baseModels?: readonly string[]) =>
      codesOf(check({ baseModelNameOrPath: name }, { trust, allow: { baseModels } }));
    expect(ask("Qwen/Qwen3-8B")).toEqual([]);
    expect(ask("Qwen/Qwen3-8B", ["Qwen/"])).toEqual([]);
    expect(ask("Qwen/Qwen3-8B", ["Qwen/Qwen3*"])).toEqual([]);
    expect(ask("Qwen/Qwen3-8B", ["Qwen/Qwen3-8B"])).toEqual([]);
    expect(ask(null, ["Qwen/"])).toEqual([]);
    expect(ask("Qwen/Qwen3-8B", ["Qwen/Qwen3"])).toEqual(["untrusted-base-model"]);
    expect(ask("/models/llama", ["/models/"])).toEqual([]);
    expect(ask("/models/../etc", ["/models/"])).toEqual(["base-model-path"]);
  });

  it("may be made to pin its revision", () => {
    const ask = (revision: string | null) =>
      codesOf(
        check({ baseModelNameOrPath: "gpt2", revision }, { trust, allow: { revisions: "pinned" } }),
      );
    expect(ask("607a30d783dfa663caf39e06633721c8d4cfcd7e")).toEqual([]);
    expect(ask("main")).toEqual(["untrusted-revision"]);
    expect(ask(null)).toEqual(["untrusted-revision"]);
  });

  it("passes with what PEFT writes itself", () => {
    const file = {
      peft_type: "LORA",
      auto_mapping: {
        base_model_class: "Qwen2ForCausalLM",
        parent_library: "transformers.models.qwen2.modeling_qwen2",
        unsloth_fixed: true,
      },
      megatron_config: null,
      megatron_core: "megatron.core",
      modules_to_save: ["classifier", "score"],
      merge_weights: false,
      enable_lora: null,
      field_of_a_newer_release: false,
    };
    expect(fromPeftDict(file, { trust })).toMatchObject({ ok: true });
  });
});

describe("a config of one's own", () => {
  it("is warned of what PEFT imports and opens, and of nothing else of the profile", () => {
    const result = check({
      baseModelNameOrPath: "../llama",
      autoMapping: { parent_library: "own", base_model_class: "Own" },
      megatronConfig: { hidden_size: 8 },
      megatronCore: "megatron.own",
      initLoraWeights: "corda",
      cordaConfig: { cacheFile: "cache.pt" },
      modulesToSave: ["model.norm"],
    });
    expect(result.ok).toBe(true);
    expect(result.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["auto-mapping-foreign", "warning"],
      ["base-model-path", "warning"],
      ["megatron-core-foreign", "warning"],
      ["corda-file", "warning"],
    ]);
  });

  it("is not asked the rules of the profile", () => {
    const { untrustedRules } = configClasses.LORA;
    const finds = untrustedRules.map((rule) => vi.spyOn(rule, "find"));
    check({ r: 4096, bias: "all", targetModules: "(.*)*x!" });
    for (const find of finds) expect(find).not.toHaveBeenCalled();
    check({ r: 4096 }, { trust });
    expect(finds.some((find) => find.mock.calls.length > 0)).toBe(true);
  });
});

/** A folder of public configs, which is not part of the project. */
const corpus = process.env.PEFT_CONFIG_CORPUS ?? "/work/shared/corpus";

describe.skipIf(!existsSync(corpus))("the corpus of public configs", () => {
  it("is refused in at most 5 % of the files", () => {
    const names = readdirSync(corpus).filter((name) => name.endsWith(".json"));
    const texts = names.map((name) => readFileSync(`${corpus}/${name}`));
    const read = texts.filter((text) => parseAdapterConfig(text).config !== null);
    const refused = read.filter((text) => parseAdapterConfig(text, { trust }).config === null);
    expect(names.length).toBeGreaterThan(190);
    expect(refused.length / names.length).toBeLessThanOrEqual(0.05);
  });
});
