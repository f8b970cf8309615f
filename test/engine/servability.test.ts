import { describe, expect, it, test } from "vitest";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import type { LoraConfigInput } from "../../src/config/input.ts";
import { type EngineId, engineIds } from "../../src/engine/engine-list.ts";
import {
  type ServabilityOptions,
  servability,
  servabilityTable,
} from "../../src/engine/servability.ts";
import type { PeftConfig } from "../../src/finding/check.ts";

const targetModules = ["q_proj", "v_proj"];
const lora = (input: LoraConfigInput = {}) => loraConfig({ targetModules, ...input });
const messages = (config: PeftConfig, options: ServabilityOptions) =>
  servability(config, options).findings.map(({ message }) => message);

describe("a finding", () => {
  const config = lora({ r: 16, loraAlpha: 32, useRslora: true });

  it("is plain data with words", () => {
    const [finding] = servability(config, { engine: "sglang" }).findings;
    expect(finding).toEqual({
      code: "engine-alters",
      severity: "error",
      effect: "alters",
      when: null,
      subject: "rslora",
      path: ["useRslora"],
      peftPath: ["use_rslora"],
      data: { alpha: 128, scaling: 8, engine: "SGLang", id: "sglang" },
      message:
        "SGLang silently ignores useRslora: it scales every module by the top-level loraAlpha / r.",
      hint: "Write useRslora: false and loraAlpha: 128: the scaling stays 8.",
      source: {
        repository: "sgl-project/sglang",
        revision: "0ceb81fe",
        file: "python/sglang/srt/lora/lora.py",
        place: "LoRAAdapter.__init__",
        readOn: "2026-09",
      },
    });
    expect(JSON.parse(JSON.stringify(finding))).toEqual(finding);
  });

  it.each([
    [
      "json",
      'SGLang silently ignores "use_rslora": it scales every module by the top-level "lora_alpha" / "r".',
    ],
    [
      "python",
      "SGLang silently ignores use_rslora: it scales every module by the top-level lora_alpha / r.",
    ],
  ] as const)("speaks %s", (language, message) => {
    expect(messages(config, { engine: "sglang", language })).toEqual([message]);
  });

  it("says when something is refused", () => {
    const whenOf = (input: LoraConfigInput) =>
      servability(lora(input), { engine: "sglang" }).findings.map(({ when }) => when);
    expect(whenOf({ useDora: true })).toEqual(["load"]);
    expect(whenOf({ rankPattern: { q_proj: 4 } })).toEqual(["first-use"]);
  });
});

describe("the verdict", () => {
  it("is refuses, if something is refused and something else altered", () => {
    const config = lora({ useDora: true, useRslora: true });
    const { verdict, findings } = servability(config, { engine: "sglang" });
    expect(verdict).toBe("refuses");
    expect(findings.map(({ effect }) => effect)).toEqual(["refuses", "alters"]);
  });

  it("is unknown for what no row is about", () => {
    const config = lora({
      useBdlora: { targetModulesBdA: ["q_proj"], targetModulesBdB: ["v_proj"] },
    });
    expect(messages(config, { engine: "sglang" })).toEqual([
      "It is not known what SGLang does with useBdlora.",
    ]);
    expect(servability(config, { engine: "vllm", release: "next" }).verdict).toBe("refuses");
  });

  it("does not count patterns that change nothing", () => {
    const config = lora({ rankPattern: { q_proj: 4 }, alphaPattern: { q_proj: 4 } });
    expect(servability(config, { engine: "vllm" }).verdict).toBe("serves");
    expect(servability(config, { engine: "llama.cpp" }).verdict).toBe("alters");
    expect(servability(lora({ r: 1, useRslora: true }), { engine: "sglang" }).verdict).toBe(
      "serves",
    );
  });

  it("is one finding where no adapter of PEFT is read", () => {
    const config = lora({ useDora: true });
    expect(messages(config, { engine: "mlx-lm" })).toEqual([
      "mlx-lm 0.32.0 refuses an adapter of PEFT at load: it expects num_layers and lora_parameters in the config.",
    ]);
  });
});

