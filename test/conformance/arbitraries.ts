import fc, { type Arbitrary, type MaybeWeightedArbitrary } from "fast-check";
import type { Input } from "./call.ts";

/** Values one field may have: `mild` ones that a careful user writes, `hostile` ones from an edge or beyond. */
interface Values {
  readonly mild: readonly unknown[];
  readonly hostile: readonly unknown[];
}

const values = (mild: readonly unknown[], hostile: readonly unknown[] = []): Values => ({
  mild,
  hostile,
});

const notBoolean = [null, 1, 0, "true"];
const notInteger = [null, true, 1.5, "8", Number.NaN, [4]];
const notNumber = [null, true, "0.1", Number.NaN, Number.POSITIVE_INFINITY, [0.1]];
const notText = [null, 7, true, ["a"]];
const boolean = values([true, false], notBoolean);

/** Text that an ASCII-only writer, a source writer and a sorter by code point must get right. */
const texts = [
  "main",
  "",
  "tiny/llama",
  "naïve – 模型",
  'a "quoted" \\ back',
  "it's",
  "line\nbreak\ttab\r",
  "\u0000\u0007\u001b\u007f\u0080\u2028\ufeff",
  "😀\ud83d",
  "$x {y} %s # \"\"\" '''",
];

/** The modules of the tiny Llama. */
const linear = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

const targets = values(
  [
    ["q_proj", "v_proj"],
    ["q_proj", "v_proj"],
    ["q_proj", "k_proj", "v_proj", "o_proj"],
    ["down_proj"],
    ["gate_proj", "up_proj", "down_proj"],
    ["model.layers.0.self_attn.q_proj"],
    ["self_attn.q_proj", "mlp.up_proj"],
    linear,
    "all-linear",
    ".*\\.(q|v)_proj",
    "model\\.layers\\.[01]\\.mlp\\..*_proj",
    null,
  ],
  [
    [],
    "",
    ["nowhere"],
    ["q_proj", "nowhere"],
    ["q_proj", "q_proj"],
    ["embed_tokens"],
    ["q_proj", "lm_head"],
    ["q_proj", "score"],
    ["all-linear"],
    "ALL-LINEAR",
    "all-linear ",
    ".*norm",
    "q_proj",
    "(",
    "[q_proj]",
    [".*q_proj"],
    ["q_proj", 7],
    [["q_proj"]],
    [""],
    7,
    true,
    { q_proj: true },
  ],
);

const patternKeys = [
  "q_proj",
  "^model\\.layers\\.0\\.self_attn\\.v_proj",
  ".*\\.(up|down)_proj",
  "model.layers.1.mlp.gate_proj",
];

const rankPattern = values(
  [
    {},
    ...patternKeys.map((key) => ({ [key]: 4 })),
    { q_proj: 2, v_proj: 16 },
    { "\ue000": 2, "😀": 4, Z: 6, a: 8 },
  ],
  [
    { q_proj: 0 },
    { q_proj: -2 },
    { q_proj: 1.5 },
    { q_proj: "4" },
    { q_proj: null },
    { q_proj: true },
    { q_proj: 3 },
    { "layers.1.self_attn.q_proj": 4, q_proj: 2 },
    { nowhere: 4 },
    { "": 4 },
    { "(": 4 },
    { "*": 4 },
    { q_proj$: 4 },
    { "model.layers.0.self_attn.q_proj.lora_E": [true, false] },
    null,
    "q_proj",
    [4],
  ],
);

const alphaPattern = values(
  [{}, ...patternKeys.map((key) => ({ [key]: 32 })), { q_proj: 0.5, v_proj: 16 }],
  [
    { q_proj: 0 },
    { q_proj: -8 },
    { q_proj: "16" },
    { q_proj: null },
    { "(": 16 },
    { nowhere: 16 },
    null,
    [16],
  ],
);

const tokens = [[0, 1, 2], [31], { embed_tokens: [1, 2] }, { "model.embed_tokens": [5] }];

