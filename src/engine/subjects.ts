import { isAllLinear } from "../finding/rule/names.ts";
import { isNonEmpty } from "../peft/change.ts";
import type { Subject, SubjectId } from "./engine-subject.ts";
import {
  findExtra,
  findInitOfBase,
  findMissing,
  findPadding,
  findRank,
  findRslora,
  findVariants,
  hasOwnRanks,
  initsOtherwise,
  initsPlainly,
  ofLora,
  saved,
  when,
} from "./feature-answers.ts";
import { adaptsQueriesAlone, isExpression, isPartial, targets } from "./module-answers.ts";
import {
  listTargets,
  merge,
  mergeUntied,
  otherAlpha,
  plainInit,
  port,
  servePeft,
} from "./remedy.ts";
import { scalingOf } from "./scaling-answers.ts";

/** Every feature that engines are asked about, in the order in which they are told. */
const rows: Readonly<Record<SubjectId, Omit<Subject, "id">>> = {
  adalora: {
    field: "peftType",
    label: "AdaLoRA",
    find: when(({ config }) => config.peftType === "ADALORA"),
    remedy: port,
  },
  dora: {
    field: "useDora",
    label: "`useDora`",
    find: when(({ config }) => config.useDora),
    remedy: merge,
  },
  rslora: {
    field: "useRslora",
    label: "`useRslora`",
    find: findRslora,
    remedy: otherAlpha,
  },
  "rank-pattern": {
    field: "rankPattern",
    label: "`rankPattern`",
    find: when(hasOwnRanks),
    remedy: port,
  },
  "alpha-pattern": {
    field: "alphaPattern",
    label: "`alphaPattern`",
    find: ofLora(({ alphaPattern, loraAlpha }) =>
      Object.values(alphaPattern).some((alpha) => alpha !== loraAlpha),
    ),
    remedy: port,
  },
  bias: {
    field: "bias",
    label: "trained biases",
    find: when(({ config }) => config.bias !== "none"),
    remedy: merge,
  },
  "lora-bias": {
    field: "loraBias",
    label: "`loraBias`",
    find: when(({ config }) => config.loraBias),
    remedy: merge,
  },
  "saved-embedding": {
    field: "modulesToSave",
    label: "`modulesToSave` with {names&}",
    find: saved("embedding"),
    remedy: merge,
  },
  "saved-head": {
    field: "modulesToSave",
    label: "`modulesToSave` with {names&}",
    find: saved("head"),
    remedy: merge,
  },
  "saved-norm": {
    field: "modulesToSave",
    label: "`modulesToSave` with {names&}",
    find: saved("norm"),
    remedy: merge,
  },
  tokens: {
    field: "trainableTokenIndices",
    label: "`trainableTokenIndices`",
    find: when(({ config }) => isNonEmpty(config.trainableTokenIndices)),
    remedy: merge,
  },
  "target-embedding": {
    field: "targetModules",
    label: "LoRA on embed_tokens",
    find: when((question) => targets(question, "embed_tokens")),
    remedy: mergeUntied,
  },
  "target-head": {
    field: "targetModules",
    label: "LoRA on lm_head",
    find: when((question) => targets(question, "lm_head")),
    remedy: mergeUntied,
  },
  "target-expression": {
    field: "targetModules",
    label: "a regular expression in `targetModules`",
    find: when(isExpression),
    remedy: listTargets,
  },
  "target-all-linear": {
    field: "targetModules",
    label: '`targetModules: "all-linear"`',
    find: when(({ config }) => isAllLinear(config.targetModules)),
    remedy: listTargets,
  },
  "partial-layers": {
    field: "layersToTransform",
    label: "an adapter on some layers only",
    find: (question) => {
      if (!isPartial(question)) return undefined;
      return question.config.layersToTransform === null ? { field: "targetModules" } : {};
    },
    remedy: merge,
  },
  "queries-alone": {
    field: "targetModules",
    label: "q_proj without v_proj",
    find: when(adaptsQueriesAlone),
    remedy: merge,
  },
  "target-parameters": {
    field: "targetParameters",
    label: "`targetParameters`",
    find: when(({ config }) => isNonEmpty(config.targetParameters ?? null)),
    remedy: merge,
  },
  alora: {
    field: "aloraInvocationTokens",
    label: "`aloraInvocationTokens`",
    find: when(({ config }) => isNonEmpty(config.aloraInvocationTokens ?? null)),
    remedy: "Serve the adapter with PEFT's PeftModel or with llama.cpp. It cannot be merged.",
  },
  replication: {
    field: "layerReplication",
    label: "`layerReplication`",
    find: when(({ config }) => isNonEmpty(config.layerReplication ?? null)),
    remedy: servePeft,
  },
  "init-of-base": {
    field: "initLoraWeights",
    label: "`initLoraWeights: {init}`",
    find: findInitOfBase,
    remedy: plainInit,
  },
  kasa: {
    field: "kasaConfig",
    label: "`kasaConfig`",
    find: ofLora(({ kasaConfig }) => kasaConfig !== null),
    remedy: merge,
  },
  "init-plain": {
    field: "initLoraWeights",
    label: "`initLoraWeights`",
    find: when(initsPlainly),
    remedy: merge,
  },
  "init-other": {
    field: "initLoraWeights",
    label: "`initLoraWeights`",
    find: when(initsOtherwise),
    remedy: merge,
  },
  variant: {
    field: "useBdlora",
    label: "{.variants}",
    find: findVariants,
    remedy: merge,
  },
  "fan-in-fan-out": {
    field: "fanInFanOut",
    label: "`fanInFanOut`",
    find: when(({ config }) => config.fanInFanOut),
    remedy: "Write `fanInFanOut: false`: PEFT saves the tensors the same way for both.",
  },
  "rank-limit": {
    field: "r",
    label: "rank {rank!}",
    find: findRank,
    remedy: merge,
    isLocal: true,
  },
  "rank-padding": {
    field: "r",
    label: "rank {rank!}",
    find: findPadding,
    remedy: port,
    isLocal: true,
  },
  scaling: {
    field: "loraAlpha",
    label: "`loraAlpha`",
    find: ofLora((config) => !config.useRslora && scalingOf(config) !== 1),
    remedy: port,
    isLocal: true,
  },
  "alpha-zero": {
    field: "loraAlpha",
    label: "`loraAlpha: 0`",
    find: when(({ config }) => config.loraAlpha === 0),
    remedy: "Leave the adapter out: its scaling is 0.",
    isLocal: true,
  },
  "alpha-fraction": {
    field: "loraAlpha",
    label: "a `loraAlpha` that is not an integer",
    find: when(({ config }) => !Number.isInteger(config.loraAlpha)),
    remedy: port,
  },
  "missing-keys": {
    field: "r",
    label: "a file without {.missing}",
    find: findMissing,
    remedy: "Write {.missing} into the file.",
  },
  "extra-keys": {
    field: "peftType",
    label: "{keys&}",
    find: findExtra,
    remedy: "Remove {keys&}.",
  },
  "pickled-weights": {
    field: "peftType",
    label: "{file!}",
    find: ({ weightsFile }) =>
      /\.(bin|pt|pth|ckpt)$/.test(weightsFile) ? { file: weightsFile } : undefined,
    remedy: "Save the adapter again with save_pretrained, which writes adapter_model.safetensors.",
  },
  format: {
    field: "peftType",
    label: "an adapter of PEFT",
    find: when(() => true),
    remedy: merge,
    isLocal: true,
  },
};

/** {@link rows} with their ids. */
export const subjects: readonly Subject[] = Object.entries(rows).map(([id, row]) => ({
  id,
  ...row,
}));
