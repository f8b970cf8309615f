import type { Input } from "./call.ts";

/** A config about which some release of PEFT had another opinion, or might have had. */
export interface ReleaseCase {
  readonly name: string;
  readonly input: Input;
  /** We refuse it for releases that train the same on the tiny Llama, and something else elsewhere. */
  readonly elsewhere?: true;
}

const lora = (name: string, input: Input, elsewhere?: true): ReleaseCase => ({
  name,
  input: { peftType: "LORA", targetModules: ["q_proj", "v_proj"], ...input },
  ...(elsewhere && { elsewhere }),
});

const ada = (name: string, input: Input): ReleaseCase => ({
  name,
  input: { peftType: "ADALORA", targetModules: ["q_proj", "v_proj"], totalStep: 100, ...input },
});

const keys = [
  "q_proj",
  "self_attn.q_proj",
  "model.layers.1.self_attn.q_proj",
  "^model\\.layers\\.1\\.self_attn\\.q_proj",
  "q_proj|v_proj",
  "(q|v)_proj",
  "[^l].*_proj",
  "layers\\.[01]\\..*q_proj",
  "model\\.layers\\.1\\..*",
  ".*\\.q_proj",
  "\\Amodel.layers.0.self_attn.q_proj",
];

/** One case for each thing that changed, and its neighbours that did not. */
export const releaseCases: readonly ReleaseCase[] = [
  lora("plain", { r: 4, loraAlpha: 32 }),
  lora("dropout", { loraDropout: 0.1 }),
  lora("alpha, a fraction", { loraAlpha: 12.5 }),
  lora("bias all", { bias: "all" }),
  lora("bias lora_only", { bias: "lora_only" }),
  lora("fan in, fan out", { fanInFanOut: true }),
  lora("inference mode", { inferenceMode: true }),
  lora("inference mode, modules to save", { inferenceMode: true, modulesToSave: ["lm_head"] }),
  lora("modules to save", { modulesToSave: ["lm_head"] }),
  lora("a module to save and adapt", { modulesToSave: ["q_proj"] }),
  lora("task CAUSAL_LM", { taskType: "CAUSAL_LM" }),
  lora("task SEQ_CLS", { taskType: "SEQ_CLS" }),
  lora("task TOKEN_CLS", { taskType: "TOKEN_CLS" }),
  lora("task FEATURE_EXTRACTION", { taskType: "FEATURE_EXTRACTION" }),
  lora("targets, a pattern", { targetModules: ".*\\.(q|v)_proj" }),
  lora("targets, a bare ending", { targetModules: ["proj", "lm_head"] }),
  lora("targets, all linear", { targetModules: "all-linear", taskType: "CAUSAL_LM" }),
  lora("targets, all linear, SEQ_CLS", { targetModules: "all-linear", taskType: "SEQ_CLS" }),
  lora("targets, an embedding", { targetModules: ["q_proj", "embed_tokens"] }),
  lora("exclude", { excludeModules: ["v_proj"] }),
  lora("layers", { layersToTransform: [1] }, true),
  lora("layers of experts", { targetModules: ["w1"], layersToTransform: [1] }, true),
  lora("layers of experts, pattern", {
    targetModules: ["w1"],
    layersToTransform: [1],
    layersPattern: "layers",
  }),
  lora("layers, pattern", { layersToTransform: [0, 1], layersPattern: "layers" }),
  lora("layers, patterns", { layersToTransform: [1], layersPattern: ["h", "layers"] }),
  lora("layer 0", { layersToTransform: 0 }, true),
  lora("layer 0, pattern", { layersToTransform: 0, layersPattern: "layers" }),
  lora("layer [0], pattern", { layersToTransform: [0], layersPattern: "layers" }),
  lora("no layers", { layersToTransform: [] }),
  lora("no layers, pattern", { layersToTransform: [], layersPattern: "layers" }),
  lora("layers, empty pattern", { layersToTransform: [1], layersPattern: "" }, true),
  lora("layers, no patterns", { layersToTransform: [1], layersPattern: [] }, true),
  lora("layers and a whole name", {
    targetModules: ["q_proj", "lm_head"],
    layersToTransform: [1],
    layersPattern: "layers",
  }),
  ...keys.flatMap((key) => [
    lora(`rank of ${key}`, { rankPattern: { [key]: 4 } }),
    lora(`alpha of ${key}`, { alphaPattern: { [key]: 32 } }),
  ]),
  lora("rank and alpha of one key", { rankPattern: { q_proj: 4 }, alphaPattern: { q_proj: 32 } }),
  lora("rank and alpha apart", { rankPattern: { q_proj: 4 }, alphaPattern: { v_proj: 32 } }),
  lora("rank of more, alpha of less", {
    rankPattern: { q_proj: 4 },
    alphaPattern: { "layers.1.self_attn.q_proj": 32 },
  }),
  lora("rank of less, alpha of more", {
    rankPattern: { "layers.1.self_attn.q_proj": 4 },
    alphaPattern: { q_proj: 32 },
  }),
  ...[false, "gaussian", "pissa", "pissa_niter_4", "olora", "orthogonal", "mica"].map(
    (initLoraWeights) => lora(`init ${initLoraWeights}`, { r: 4, initLoraWeights }),
  ),
  // Without gradients it starts as plain LoRA does, so that releases before 0.7 do the same.
  lora("init lora_ga", { initLoraWeights: "lora_ga" }, true),
  lora("init eva", { initLoraWeights: "eva", evaConfig: { rho: 1.5 } }),
  lora("LoftQ config null", { loftqConfig: null }),
  lora("rsLoRA", { useRslora: true }),
  lora("DoRA", { useDora: true }),
  lora("DoRA with dropout", { useDora: true, loraDropout: 0.1 }),
  lora("DoRA, an embedding", { useDora: true, targetModules: ["q_proj", "embed_tokens"] }),
  lora("replication", {
    layerReplication: [
      [0, 2],
      [1, 2],
    ],
  }),
  lora("tokens", { trainableTokenIndices: [1, 2] }),
  lora("LoRA bias", { loraBias: true }),
  lora("QA-LoRA", { useQalora: true, qaloraGroupSize: 8 }),
  lora("parameters", { targetModules: [], targetParameters: ["gate_proj.weight"] }),
  lora("aLoRA", { aloraInvocationTokens: [5], taskType: "CAUSAL_LM" }),
  lora("BD-LoRA", {
    useBdlora: { targetModulesBdA: ["q_proj"], targetModulesBdB: ["v_proj"], nblocks: 2 },
  }),
  lora("BD-LoRA, one block", {
    useBdlora: { targetModulesBdA: ["q_proj"], targetModulesBdB: ["v_proj"] },
  }),
  lora("VeLoRA", { veloraConfig: { numGroups: 8 } }),
  lora("MonteCLoRA", { montecloraConfig: { sampleScaler: 0 } }),
  lora("KaSA", { kasaConfig: {} }),
  lora("weight tying", { ensureWeightTying: true }),
  lora(
    "weight tying, an embedding",
    { targetModules: ["q_proj", "embed_tokens"], ensureWeightTying: true },
    true,
  ),
  lora("inference mode, tokens", { inferenceMode: true, trainableTokenIndices: [1] }),
  ada("AdaLoRA", {}),
  ada("AdaLoRA with dropout", { loraDropout: 0.1 }),
  ada("AdaLoRA, schedule", { tinit: 10, tfinal: 20, deltaT: 5, loraDropout: 0.1 }),
  ada("AdaLoRA, alpha and ranks", { loraAlpha: 16, initR: 6, targetR: 3, loraDropout: 0.1 }),
  ada("AdaLoRA, init false", { initLoraWeights: false, loraDropout: 0.1 }),
  ada("AdaLoRA, bias lora_only", { bias: "lora_only", loraDropout: 0.1 }),
  ada("AdaLoRA, modules to save", { modulesToSave: ["lm_head"], loraDropout: 0.1 }),
  ada("AdaLoRA, layer 0, pattern", { layersToTransform: 0, layersPattern: "layers" }),
  ada("AdaLoRA, layer [1], pattern", { layersToTransform: [1], layersPattern: "layers" }),
  ada("AdaLoRA, all linear", { targetModules: "all-linear", taskType: "CAUSAL_LM" }),
  ada("AdaLoRA, exclude", { excludeModules: ["v_proj"] }),
  ada("AdaLoRA, CAUSAL_LM", { taskType: "CAUSAL_LM", loraDropout: 0.1 }),
];