describe("remedies", () => {
  test.each([12, 17, 64, 200, 257])("vLLM started as the hint says takes rank %d", (r) => {
    const config = lora({ r, loraAlpha: r });
    const [finding] = servability(config, { engine: "vllm", maxLoraRank: 8 }).findings;
    const wanted = Number(/--max-lora-rank (\d+)\.$/.exec(finding?.hint ?? "")?.[1]);
    expect(servability(config, { engine: "vllm", maxLoraRank: wanted }).verdict).toBe("serves");
  });

  it("tells when vLLM has no such option", () => {
    const config = lora({ r: 600 });
    expect(servability(config, { engine: "vllm" }).findings[0]?.hint).toMatch(/^Merge/);
    const found = servability(lora(), { engine: "vllm", maxLoraRank: 100 }).findings[0];
    expect(found?.message).toBe(
      "vLLM 0.28 does not start with --max-lora-rank 100: it accepts only some ranks.",
    );
    expect(found?.hint).toBe("Start vLLM 0.28 with --max-lora-rank 128.");
  });

  test.each([
    [4, 1, 8],
    [12, 1, 16],
    [8, 2, 16],
    [20, 1, 32],
    [24, 4, 32],
  ])("rank %d on %d GPUs: TGI leaves rank %d as it is", (r, tensorParallel, fit) => {
    const options = { engine: "tgi", tensorParallel } as const;
    const [finding] = servability(lora({ r, loraAlpha: r }), options).findings;
    expect(finding?.hint).toMatch(`rank ${fit} `);
    expect(servability(lora({ r: fit, loraAlpha: fit }), options).verdict).toBe("serves");
  });

  it("another alpha makes the same scaling without rsLoRA", () => {
    const config = lora({ r: 16, loraAlpha: 128 });
    for (const engine of ["sglang", "llama.cpp", "ollama", "lorax", "lmdeploy"] as const) {
      expect(servability(config, { engine }).verdict).toBe("serves");
    }
  });
});

describe("facts beyond the config", () => {
  const base = { model_type: "llama", num_hidden_layers: 2 };

  it("all layers are not some layers", () => {
    const config = lora({ layersToTransform: [0, 1] });
    expect(servability(config, { engine: "tgi", base }).verdict).toBe("serves");
    expect(servability(config, { engine: "tgi" }).verdict).toBe("alters");
  });

  it("Ollama converts few base models", () => {
    const verdict = (model_type: string) =>
      servability(lora(), { engine: "ollama", base: { ...base, model_type } }).verdict;
    expect(["gemma2", "llama", "qwen3"].map(verdict)).toEqual(["serves", "unknown", "refuses"]);
  });

  it("tensors give away what the config hides", () => {
    const shape = [8, 64];
    const name = "base_model.model.model.layers.0.self_attn";
    const tensors = {
      [`${name}.q_proj.lora_A.weight`]: { dtype: "F32", shape },
      [`${name}.v_proj.lora_A.weight`]: { dtype: "F32", shape },
      [`${name}.q_proj.lora_magnitude_vector`]: { dtype: "F32", shape: [64] },
    };
    expect(messages(lora(), { engine: "vllm", tensors })).toEqual([
      `vLLM 0.28 refuses the tensor "${name}.q_proj.lora_magnitude_vector" at load: it does not support DoRA.`,
    ]);
  });

  it("tensors say which layers, ranks and projections there are", () => {
    const tensorsOf = (ranks: Readonly<Record<string, number>>) =>
      Object.fromEntries(
        Object.entries(ranks).map(([name, rank]) => [
          `base_model.model.model.layers.${name}.lora_A.weight`,
          { shape: [rank, 64] },
        ]),
      );
    const config = lora({ targetModules: ".*_proj" });
    const all = { "0.q_proj": 8, "0.v_proj": 8, "1.q_proj": 8, "1.v_proj": 8 };
    const verdict = (engine: EngineId, ranks: Readonly<Record<string, number>>) =>
      servability(config, { engine, tensors: tensorsOf(ranks) }).verdict;
    expect(verdict("tgi", all)).toBe("serves");
    expect(verdict("tgi", { "0.q_proj": 8, "0.v_proj": 8, "1.q_proj": 8 })).toBe("alters");
    expect(verdict("vllm", { ...all, "1.q_proj": 4 })).toBe("alters");
    expect(verdict("vllm", { ...all, "1.q_proj": 64 })).toBe("refuses");
    expect(verdict("lmdeploy", { "0.q_proj": 8 })).toBe("refuses");
  });

  it("Diffusers finds no LoRA keys in a file of PEFT", () => {
    const tensors = { "base_model.model.a.to_q.lora_A.weight": { shape: [8, 8] } };
    expect(servability(lora(), { engine: "diffusers", tensors }).verdict).toBe("alters");
    const flux = { model_type: "flux2" };
    expect(servability(lora(), { engine: "diffusers", tensors, base: flux }).verdict).toBe(
      "serves",
    );
  });

  it("a merged adapter is served as PEFT merges it", () => {
    const merged = (config: PeftConfig, facts = {}) =>
      servability(config, { engine: "vllm", merged: true, ...facts }).verdict;
    const tied = { base: { ...base, tie_word_embeddings: true } };
    expect(merged(lora({ useDora: true, useRslora: true }))).toBe("serves");
    expect(merged(lora({ aloraInvocationTokens: [1], taskType: "CAUSAL_LM" }))).toBe("refuses");
    expect(merged(lora({ layerReplication: [[0, 2]] }))).toBe("alters");
    expect(merged(lora({ targetModules: ["lm_head"] }), tied)).toBe("alters");
    expect(merged(lora({ loraBias: true }))).toBe("unknown");
    const quantization_config = { quant_method: "gptq" };
    expect(merged(lora(), { base: { ...base, quantization_config } })).toBe("refuses");
    expect(merged(lora({ initLoraWeights: "pissa_niter_4" }))).toBe("alters");
  });

  it("a head that PEFT adds is fully trained too", () => {
    const config = lora({ taskType: "SEQ_CLS" });
    expect(servability(config, { engine: "vllm" }).verdict).toBe("refuses");
    expect(servability(config, { engine: "vllm", release: "next" }).verdict).toBe("serves");
  });
});