/** The values of every field of LoraConfig. */
const loraValues: Readonly<Record<string, Values>> = {
  taskType: values(
    [
      "CAUSAL_LM",
      "CAUSAL_LM",
      "SEQ_CLS",
      "SEQ_2_SEQ_LM",
      "TOKEN_CLS",
      "QUESTION_ANS",
      "FEATURE_EXTRACTION",
      null,
    ],
    ["causal_lm", "", "CAUSAL", 7, true],
  ),
  autoMapping: values(
    [null, {}, { base_model_class: "Tiny", parent_library: "tiny.models" }],
    ["x", 7, []],
  ),
  peftVersion: values(["0.21.2", "0.18.0", "0.21.3.dev0@abc", null], [7, true]),
  baseModelNameOrPath: values([...texts, null], [7, true]),
  revision: values([...texts, null], [7, true]),
  inferenceMode: boolean,
  r: values([1, 2, 4, 8, 8, 12, 16, 32], [0, -1, -8, 3, 7, 15, 17, 256, ...notInteger]),
  targetModules: targets,
  excludeModules: values(
    [null, [], "", ["k_proj"], ["lm_head", "mlp.up_proj"], ".*\\.layers\\.1\\..*"],
    [["q_proj"], ["nowhere"], ".*", "(", "(?i", [7], 7, true],
  ),
  loraAlpha: values([1, 8, 16, 32, 64, 0.5, 16.5, 1e-5], [0, -4, 1e16, ...notNumber]),
  loraDropout: values([0, 0.05, 0.1, 0.5, 1e-7], [1, 1.5, -0.1, -1, 2, ...notNumber]),
  fanInFanOut: boolean,
  bias: values(["none", "all", "lora_only"], ["", "NONE", "lora", "foo_only", "_only", ...notText]),
  useRslora: boolean,
  modulesToSave: values(
    [null, [], ["lm_head"], ["embed_tokens"], ["norm"], ["classifier", "score"]],
    [
      ["q_proj"],
      ["self_attn"],
      ["proj"],
      ["nowhere"],
      ["layers"],
      ["default"],
      [""],
      ["("],
      ["lm_head", "lm_head"],
      ["model.layers.0.self_attn.q_proj"],
      "lm_head",
      "",
      [7],
      7,
      true,
    ],
  ),
  initLoraWeights: values(
    [
      true,
      false,
      "gaussian",
      "pissa",
      "pissa_niter_4",
      "olora",
      "orthogonal",
      "mica",
      "lora_ga",
      "eva",
    ],
    [
      "corda",
      "loftq",
      "Gaussian",
      "GAUSSIAN",
      "OLoRA",
      "PiSSA",
      "PISSA_niter_4",
      "MiCA",
      "EVA",
      "LoftQ",
      "Orthogonal",
      "pissa_niter_",
      "pissa_niter_x",
      "pissa_niter_-1",
      "pissa_niter_0",
      "pissa_niter_4_niter_2",
      "pissa_x",
      "pissaniter_4",
      "corda_x",
      "kaiming",
      "True",
      "",
      null,
      0,
      1,
      2,
      [],
    ],
  ),
  layersToTransform: values(
    [null, 0, 1, [0], [1], [0, 1]],
    [[], [1, 1], 5, [5], [0, 7], -1, [-1], 1.5, [0.5], "0", ["0"], true, [true]],
  ),
  layersPattern: values(
    [null, "layers", ["layers"], ["h", "layers"]],
    ["", [], "h", "q_proj", "(", ["("], "layers.", "l.*s", 7, [7]],
  ),
  rankPattern,
  alphaPattern,
  megatronConfig: values([null, {}], [{ tensor_model_parallel_size: 1 }, "x", 7, []]),
  megatronCore: values(["megatron.core"], ["megatron.other", "foo", ...texts, null, 7]),
  trainableTokenIndices: values(
    [null, ...tokens],
    [
      [],
      {},
      [-1],
      [32],
      [1, 1],
      [1.5],
      ["1"],
      { nowhere: [1] },
      { q_proj: [1] },
      { lm_head: [1] },
      { embed_tokens: 1 },
      "embed_tokens",
      7,
      true,
    ],
  ),
  useDora: boolean,
  aloraInvocationTokens: values(
    [null, [1, 2], [3], [30, 31]],
    [[], [-1], [1.5], ["1"], "1", 1, true],
  ),
  useQalora: boolean,
  qaloraGroupSize: values([1, 8, 16], [0, -1, ...notInteger]),
  layerReplication: values(
    [
      null,
      [[0, 2]],
      [
        [0, 1],
        [0, 2],
      ],
      [
        [0, 2],
        [1, 2],
      ],
    ],
    [
      [],
      [[0]],
      [[0, 1, 2]],
      [[1, 1]],
      [[1, 0]],
      [[-1, 2]],
      [[0, 9]],
      [[0.5, 1]],
      [["0", "1"]],
      [0, 2],
      "0-2",
      2,
    ],
  ),
  loraBias: boolean,
  targetParameters: values(
    [null, ["q_proj.weight"], ["mlp.up_proj.weight", "mlp.down_proj.weight"]],
    [[], ["nowhere"], ["weight"], ["norm.weight"], "q_proj.weight", [7], 7],
  ),
  ensureWeightTying: boolean,
};

