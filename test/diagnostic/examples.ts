import type { Circumstances } from "../../src/diagnostic/rule/rule.ts";

/** An input that breaks a rule, and its nearest neighbour that keeps it. */
export interface Example {
  readonly breaks: unknown;
  readonly keeps: unknown;
  readonly circumstances?: Circumstances;
  /** The inputs are dicts of PEFT, read as a file that exists. */
  readonly file?: true;
}

const ada = (fields: object) => ({
  peftType: "ADALORA",
  taskType: "CAUSAL_LM",
  totalStep: 1000,
  tfinal: 100,
  targetModules: ["q_proj"],
  ...fields,
});

/** One example for each code. The documentation of the diagnostics shows them. */
export const examples: Readonly<Record<string, Example>> = {
  "not-an-object": { breaks: [], keeps: {} },
  "unknown-key": { breaks: { lora_alpha: 16 }, keeps: { loraAlpha: 16 } },
  "wrong-type": { breaks: { r: "16" }, keeps: { r: 16 } },
  "number-not-finite": {
    breaks: { loraAlpha: Number.POSITIVE_INFINITY },
    keeps: { loraAlpha: 1e300 },
  },
  "boolean-spelling": {
    breaks: { peft_type: "LORA", fan_in_fan_out: null },
    keeps: { peft_type: "LORA", fan_in_fan_out: false },
    file: true,
  },
  "computed-field": {
    breaks: { arrowConfig: { taskAdapterNames: ["a"] } },
    keeps: { arrowConfig: { taskAdapterNames: null } },
  },
  "unsaved-field": {
    breaks: { peft_type: "LORA", runtime_config: {} },
    keeps: { peft_type: "LORA" },
    file: true,
  },
  unreadable: {
    breaks: {
      get r() {
        throw new Error("no");
      },
    },
    keeps: {
      get r() {
        return 4;
      },
    },
  },
  "peft-type-other": { breaks: { peftType: "IA3" }, keeps: { peftType: "LORA" } },

  "task-type-unknown": { breaks: { taskType: "causal_lm" }, keeps: { taskType: "CAUSAL_LM" } },
  "peft-type-unknown": { breaks: { peftType: "lora" }, keeps: { peftType: "LORA" } },
  "rank-not-positive": { breaks: { r: 0 }, keeps: { r: 1 } },
  "alpha-not-positive": { breaks: { loraAlpha: 0 }, keeps: { loraAlpha: 0.5 } },
  "dropout-above-one": { breaks: { loraDropout: 5 }, keeps: { loraDropout: 0.05 } },
  "dropout-one": { breaks: { loraDropout: 1 }, keeps: { loraDropout: 0.99 } },
  "dropout-negative": { breaks: { loraDropout: -0.1 }, keeps: { loraDropout: 0 } },
  "bias-unknown": { breaks: { bias: "lora" }, keeps: { bias: "lora_only" } },
  "bias-only-unknown": { breaks: { bias: "bias_only" }, keeps: { bias: "lora_only" } },
  "layer-index-negative": {
    breaks: { layersToTransform: [-1] },
    keeps: { layersToTransform: [0] },
  },
  "token-index-negative": {
    breaks: { trainableTokenIndices: [-1] },
    keeps: { trainableTokenIndices: [0] },
  },
  "alora-token-negative": {
    breaks: { aloraInvocationTokens: [-1], taskType: "CAUSAL_LM" },
    keeps: { aloraInvocationTokens: [0], taskType: "CAUSAL_LM" },
  },
  "tokens-empty": {
    breaks: { trainableTokenIndices: [] },
    keeps: { trainableTokenIndices: [0] },
  },
  "adalora-with-alora": {
    breaks: ada({ aloraInvocationTokens: [1] }),
    keeps: ada({ aloraInvocationTokens: null }),
  },
  "qalora-group-size-not-positive": {
    breaks: { qaloraGroupSize: 0 },
    keeps: { qaloraGroupSize: 1 },
  },
  "loftq-bits-unknown": {
    breaks: { initLoraWeights: "loftq", loftqConfig: { loftqBits: 2 } },
    keeps: { initLoraWeights: "loftq", loftqConfig: { loftqBits: 8 } },
  },
  "loftq-iterations-not-positive": {
    breaks: { initLoraWeights: "loftq", loftqConfig: { loftqIter: 0 } },
    keeps: { initLoraWeights: "loftq", loftqConfig: { loftqIter: 1 } },
  },
  "eva-rho-below-one": {
    breaks: { initLoraWeights: "eva", evaConfig: { rho: 0.9 } },
    keeps: { initLoraWeights: "eva", evaConfig: { rho: 1 } },
  },
  "eva-tau-out-of-range": {
    breaks: { initLoraWeights: "eva", evaConfig: { tau: 1.1 } },
    keeps: { initLoraWeights: "eva", evaConfig: { tau: 1 } },
  },
  "corda-method-unknown": {
    breaks: { initLoraWeights: "corda", cordaConfig: { cordaMethod: "IPM" } },
    keeps: { initLoraWeights: "corda", cordaConfig: { cordaMethod: "kpm" } },
  },
  "lora-ga-direction-unknown": {
    breaks: { initLoraWeights: "lora_ga", loraGaConfig: { direction: "arbr" } },
    keeps: { initLoraWeights: "lora_ga", loraGaConfig: { direction: "ArBr" } },
  },
  "lora-ga-scale-unknown": {
    breaks: { initLoraWeights: "lora_ga", loraGaConfig: { scale: "none" } },
    keeps: { initLoraWeights: "lora_ga", loraGaConfig: { scale: "unit" } },
  },
  "lora-ga-gamma-not-positive": {
    breaks: { initLoraWeights: "lora_ga", loraGaConfig: { stableGamma: 0 } },
    keeps: { initLoraWeights: "lora_ga", loraGaConfig: { stableGamma: 1 } },
  },
  "velora-groups-not-positive": {
    breaks: { veloraConfig: { numGroups: 0 } },
    keeps: { veloraConfig: { numGroups: 1 } },
  },
  "velora-scale-not-positive": {
    breaks: { veloraConfig: { scale: 0 } },
    keeps: { veloraConfig: { scale: 0.1 } },
  },
  "velora-init-unknown": {
    breaks: { veloraConfig: { initType: "average" } },
    keeps: { veloraConfig: { initType: "random" } },
  },
  "monteclora-not-positive": {
    breaks: { montecloraConfig: { dirichletPrior: 0 } },
    keeps: { montecloraConfig: { dirichletPrior: 0.01 } },
  },
  "arrow-top-k": { breaks: { arrowConfig: { topK: 0 } }, keeps: { arrowConfig: { topK: 1 } } },
  "arrow-temperature": {
    breaks: { arrowConfig: { routerTemperature: 0 } },
    keeps: { arrowConfig: { routerTemperature: 0.1 } },
  },
  "bdlora-nblocks-not-positive": {
    breaks: { useBdlora: { nblocks: 0, matchStrict: false } },
    keeps: { useBdlora: { nblocks: 1, matchStrict: false } },
  },
  "kasa-weight-negative": {
    breaks: { kasaConfig: { beta: -1 } },
    keeps: { kasaConfig: { beta: 0 } },
  },
  "adalora-target-rank-negative": { breaks: ada({ targetR: -1 }), keeps: ada({ targetR: 1 }) },
  "adalora-target-rank-zero": { breaks: ada({ targetR: 0 }), keeps: ada({ targetR: 1 }) },
  "adalora-init-rank-negative": { breaks: ada({ initR: -1 }), keeps: ada({ initR: 9 }) },
  "adalora-init-rank-zero": { breaks: ada({ initR: 0 }), keeps: ada({ initR: 9 }) },
  "adalora-tinit-negative": { breaks: ada({ tinit: -1 }), keeps: ada({ tinit: 0 }) },
  "adalora-tfinal-negative": { breaks: ada({ tfinal: -1 }), keeps: ada({ tfinal: 1 }) },
  "adalora-delta-zero": { breaks: ada({ deltaT: 0 }), keeps: ada({ deltaT: 1 }) },
  "adalora-delta-negative": { breaks: ada({ deltaT: -1 }), keeps: ada({ deltaT: 1 }) },
  "adalora-beta-out-of-range": { breaks: ada({ beta1: 1 }), keeps: ada({ beta1: 0.999 }) },
  "adalora-orthogonality-negative": {
    breaks: ada({ orthRegWeight: -0.1 }),
    keeps: ada({ orthRegWeight: 0 }),
  },
  "adalora-total-step-not-positive": {
    breaks: ada({ totalStep: 0 }),
    keeps: ada({ totalStep: 101 }),
  },

  "targets-empty": {
    breaks: { targetModules: [] },
    keeps: { targetModules: [], targetParameters: ["experts.gate_up_proj"] },
  },
  "targets-default-missing": {
    breaks: ada({ targetModules: null }),
    keeps: { targetModules: null },
    circumstances: { modelType: "mistral" },
  },
  "targets-default-adalora": { breaks: ada({ targetModules: null }), keeps: ada({}) },
  "pattern-in-list": {
    breaks: { targetModules: [".*q_proj"] },
    keeps: { targetModules: ["self_attn.q_proj"] },
  },
  "all-linear-in-list": {
    breaks: { targetModules: ["all-linear"] },
    keeps: { targetModules: "all-linear" },
  },
  "list-as-string": {
    breaks: { targetModules: "['q_proj', 'v_proj']" },
    keeps: { targetModules: ".*[qv]_proj" },
  },
  "name-as-pattern": {
    breaks: { targetModules: "q_proj" },
    keeps: { targetModules: ".*q_proj" },
  },
  "name-repeated": {
    breaks: { targetModules: ["q_proj", "q_proj"] },
    keeps: { targetModules: ["q_proj", "v_proj"] },
  },
  "name-empty": { breaks: { modulesToSave: [""] }, keeps: { modulesToSave: ["score"] } },
  "name-has-peft-prefix": {
    breaks: { targetModules: ["base_model.model.score"] },
    keeps: { targetModules: ["model.score"] },
  },
  "target-excluded": {
    breaks: { targetModules: ["q_proj", "v_proj"], excludeModules: ["q_proj"] },
    keeps: { targetModules: ["q_proj", "v_proj"], excludeModules: ["visual.q_proj"] },
  },
  "target-is-head": {
    breaks: { targetModules: ["q_proj", "score"], taskType: "TOKEN_CLS" },
    keeps: { targetModules: ["q_proj", "score"], taskType: "SEQ_CLS" },
  },
  "all-linear-adapts-head": {
    breaks: { targetModules: "all-linear", taskType: "TOKEN_CLS" },
    keeps: { targetModules: "all-linear", taskType: "SEQ_CLS" },
  },
  "target-saves-embeddings": {
    breaks: { targetModules: ["q_proj", "lm_head"] },
    keeps: { targetModules: ["q_proj"] },
  },

  "layers-with-target-string": {
    breaks: { targetModules: ".*q_proj", layersToTransform: [] },
    keeps: { targetModules: ["q_proj"], layersToTransform: [1] },
  },
  "layers-pattern-with-target-string": {
    breaks: { targetModules: ".*q_proj", layersPattern: "" },
    keeps: { targetModules: ".*q_proj", layersPattern: null },
  },
  "layers-pattern-alone": {
    breaks: { layersPattern: "layers" },
    keeps: { layersPattern: "layers", layersToTransform: 0 },
  },
  "layers-all": { breaks: { layersToTransform: [] }, keeps: { layersToTransform: 0 } },
  "layers-repeated": {
    breaks: { layersToTransform: [1, 1] },
    keeps: { layersToTransform: [1, 2] },
  },
  "layers-pattern-names-target": {
    breaks: { targetModules: ["q_proj"], layersToTransform: [1], layersPattern: "q_proj" },
    keeps: { targetModules: ["q_proj"], layersToTransform: [1], layersPattern: "layers" },
  },
  "target-bypasses-layers": {
    breaks: { targetModules: ["q_proj", "model.layers.3.mlp.up_proj"], layersToTransform: [1] },
    keeps: { targetModules: ["q_proj", "mlp.up_proj"], layersToTransform: [1] },
  },
  "layer-replication-range": {
    breaks: { layerReplication: [[4, 4]] },
    keeps: { layerReplication: [[0, 4]] },
  },

  "pattern-invalid": {
    breaks: { rankPattern: { "layers.(0|1": 4 } },
    keeps: { rankPattern: { "layers.(0|1)": 4 } },
  },
  "pattern-order-lost": {
    breaks: { rankPattern: { "h.1.attn.c_attn": 4, c_attn: 2 } },
    keeps: { rankPattern: { "a.1.attn.c_attn": 4, c_attn: 2 } },
  },

  "init-unknown": {
    breaks: { initLoraWeights: "kaiming" },
    keeps: { initLoraWeights: "gaussian" },
  },
  "init-spelling": { breaks: { initLoraWeights: "MiCA" }, keeps: { initLoraWeights: "mica" } },
  "init-loftq-without-config": {
    breaks: { initLoraWeights: "loftq" },
    keeps: { initLoraWeights: "loftq", loftqConfig: { loftqBits: 4 } },
  },
  "loftq-config-partial": {
    breaks: { peft_type: "LORA", init_lora_weights: "loftq", loftq_config: { loftq_bits: 4 } },
    keeps: {
      peft_type: "LORA",
      init_lora_weights: "loftq",
      loftq_config: { loftq_bits: 4, loftq_iter: 1 },
    },
    file: true,
  },
  "loftq-config-ignored": {
    breaks: { loftqConfig: { loftqBits: 4 } },
    keeps: { loftqConfig: {} },
  },
  "init-config-defaulted": {
    breaks: { initLoraWeights: "corda" },
    keeps: { initLoraWeights: "corda", cordaConfig: {} },
  },
  "init-config-swallowed": {
    breaks: { initLoraWeights: "corda", evaConfig: {} },
    keeps: { initLoraWeights: "corda", cordaConfig: {} },
  },
  "init-config-ignored": {
    breaks: { evaConfig: {} },
    keeps: { initLoraWeights: "eva", evaConfig: {} },
  },
  "lora-ga-without-config": {
    breaks: { initLoraWeights: "lora_ga" },
    keeps: { initLoraWeights: "lora_ga", loraGaConfig: {} },
  },
  "lora-bias-with-init": {
    breaks: { loraBias: true, initLoraWeights: "gaussian" },
    keeps: { loraBias: true, initLoraWeights: false },
  },
  "orthogonal-rank-odd": {
    breaks: { initLoraWeights: "orthogonal", r: 4, rankPattern: { q_proj: 3 } },
    keeps: { initLoraWeights: "orthogonal", r: 4, rankPattern: { q_proj: 2 } },
  },
  "rslora-patterns-conversion": {
    breaks: { useRslora: true, rankPattern: { q_proj: 4 }, initLoraWeights: "pissa_niter_4" },
    keeps: { useRslora: true, rankPattern: { q_proj: 4 }, initLoraWeights: "gaussian" },
  },

  "variants-exclusive": {
    breaks: { useDora: true, kasaConfig: {} },
    keeps: { useDora: true, initLoraWeights: "olora" },
  },
  "dora-with-megatron": {
    breaks: { useDora: true, megatronConfig: { hidden_size: 8 } },
    keeps: { useDora: true, megatronConfig: {} },
  },
  "lora-bias-with-dora": { breaks: { loraBias: true, useDora: true }, keeps: { loraBias: true } },
  "alora-task-type": {
    breaks: { aloraInvocationTokens: [1] },
    keeps: { aloraInvocationTokens: [1], taskType: "CAUSAL_LM" },
  },
  "alora-tokens-empty": {
    breaks: { aloraInvocationTokens: [], taskType: "CAUSAL_LM" },
    keeps: { aloraInvocationTokens: null },
  },
  "arrow-by-hand": { breaks: { arrowConfig: {} }, keeps: { arrowConfig: null } },
  "bdlora-overlap": {
    breaks: { useBdlora: { targetModulesBdA: ["up"], targetModulesBdB: ["up"] } },
    keeps: { useBdlora: { targetModulesBdA: ["down"], targetModulesBdB: ["up"] } },
  },
  "bdlora-unlisted": {
    breaks: { useBdlora: {} },
    keeps: { useBdlora: { matchStrict: false } },
  },
  "bdlora-both": {
    breaks: {
      targetModules: ["q_proj"],
      useBdlora: { targetModulesBdA: ["proj"], targetModulesBdB: ["q_proj"] },
    },
    keeps: {
      targetModules: ["q_proj", "o_proj"],
      useBdlora: { targetModulesBdA: ["o_proj"], targetModulesBdB: ["q_proj"] },
    },
  },
  "init-with-variant": {
    breaks: {
      initLoraWeights: "pissa",
      aloraInvocationTokens: [1],
      taskType: "CAUSAL_LM",
    },
    keeps: { initLoraWeights: "pissa", aloraInvocationTokens: null, taskType: "CAUSAL_LM" },
  },
  "bdlora-rank-indivisible": {
    breaks: {
      r: 8,
      rankPattern: { up: 6 },
      useBdlora: { nblocks: 4, targetModulesBdA: ["up", "down"] },
    },
    keeps: {
      r: 8,
      rankPattern: { up: 12 },
      useBdlora: { nblocks: 4, targetModulesBdA: ["up", "down"] },
    },
  },
  "qalora-needs-gptq": { breaks: { useQalora: true }, keeps: { useQalora: false } },

  "saved-as-string": { breaks: { modulesToSave: "lm_head" }, keeps: { modulesToSave: ["score"] } },
  "saved-as-string-with-head": {
    breaks: { modulesToSave: "score", taskType: "SEQ_CLS" },
    keeps: { modulesToSave: "score", taskType: "CAUSAL_LM" },
  },
  "saved-and-target": {
    breaks: { targetModules: ["q_proj", "score"], modulesToSave: ["score"] },
    keeps: { targetModules: ["q_proj"], modulesToSave: ["score"] },
  },
  "saved-ends-target": {
    breaks: { targetModules: ["q_proj"], modulesToSave: ["_proj"] },
    keeps: { targetModules: ["self_attn.q_proj"], modulesToSave: ["q_proj"] },
  },
  "saved-matches-many": {
    breaks: { modulesToSave: ["norm"] },
    keeps: { modulesToSave: ["model.norm"] },
  },
  "saved-embedding": {
    breaks: { modulesToSave: ["lm_head"] },
    keeps: { modulesToSave: ["classifier"] },
  },
  "saved-named-as-adapter": {
    breaks: { modulesToSave: ["default"] },
    keeps: { modulesToSave: ["default_head"] },
  },
  "tokens-repeated": {
    breaks: { trainableTokenIndices: { embed_tokens: [1, 1] } },
    keeps: { trainableTokenIndices: { embed_tokens: [1, 2] } },
  },
  "tokens-and-saved": {
    breaks: { trainableTokenIndices: { embed_tokens: [1] }, modulesToSave: ["embed_tokens"] },
    keeps: { trainableTokenIndices: { embed_tokens: [1] }, modulesToSave: ["score"] },
  },
  "tokens-saved-anyway": {
    breaks: { trainableTokenIndices: [1], modulesToSave: ["embed_tokens"] },
    keeps: { trainableTokenIndices: [1], modulesToSave: ["score"] },
  },
  "tokens-and-target": {
    breaks: { trainableTokenIndices: [1], targetModules: ["embed_tokens"] },
    keeps: { trainableTokenIndices: [1], targetModules: ["q_proj"] },
  },

  "parameters-unsupported": {
    breaks: { targetParameters: ["w"], targetModules: [], loraDropout: 0.1 },
    keeps: { targetParameters: ["w"], targetModules: [], loraDropout: 0 },
  },
  "parameters-of-target": {
    breaks: { targetModules: ["q_proj"], targetParameters: ["self_attn.q_proj.weight"] },
    keeps: { targetModules: ["q_proj"], targetParameters: ["experts.gate_up_proj"] },
  },
  "parameters-with-default-targets": {
    breaks: { targetParameters: ["w"] },
    keeps: { targetParameters: ["w"], targetModules: [] },
  },
  "parameters-not-filtered": {
    breaks: { targetParameters: ["w"], targetModules: [], layersToTransform: [1] },
    keeps: { targetParameters: [], targetModules: ["q_proj"], layersToTransform: [1] },
  },

  "rank-huge": { breaks: { r: 1025 }, keeps: { r: 1024 } },
  "inference-mode": { breaks: { inferenceMode: true }, keeps: { inferenceMode: false } },
  "megatron-core": {
    breaks: { megatronConfig: { hidden_size: 8 }, megatronCore: "core" },
    keeps: { megatronConfig: {}, megatronCore: "core" },
  },

  "adalora-total-step-missing": { breaks: ada({ totalStep: null }), keeps: ada({}) },
  "adalora-no-budgeting-phase": {
    breaks: ada({ tinit: 900 }),
    keeps: ada({ tinit: 899 }),
  },
  "adalora-target-rank-too-high": {
    breaks: ada({ initR: 8, targetR: 8 }),
    keeps: ada({ initR: 9, targetR: 8 }),
  },
  "adalora-last-phase-too-long": {
    breaks: ada({ tinit: -1, tfinal: 1000 }),
    keeps: ada({ tinit: -1, tfinal: 999 }),
  },
  "adalora-no-pruning-step": {
    breaks: ada({ tinit: 0, deltaT: 900 }),
    keeps: ada({ tinit: 0, deltaT: 899 }),
  },
  "adalora-final-pruning-missed": { breaks: ada({ tfinal: 0 }), keeps: ada({ tfinal: 1 }) },
  "adalora-with-dora": { breaks: ada({ useDora: true }), keeps: ada({ useDora: false }) },
  "adalora-with-loftq": {
    breaks: ada({ initLoraWeights: "loftq", loftqConfig: { loftqBits: 4 } }),
    keeps: ada({ initLoraWeights: true }),
  },
  "adalora-rank-ignored": { breaks: ada({ r: 16 }), keeps: ada({ initR: 16 }) },
  "adalora-field-ignored": { breaks: ada({ useRslora: true }), keeps: ada({ loraAlpha: 32 }) },
  "adalora-target-parameters": {
    breaks: ada({ targetParameters: ["w"] }),
    keeps: ada({ targetParameters: [] }),
  },
  "adalora-rank-pattern-by-hand": {
    breaks: ada({ rankPattern: { q_proj: 4 } }),
    keeps: ada({ rankPattern: { "q_proj.lora_E": [true, false, true] }, initR: 3, targetR: 2 }),
  },
  "adalora-without-task-type": {
    breaks: ada({ taskType: null }),
    keeps: ada({ taskType: "SEQ_CLS" }),
  },
  "adapter-name-invalid": {
    breaks: {},
    keeps: {},
    circumstances: { adapterName: "v1.2" },
  },
  "adapter-name-in-prefix": { breaks: {}, keeps: {}, circumstances: { adapterName: "lora" } },
};
