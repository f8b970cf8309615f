import type { AdaLoraConfig, LoftQConfig, LoraConfig } from "./types.ts";

/** The task of a config. */
export type TaskType = NonNullable<LoraConfig["taskType"]>;

/** The sub-configs, of which a builder takes any part. */
type SubConfigField =
  | "loftqConfig"
  | "evaConfig"
  | "cordaConfig"
  | "loraGaConfig"
  | "veloraConfig"
  | "montecloraConfig"
  | "useBdlora"
  | "arrowConfig"
  | "kasaConfig"
  | "runtimeConfig";

/** The sub-configs and switches that turn a variant of LoRA on. */
type VariantField =
  | "useDora"
  | "veloraConfig"
  | "aloraInvocationTokens"
  | "montecloraConfig"
  | "useBdlora"
  | "arrowConfig"
  | "kasaConfig";

type Part<Value> = Value extends object
  ? { readonly [Field in keyof Value]?: Value[Field] | undefined }
  : Value;

/** Every field as a builder takes it, before combinations are looked at. */
type Fields<Config> = {
  readonly [Field in keyof Config]?:
    | (Field extends SubConfigField
        ? Part<Config[Field]>
        : Field extends "modulesToSave"
          ? Exclude<Config[Field], string>
          : Config[Field])
    | undefined;
};

type LoraFields = Fields<LoraConfig>;

/** Fields that are absent, or say that they are off. */
type Off<Name extends keyof LoraFields> = {
  readonly [Field in Name]?: Extract<LoraFields[Field], null | false | undefined>;
};

type On<Name extends keyof LoraFields> = {
  readonly [Field in Name]: NonNullable<LoraFields[Field]>;
};

type NameList = Extract<LoraConfig["targetModules"], readonly unknown[]>;

/** A string targetModules names its layers itself; a layersPattern needs layers to count. */
type Targeting =
  | (Pick<LoraFields, "targetModules"> & Off<"layersToTransform" | "layersPattern">)
  | ({ readonly targetModules?: NameList | null | undefined } & On<"layersToTransform"> &
      Pick<LoraFields, "layersPattern">);

/** The schemes that need nothing beside them. */
type SimpleInit =
  | "gaussian"
  | "eva"
  | "olora"
  | "pissa"
  | `pissa_niter_${number}`
  | "corda"
  | "orthogonal"
  | "lora_ga";

/** LoftQ needs its config, and a loraBias a boolean initialisation. */
type Init =
  | ({ readonly initLoraWeights?: boolean | undefined } & Pick<
      LoraFields,
      "loraBias" | "loftqConfig"
    >)
  | ({ readonly initLoraWeights: SimpleInit } & Off<"loraBias"> & Pick<LoraFields, "loftqConfig">)
  | ({
      readonly initLoraWeights: "loftq";
      readonly loftqConfig: Part<LoftQConfig>;
    } & Off<"loraBias">);

/** MiCA is an initialisation and a variant in one. */
type Mica = { readonly initLoraWeights: "mica" } & Off<"loraBias" | VariantField> &
  Pick<LoraFields, "loftqConfig" | "megatronConfig">;

type Dora = { readonly useDora: boolean } & Off<
  Exclude<VariantField, "useDora"> | "megatronConfig" | "loraBias"
> &
  Init;

type OtherVariant = Exclude<VariantField, "useDora">;

/** At most one variant. */
type Variant =
  | (Off<VariantField> & Pick<LoraFields, "megatronConfig"> & Init)
  | Mica
  | Dora
  | {
      [Field in OtherVariant]: On<Field> &
        Off<Exclude<VariantField, Field>> &
        Pick<LoraFields, "megatronConfig"> &
        Init;
    }[OtherVariant];

type Combined =
  | VariantField
  | "peftType"
  | "targetModules"
  | "layersToTransform"
  | "layersPattern"
  | "megatronConfig"
  | "initLoraWeights"
  | "loraBias"
  | "loftqConfig";

type FreeLoraFields = Omit<LoraFields, Combined> & { readonly peftType?: "LORA" | undefined };

/**
 * What `loraConfig` takes: any fields of {@link LoraConfig}, in the combinations PEFT accepts.
 * What is absent or `undefined` has PEFT's default.
 */
export type LoraConfigInput = FreeLoraFields & Targeting & Variant;

/** What `doraConfig` takes: no other variant, no Megatron, no loraBias. */
export type DoraConfigInput = FreeLoraFields &
  Targeting &
  Omit<Dora, "useDora"> & {
    readonly useDora?: true | undefined;
  };

/** What AdaLoRA ignores or refuses. */
type NotAdaLora =
  | Exclude<
      Combined,
      | "peftType"
      | "targetModules"
      | "layersToTransform"
      | "layersPattern"
      | "megatronConfig"
      | "initLoraWeights"
    >
  | "r"
  | "useRslora"
  | "rankPattern"
  | "alphaPattern"
  | "evaConfig"
  | "cordaConfig"
  | "loraGaConfig"
  | "useQalora"
  | "qaloraGroupSize"
  | "targetParameters";

/** What `adaLoraConfig` takes: `totalStep` always, and nothing that AdaLoRA ignores. */
export type AdaLoraConfigInput = Omit<
  Fields<AdaLoraConfig>,
  NotAdaLora | Combined | "totalStep"
> & {
  readonly [Field in NotAdaLora]?: never;
} & {
  readonly peftType?: "ADALORA" | undefined;
  readonly initLoraWeights?: boolean | undefined;
  /** Optimiser steps of the whole training: epochs × examples ÷ effective batch size. */
  readonly totalStep: number;
} & Pick<LoraFields, "megatronConfig"> &
  Targeting;