/** The values of every field of the nested configs, by the field that holds them. */
const nestedValues: Readonly<Record<string, Readonly<Record<string, Values>>>> = {
  loftqConfig: {
    loftqBits: values([4, 8], [2, 3, 0, -4, ...notInteger]),
    loftqIter: values([1, 2, 5], [0, -1, ...notInteger]),
  },
  evaConfig: {
    rho: values([1, 1.5, 2, 3], [0.5, 0, -1, ...notNumber]),
    tau: values([0, 0.5, 0.99, 1], [-0.1, 1.1, ...notNumber]),
    useLabelMask: boolean,
    labelMaskValue: values([-100, 0, 5], notInteger),
    whiten: boolean,
    adjustScalingFactors: boolean,
  },
  cordaConfig: {
    cacheFile: values([null, "cache.pt", ...texts], [7]),
    covarianceFile: values([null, "covariance.pt", ...texts], [7]),
    cordaMethod: values(["ipm", "kpm"], ["IPM", "", "zz", ...notText]),
    verbose: boolean,
    useFloat16ForCovariance: boolean,
    pruneTemporaryFields: boolean,
  },
  loraGaConfig: {
    direction: values(["ArBr", "A2rBr", "ArB2r", "random"], ["arbr", "", ...notText]),
    scale: values(["stable", "weight_svd", "gd_scale", "unit"], ["Stable", "", ...notText]),
    stableGamma: values([1, 16, 64], [0, -1, ...notInteger]),
  },
  veloraConfig: {
    numGroups: values([1, 2, 4, 8, 16], [0, -1, 3, 64, ...notInteger]),
    scale: values([0.5, 1, 2], [0, -1, ...notNumber]),
    initType: values(
      ["batch_average", "batch_average_once", "random"],
      ["zeros", "", "Random", ...notText],
    ),
  },
  montecloraConfig: {
    numSamples: values([1, 4, 8], [0, -1, ...notInteger]),
    useEntropy: boolean,
    dirichletPrior: values([0.1, 1, 2], [0, -1, ...notNumber]),
    sampleScaler: values([1e-4, 1e-5, 0.5], [0, -1, ...notNumber]),
    klLossWeight: values([1e-5, 1e-6, 1], [0, -1, ...notNumber]),
    bufferSize: values([10, 150], [0, -1, ...notInteger]),
  },
  arrowConfig: {
    topK: values([1, 3], [0, -1, ...notInteger]),
    routerTemperature: values([0.5, 1], [0, -1, ...notNumber]),
    useGks: boolean,
    rngSeed: values([null, 0, 42], [1.5, "1"]),
  },
  useBdlora: {
    targetModulesBdA: values(
      [null, ["o_proj", "down_proj"], ["v_proj"]],
      [[], ["q_proj"], ["proj"], [""], "q_proj", [7]],
    ),
    targetModulesBdB: values(
      [null, ["q_proj"], ["q_proj", "k_proj", "gate_proj", "up_proj"]],
      [[], ["o_proj"], [""], "q_proj", [7]],
    ),
    nblocks: values([1, 2, 4], [0, -1, 3, 5, 64, ...notInteger]),
    matchStrict: boolean,
  },
  kasaConfig: {
    beta: values([0, 1e-4, 1], [-1e-4, -1, ...notNumber]),
    gamma: values([0, 1e-3, 1], [-1e-3, -1, ...notNumber]),
  },
  runtimeConfig: { ephemeralGpuOffload: boolean },
};