describe("releases of PEFT", () => {
  const config = lora({ useDora: true, layersToTransform: [0] });
  test.each([
    ["0.21.2", "serves"],
    ["0.19", "alters"],
    ["0.8.2", "refuses"],
    ["0.5.0", "alters"],
  ] as const)("%s %s", (release, verdict) => {
    expect(servability(config, { engine: "peft", release }).verdict).toBe(verdict);
  });

  it("speaks of the release", () => {
    expect(messages(lora({ useDora: true }), { engine: "peft", release: "0.8.2" })).toEqual([
      "PEFT 0.8.2 does not know useDora: PEFT's from_pretrained raises TypeError.",
    ]);
  });
});

describe("foreign input", () => {
  test.each([
    [{ engine: "vlm" }, 'engine is "vlm", which this library does not know. Did you mean "vllm"?'],
    [{ engine: 3 }, /^engine is 3, .* Write one of vllm, aphrodite, .*openvino\.$/],
    [undefined, /^engine is undefined/],
    [
      { engine: "vllm", release: "0.9" },
      'release is "0.9", but of vLLM this library knows 0.11 to next. Write "0.28".',
    ],
    [
      { engine: "lmdeploy", release: null },
      'release is null, but of LMDeploy this library knows 0.16. Write "0.16".',
    ],
  ])("%o is a RangeError", (options, message) => {
    const call = () => servability(lora(), options as ServabilityOptions);
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });

  test.each([
    ["v0.28.0", "vllm", "0.28"],
    ["0.16.0", "lmdeploy", "0.16"],
    ["0.40", "diffusers", "0.40.0.dev0"],
    ["0.17", "peft", "0.17.1"],
  ] as const)("release %s of %s is %s", (release, engine, found) => {
    expect(servability(lora(), { engine, release }).release).toBe(found);
  });

  const hostile = {
    get tensors() {
      throw new Error("no");
    },
  };
  test.each([null, undefined, 3, "x", [], { r: -1 }])("the config %o is unknown", (config) => {
    for (const { verdict, findings } of Object.values(
      servabilityTable(config as unknown as PeftConfig),
    )) {
      expect([verdict, findings[0]?.code]).toEqual(["unknown", "engine-config-invalid"]);
    }
  });

  test.each([null, 3, { base: 3, tensors: "x", tensorParallel: "2", maxLoraRank: -1 }])(
    "the facts %o are as good as none",
    (facts) => {
      const config = lora();
      expect(servabilityTable(config, facts as object)).toEqual(servabilityTable(config));
    },
  );

  it("what throws when it is read is as good as none", () => {
    expect(servabilityTable(lora(), hostile)).toEqual(servabilityTable(lora()));
    const config = {
      get r() {
        throw new Error("no");
      },
    };
    const { verdict } = servability(config as unknown as PeftConfig, { engine: "vllm" });
    expect(verdict).toBe("unknown");
  });

  it("shapes that are none do not matter", () => {
    const tensors = { a: null, "b.lora_A.weight": { shape: "x" }, __metadata__: {} };
    expect(servability(lora(), { engine: "peft", tensors }).verdict).toBe("serves");
  });
});

describe("servabilityTable", () => {
  it("has every engine", () => {
    const config = adaLoraConfig({ targetModules, totalStep: 1000 });
    const table = servabilityTable(config);
    expect(Object.keys(table)).toEqual(engineIds);
    expect(table.peft).toEqual(servability(config, { engine: "peft" }));
  });
});
