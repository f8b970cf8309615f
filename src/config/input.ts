import type { initNames } from "../field/lora.ts";
import type { AdaLoraConflict, LoraConflict } from "./conflict.ts";
import type { AdaLoraConfig, LoraConfig, SubConfigField } from "./types.ts";

/** The task of a config. */
export type TaskType = NonNullable<LoraConfig["taskType"]>;

/** Any part of an object. The empty one is a part of every other. */
type Part<Value> =
  Value extends Readonly<Record<string, never>>
    ? never
    : Value extends object
      ? PartOf<Value>
      : Value;

/** Under a name of its own, which messages show in place of all fields. */
type PartOf<Value extends object> = {
  readonly [Field in keyof Value]?: Value[Field] | undefined;
};

/** The schemes of initialisation that PEFT implements. */
type Scheme = (typeof initNames)[number] | `pissa_niter_${number}`;

/** The fields of a config, each as a builder takes it. What is absent or undefined has PEFT's default. */
type Fields<Config> = {
  readonly [Field in keyof Config]?:
    | (Field extends SubConfigField
        ? Part<Config[Field]>
        : Field extends "initLoraWeights"
          ? boolean | Scheme
          : Field extends "modulesToSave"
            ? Exclude<Config[Field], string>
            : Config[Field])
    | undefined;
};

/** What `loraConfig` takes: any fields of {@link LoraConfig}. */
export interface LoraConfigInput extends Fields<LoraConfig> {}

/** What `doraConfig` takes: as {@link LoraConfigInput}; it turns `useDora` on itself. */
export interface DoraConfigInput extends Fields<LoraConfig> {}

/** What `adaLoraConfig` takes: `totalStep` always. */
export interface AdaLoraConfigInput extends Omit<Fields<AdaLoraConfig>, "totalStep"> {
  /** Optimiser steps of the whole training: epochs × examples ÷ effective batch size. */
  readonly totalStep: number;
}

/** {@link LoraConfigInput} to fill in step by step. */
export type LoraConfigFields = {
  -readonly [Field in keyof LoraConfigInput]: LoraConfigInput[Field];
};

/** {@link AdaLoraConfigInput} to fill in step by step; `totalStep` may still be missing. */
export type AdaLoraConfigFields = {
  -readonly [Field in keyof AdaLoraConfigInput]?: AdaLoraConfigInput[Field] | undefined;
};

/** The keys of an input, or of a sub-config in it, that are not fields. */
type UnknownKey<Input, Target> =
  | Exclude<keyof Input, keyof Target>
  | {
      [Field in keyof Input & keyof Target & SubConfigField]: [NonNullable<Input[Field]>] extends [
        never,
      ]
        ? never
        : Exclude<keyof NonNullable<Input[Field]>, keyof NonNullable<Target[Field]>>;
    }[keyof Input & keyof Target & SubConfigField];

/** The fields that a config may hold more in than one writes, where the input is a config's own. */
type WideField<Input> = {
  [Field in keyof Input & ("initLoraWeights" | "modulesToSave")]: string extends Input[Field]
    ? Field
    : never;
}[keyof Input & ("initLoraWeights" | "modulesToSave")];

/** What a config holds in its wide fields. */
type Widened<Input, Target, Config> = [WideField<Input>] extends [never]
  ? Target
  : Omit<Target, WideField<Input>> & {
      readonly [Field in WideField<Input> & keyof Config]?: Config[Field] | undefined;
    };

declare const unknownKey: unique symbol;

/** A field that an input cannot hold, and why. */
type Reason = readonly [field: string, reason: string];

/**
 * What an input must be: of the target's fields, and without conflicts. A generic builder names it as
 * the constraint of its input. Where that fails, TypeScript compares the literal with the constraint
 * itself, so that a misspelt key is answered with "Did you mean", and a conflict by its own words.
 */
type Valid<Input, Target, Config, Conflict extends Reason> = [UnknownKey<Input, Target>] extends [
  never,
]
  ? [Conflict] extends [never]
    ? Widened<Input, Target, Config>
    : Omit<Target, Conflict[0]> & { readonly [Each in Conflict as Each[0]]: Each[1] }
  : string extends keyof Input
    ? NamedFields
    : Target & { readonly [unknownKey]: UnknownKey<Input, Target> };

/** What a record of any keys is not: it could hold anything. */
interface NamedFields {
  readonly [unknownKey]: never;
}

/**
 * The keys of a target without its values. A builder's input is of this type too, so that an editor
 * shows what each key means: of a parameter's own type it knows the literal alone.
 */
export type Documented<Target> = { readonly [Field in keyof Target]?: unknown };

/** A constraint that `loraConfig` has for its input. */
export type ValidLora<Input> = Valid<Input, LoraConfigInput, LoraConfig, LoraConflict<Input>>;

/** A constraint for an input that selects layers in its own way. */
export type ValidSelective<Input, Target> = Valid<
  Input,
  Target,
  LoraConfig,
  Exclude<LoraConflict<Input>, readonly ["layersPattern", string]>
>;

/** A constraint that `doraConfig` has for its input. */
export type ValidDora<Input> = Valid<
  Input,
  DoraConfigInput,
  LoraConfig,
  LoraConflict<WithDora<Input>> | DoraOff<Input>
>;

/** An input with DoRA on. The condition waits for the input, where an intersection would be circular. */
type WithDora<Input> = [Input] extends [{ readonly useDora: false }]
  ? Input
  : Input & { readonly useDora: true };

type DoraOff<Input> = [Input] extends [{ readonly useDora: false }]
  ? readonly ["useDora", "doraConfig turns useDora on"]
  : never;

/** A constraint for an input that is for DoRA unless `useDora` is in it. */
export type ValidRecommended<Input, Target> = Valid<
  Input,
  Target,
  LoraConfig,
  LoraConflict<"useDora" extends keyof Input ? Input : WithDora<Input>>
>;

/** A constraint that `adaLoraConfig` has for its input. */
export type ValidAdaLora<Input> = Valid<
  Input,
  AdaLoraConfigInput,
  AdaLoraConfig,
  AdaLoraConflict<Input> | IgnoredRank<Input>
>;

/** AdaLoRA's rank is initR. */
type IgnoredRank<Input> = [Input] extends [{ readonly r: infer Rank extends number }]
  ? number extends Rank
    ? never
    : readonly ["r", "AdaLoRA ignores r: its rank is initR"]
  : never;