/** Values of a nested config's field that are no config. */
const notConfig = [7, "x", true, [], { unknownKey: 1 }];
const nullable = (field: string): boolean => field !== "runtimeConfig";

/** The values of the fields that AdaLoraConfig adds. */
const adaLoraValues: Readonly<Record<string, Values>> = {
  targetR: values([1, 2, 4, 8], [0, -1, 12, 13, 24, ...notInteger]),
  initR: values([9, 12, 16, 24], [0, -1, 1, 8, ...notInteger]),
  tinit: values([0, 1, 5, 10], [-1, -5, 99, 100, 1000, ...notInteger]),
  tfinal: values([0, 1, 5, 10], [-1, -5, 99, 100, 1000, ...notInteger]),
  deltaT: values([1, 2, 5, 10], [0, -1, -3, 1000, ...notInteger]),
  beta1: values([0.85, 0.5, 0.01], [0, 1, -0.1, 1.1, ...notNumber]),
  beta2: values([0.85, 0.5, 0.99], [0, 1, -0.1, 1.1, ...notNumber]),
  orthRegWeight: values([0, 0.5, 1, 1e-5], [-0.1, -1, ...notNumber]),
  totalStep: values([30, 100, 1000], [null, 0, -1, 1, 2, 10, 1.5, 100.5, true, "100", Number.NaN]),
};

/** Keys that are no fields, each near one that is. */
const unknownKeys: readonly Input[] = [
  { rank: 8 },
  { loraRank: 8 },
  { alpha: 16 },
  { targetModule: ["q_proj"] },
  { extra: null },
];

/** Settings of several fields that belong together. */
const recipes: readonly Input[] = [
  { initLoraWeights: "loftq", loftqConfig: { loftqBits: 4, loftqIter: 1 } },
  { initLoraWeights: "loftq", loftqConfig: {} },
  { initLoraWeights: "eva", evaConfig: {} },
  { initLoraWeights: "corda", cordaConfig: {} },
  { initLoraWeights: "corda", evaConfig: {} },
  { initLoraWeights: "eva", loftqConfig: { loftqBits: 8 } },
  { initLoraWeights: "lora_ga", loraGaConfig: {} },
  { initLoraWeights: "orthogonal", r: 4 },
  { initLoraWeights: "pissa", useRslora: true, rankPattern: { q_proj: 4 } },
  { initLoraWeights: "olora", useRslora: true, alphaPattern: { q_proj: 4 } },
  { targetModules: ["q_proj", "v_proj"], layersToTransform: [0], layersPattern: "layers" },
  { targetModules: ["q_proj", "v_proj"], layersToTransform: 1, layersPattern: ["layers"] },
  { targetModules: "all-linear", layersToTransform: [0] },
  { targetModules: ".*q_proj", layersPattern: "layers" },
  { targetModules: [], targetParameters: ["q_proj.weight"] },
  { targetModules: [], targetParameters: ["mlp.up_proj.weight"], loraDropout: 0.1 },
  { targetModules: ["v_proj"], targetParameters: ["q_proj.weight"] },
  {
    targetModules: ["q_proj", "o_proj"],
    useBdlora: { targetModulesBdA: ["o_proj"], targetModulesBdB: ["q_proj"], nblocks: 2 },
  },
  {
    targetModules: ["q_proj"],
    useBdlora: { targetModulesBdB: ["q_proj"], nblocks: 4, matchStrict: true },
  },
  { targetModules: ["embed_tokens", "q_proj"], ensureWeightTying: true },
  { targetModules: ["embed_tokens"] },
  { useDora: true, loraBias: true },
  { useDora: true, megatronConfig: { a: 1 } },
  { taskType: "CAUSAL_LM", aloraInvocationTokens: [1, 2] },
  { targetModules: "all-linear", taskType: "TOKEN_CLS" },
  { targetModules: "all-linear", taskType: "QUESTION_ANS", modulesToSave: ["qa_outputs"] },
  { targetModules: "all-linear", taskType: "SEQ_CLS" },
  { modulesToSave: ["embed_tokens"], trainableTokenIndices: { embed_tokens: [1] } },
];

export type Method = "LORA" | "ADALORA";

const partial = (values: readonly unknown[], name: string): Arbitrary<Input> =>
  fc.constantFrom(...values).map((value) => ({ [name]: value }));

const mildFields = (table: Readonly<Record<string, Values>>): Arbitrary<Input>[] =>
  Object.entries(table).map(([name, { mild }]) => partial(mild, name));

/** One field at one of its hostile values; those of another type than the mild ones are rarer. */
const hostileFields = (table: Readonly<Record<string, Values>>): MaybeWeightedArbitrary<Input>[] =>
  Object.entries(table).flatMap(([name, { mild, hostile }]) => {
    const types = new Set(mild.map(typeOf));
    const groups = [
      { weight: 4, values: hostile.filter((value) => types.has(typeOf(value))) },
      { weight: 1, values: hostile.filter((value) => !types.has(typeOf(value))) },
    ];
    return groups
      .filter(({ values }) => values.length > 0)
      .map(({ weight, values }) => ({ weight, arbitrary: partial(values, name) }));
  });

const typeOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "list" : typeof value;

const merged = (parts: readonly Input[]): Input => Object.assign({}, ...parts);

/** A nested config with some of its fields set. */
const nestedMild = Object.entries(nestedValues).map(([field, table]) =>
  fc
    .array(fc.oneof(...mildFields(table)), { maxLength: 3 })
    .map((parts): Input => ({ [field]: merged(parts) })),
);

/** A nested config with one hostile value, or something that is no config in its place. */
const nestedHostile = Object.entries(nestedValues).map(([field, table]) =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.oneof(...hostileFields(table)).map((part): Input => ({ [field]: part })),
    },
    { weight: 1, arbitrary: partial(nullable(field) ? notConfig : [null, ...notConfig], field) },
  ),
);

const ownValues = (method: Method) =>
  method === "LORA" ? loraValues : { ...loraValues, ...adaLoraValues };

/** A setting a careful user makes. */
const mildSetting = (method: Method): Arbitrary<Input> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.oneof(...mildFields(ownValues(method))) },
    { weight: 1, arbitrary: fc.oneof(...nestedMild) },
    { weight: 1, arbitrary: fc.constantFrom(...recipes) },
    ...(method === "ADALORA"
      ? [{ weight: 2, arbitrary: fc.oneof(...mildFields(adaLoraValues)) }]
      : []),
  );

/** A setting with one value at an edge or beyond. */
const hostileSetting = (method: Method): Arbitrary<Input> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...hostileFields(ownValues(method))) },
    { weight: 4, arbitrary: fc.oneof(...nestedHostile) },
    { weight: 1, arbitrary: fc.constantFrom(...unknownKeys) },
    ...(method === "ADALORA"
      ? [{ weight: 5, arbitrary: fc.oneof(...hostileFields(adaLoraValues)) }]
      : []),
  );

/** The least that works on the tiny Llama. */
const base = (method: Method): Arbitrary<Input> =>
  method === "LORA"
    ? partial(targets.mild, "targetModules").map((part) => ({ peftType: "LORA", ...part }))
    : fc
        .tuple(partial(targets.mild, "targetModules"), fc.constantFrom(30, 100, 1000))
        .map(([part, totalStep]) => ({ peftType: "ADALORA", ...part, totalStep }));

const settings = (
  setting: Arbitrary<Input>,
  minLength: number,
  maxLength: number,
): Arbitrary<Input> => fc.array(setting, { minLength, maxLength }).map(merged);

const overlaid = (...layers: readonly Arbitrary<Input>[]): Arbitrary<Input> =>
  fc.tuple(...layers).map(merged);

const method = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Method>("LORA") },
  { weight: 2, arbitrary: fc.constant<Method>("ADALORA") },
);

/** A config as careful users write them: up to six settings. */
export const mildConfig: Arbitrary<Input> = method.chain((name) =>
  overlaid(base(name), settings(mildSetting(name), 0, 6)),
);

/** A mild config with exactly one hostile setting. */
export const mutatedConfig: Arbitrary<Input> = method.chain((name) =>
  overlaid(base(name), settings(mildSetting(name), 0, 2), hostileSetting(name)),
);

/** Two settings of any kind on an otherwise bare config. */
export const pairedConfig: Arbitrary<Input> = method.chain((name) =>
  overlaid(base(name), settings(fc.oneof(mildSetting(name), hostileSetting(name)), 2, 2)),
);

/** All populations, as the verdicts need them. */
export const anyConfig: Arbitrary<Input> = fc.oneof(
  { weight: 4, arbitrary: mildConfig },
  { weight: 3, arbitrary: mutatedConfig },
  { weight: 3, arbitrary: pairedConfig },
);

/** A config for its text: many settings at once, all fields and all nested configs. */
export const richConfig: Arbitrary<Input> = method.chain((name) =>
  overlaid(base(name), settings(mildSetting(name), 0, 14)),
);

/** An AdaLoRA schedule with a budgeting phase, and a number of modules. */
export const scheduleCase: Arbitrary<{ readonly input: Input; readonly modules: number }> = fc
  .record({
    targetR: fc.integer({ min: 1, max: 64 }),
    above: fc.integer({ min: 1, max: 300 }),
    tinit: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1500 })),
    window: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1500 })),
    tfinal: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 800 })),
    deltaT: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 2000 })),
    modules: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 600 })),
  })
  .map(({ targetR, above, tinit, window, tfinal, deltaT, modules }) => ({
    input: {
      peftType: "ADALORA",
      targetModules: ["q_proj"],
      targetR,
      initR: targetR + above,
      tinit,
      tfinal,
      deltaT,
      totalStep: tinit + window + tfinal,
    },
    modules,
  }));

const singles = (table: Readonly<Record<string, Values>>): Input[] =>
  Object.entries(table).flatMap(([name, { mild, hostile }]) =>
    [...mild, ...hostile].map((value) => ({ [name]: value })),
  );

const nestedSingles: readonly Input[] = Object.entries(nestedValues).flatMap(([field, table]) => [
  ...singles(table).map((part) => ({ [field]: part })),
  ...[{}, null, ...notConfig].map((value) => ({ [field]: value })),
]);

/** Every listed value of every field, and every recipe, once for each method on its least config. */
export function everySetting(): readonly Input[] {
  const bases: Readonly<Record<Method, Input>> = {
    LORA: { peftType: "LORA", targetModules: ["q_proj", "v_proj"] },
    ADALORA: { peftType: "ADALORA", targetModules: ["q_proj", "v_proj"], totalStep: 100 },
  };
  return (["LORA", "ADALORA"] as const).flatMap((name) =>
    [...singles(ownValues(name)), ...nestedSingles, ...recipes, ...unknownKeys].map((setting) => ({
      ...bases[name],
      ...setting,
    })),
  );
}

/** The names of all fields that some generated config sets, for a check that none was forgotten. */
export function generatedFields(): Readonly<Record<string, readonly string[]>> {
  const nested = Object.entries(nestedValues).map(
    ([field, table]) => [field, Object.keys(table)] as const,
  );
  return {
    ...Object.fromEntries(nested),
    LORA: [...Object.keys(loraValues), ...Object.keys(nestedValues)],
    ADALORA: [
      ...Object.keys(loraValues),
      ...Object.keys(nestedValues),
      ...Object.keys(adaLoraValues),
    ],
  };
}
