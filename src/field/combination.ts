import type { PeftType } from "./base.ts";
import type { Operation, PythonException, Stage } from "./stage.ts";

/**
 * A question about the value of one field. Checks, types and JSON Schema are made from it.
 *
 * - `on`: it turns something on: true, a config, a list or an object that is not empty.
 * - `given`: it is not null. `text`: it is a string. `changed`: it is not the default.
 * - `named`: it is neither a boolean nor a number, as Python treats numbers as booleans.
 * - a list: it is one of these words; `"pissa*"` stands for all that begin with `pissa`.
 */
export interface Condition {
  readonly field: string;
  readonly is: "on" | "given" | "text" | "changed" | "named" | readonly string[];
  /** A word that is excepted from the condition. */
  readonly but?: string;
}

/** Fields that stand side by side, and what PEFT makes of it. The comment has the source in PEFT. */
interface Row {
  readonly code: string;
  readonly stage: Stage;
  readonly raises?: PythonException;
  readonly by?: Operation;
  /** The one class it holds for. */
  readonly of?: PeftType;
  /** What the row is about, and where a finding is. */
  readonly field: Condition;
}

/** A field that cannot stand beside another. */
export interface Exclusion extends Row {
  readonly excludes: Condition;
  /** Why, to follow "cannot be combined". */
  readonly because?: string;
}

/** A field that needs another. */
export interface Need extends Row {
  readonly needs: Condition;
  /** A value for the other that heals. */
  readonly write: unknown;
  /** What PEFT does without it, where it does not raise. */
  readonly effect?: string;
  /** Whether the finding is about the field that is missing. */
  readonly isAtNeeded?: true;
}

/** A field that PEFT ignores unless another stands beside it. */
export interface Dependence extends Row {
  readonly ignoredWithout: Condition;
}

/** A row of {@link combinations}; one of none of these forms is about a field that its class lacks. */
export type Combination = Exclusion | Need | Dependence | (Row & { readonly of: PeftType });

/** A row of any form, for whoever reads them all. */
export type AnyCombination = Row & Partial<Omit<Exclusion & Need & Dependence, keyof Row>>;

const on = (field: string): Condition => ({ field, is: "on" });
const given = (field: string): Condition => ({ field, is: "given" });
const text = (field: string): Condition => ({ field, is: "text" });
const init = (...is: readonly string[]): Condition => ({ field: "initLoraWeights", is });

/**
 * What turns a variant of LoRA on, in the order in which PEFT documents them. MiCA is an
 * initialisation and a variant in one.
 */
export const variants: readonly Condition[] = [
  on("useDora"),
  on("veloraConfig"),
  on("aloraInvocationTokens"),
  on("montecloraConfig"),
  on("useBdlora"),
  on("arrowConfig"),
  on("kasaConfig"),
  init("mica"),
];

/**
 * A layer supports one variant of LoRA.
 * @breaks { useDora: true, kasaConfig: {} }
 * @keeps { useDora: true, initLoraWeights: "olora" }
 * @see peft/tuners/lora/layer.py LoraLayer.resolve_lora_variant
 */
const variantExclusion = {
  code: "variants-exclusive",
  stage: "injection",
  raises: "ValueError",
  of: "LORA",
  because: ", since a layer supports one LoRA variant",
} as const;

/**
 * What adapts a parameter has no dropout, bias, variant or weight-based initialisation.
 * @breaks { targetParameters: ["w"], targetModules: [], loraDropout: 0.1 }
 * @keeps { targetParameters: ["w"], targetModules: [], loraDropout: 0 }
 * @see peft/tuners/lora/layer.py ParamWrapper.__init__
 * @remarks PEFT notices only if a parameter matches.
 */
const parameterExclusion = {
  code: "parameters-unsupported",
  stage: "injection",
  raises: "Exception",
  of: "LORA",
  excludes: on("targetParameters"),
} as const;

/**
 * Fields that AdaLoRA never reads are left at their default.
 * @breaks adalora { useRslora: true }
 * @keeps adalora { loraAlpha: 32 }
 * @see peft/tuners/adalora/layer.py AdaLoraLayer.update_layer
 */
const ignoredByAdaLora = {
  code: "adalora-field-ignored",
  stage: "silent",
  of: "ADALORA",
} as const;

/** Every combination of fields that PEFT refuses or ignores, whatever the model. */
export const combinations: readonly Combination[] = [
  /**
   * A string in `targetModules` names its layers itself: it cannot be combined with `layersToTransform`.
   * @breaks { targetModules: ".*q_proj", layersToTransform: [] }
   * @keeps { targetModules: ["q_proj"], layersToTransform: [1] }
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "layers-with-target-string",
    stage: "construction",
    raises: "ValueError",
    field: given("layersToTransform"),
    excludes: text("targetModules"),
  },
  /**
   * A string in `targetModules` names its layers itself: it cannot be combined with `layersPattern`.
   * @breaks { targetModules: ".*q_proj", layersPattern: "" }
   * @keeps { targetModules: ".*q_proj", layersPattern: null }
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "layers-pattern-with-target-string",
    stage: "construction",
    raises: "ValueError",
    field: given("layersPattern"),
    excludes: text("targetModules"),
  },
  /**
   * `layersPattern` comes with `layersToTransform`, whose numbers it counts.
   * @breaks { layersPattern: "layers" }
   * @keeps { layersPattern: "layers", layersToTransform: 0 }
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "layers-pattern-alone",
    stage: "construction",
    raises: "ValueError",
    field: on("layersPattern"),
    needs: given("layersToTransform"),
    write: [0, 1],
  },
  /**
   * `initLoraWeights` "loftq" comes with a `loftqConfig`.
   * @breaks { initLoraWeights: "loftq" }
   * @keeps { initLoraWeights: "loftq", loftqConfig: { loftqBits: 4 } }
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "init-loftq-without-config",
    stage: "construction",
    raises: "ValueError",
    field: init("loftq"),
    needs: on("loftqConfig"),
    write: { loftqBits: 4 },
    isAtNeeded: true,
  },
  /**
   * A `loftqConfig` comes with `initLoraWeights` "loftq".
   * @breaks { loftqConfig: { loftqBits: 4 } }
   * @keeps { loftqConfig: {} }
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "loftq-config-ignored",
    stage: "warned",
    field: on("loftqConfig"),
    ignoredWithout: init("loftq"),
  },
  /**
   * `evaConfig`, `cordaConfig` and `loraGaConfig` come with the `initLoraWeights` that reads them.
   * @breaks { evaConfig: {} }
   * @keeps { initLoraWeights: "eva", evaConfig: {} }
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  ...Object.entries({ evaConfig: "eva", cordaConfig: "corda", loraGaConfig: "lora_ga" }).map(
    ([field, scheme]): Dependence => ({
      code: "init-config-ignored",
      stage: "warned",
      field: given(field),
      ignoredWithout: init(scheme),
    }),
  ),
  /**
   * `initLoraWeights` "lora_ga" comes with a `loraGaConfig`, which preprocess_loraga reads.
   * @breaks { initLoraWeights: "lora_ga" }
   * @keeps { initLoraWeights: "lora_ga", loraGaConfig: {} }
   * @see peft/tuners/lora/layer.py LoraLayer.lora_ga_init
   * @remarks If preprocess_loraga has run, get_peft_model raises ValueError.
   */
  {
    code: "lora-ga-without-config",
    stage: "silent",
    of: "LORA",
    field: init("lora_ga"),
    needs: given("loraGaConfig"),
    write: {},
    effect: "PEFT initialises as with {=true}",
    isAtNeeded: true,
  },
  /**
   * `loraBias` is combined with a boolean `initLoraWeights` only.
   * @breaks { loraBias: true, initLoraWeights: "gaussian" }
   * @keeps { loraBias: true, initLoraWeights: false }
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "lora-bias-with-init",
    stage: "construction",
    raises: "ValueError",
    field: on("loraBias"),
    excludes: { field: "initLoraWeights", is: "named" },
  },
  ...variants.flatMap((field, index) =>
    variants
      .slice(0, index)
      .map((excludes): Exclusion => ({ ...variantExclusion, field, excludes })),
  ),
  /**
   * DoRA does not support Megatron layers.
   * @breaks { useDora: true, megatronConfig: { hidden_size: 8 } }
   * @keeps { useDora: true, megatronConfig: {} }
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "dora-with-megatron",
    stage: "construction",
    raises: "ValueError",
    field: on("useDora"),
    excludes: on("megatronConfig"),
  },
  /**
   * DoRA does not support `loraBias`.
   * @breaks { loraBias: true, useDora: true }
   * @keeps { loraBias: true }
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "lora-bias-with-dora",
    stage: "construction",
    raises: "ValueError",
    field: on("loraBias"),
    excludes: on("useDora"),
  },
  ...[
    { field: "loraDropout", is: "changed" } as const,
    on("fanInFanOut"),
    on("loraBias"),
    ...variants,
    init("pissa*", "olora", "orthogonal", "corda"),
  ].map((field): Exclusion => ({ ...parameterExclusion, field })),
  /**
   * AdaLoRA does not support DoRA.
   * @breaks adalora { useDora: true }
   * @keeps adalora { useDora: false }
   * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
   */
  {
    code: "adalora-with-dora",
    stage: "construction",
    raises: "ValueError",
    of: "ADALORA",
    field: on("useDora"),
  },
  /**
   * AdaLoRA does not support LoftQ.
   * @breaks adalora { initLoraWeights: "loftq", loftqConfig: { loftqBits: 4 } }
   * @keeps adalora { initLoraWeights: true }
   * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
   */
  {
    code: "adalora-with-loftq",
    stage: "construction",
    raises: "ValueError",
    of: "ADALORA",
    field: init("loftq"),
  },
  /**
   * AdaLoRA does not support aLoRA.
   * @breaks adalora { aloraInvocationTokens: [1] }
   * @keeps adalora { aloraInvocationTokens: null }
   * @see peft/peft_model.py PeftModelForCausalLM.forward
   * @remarks PEFT notices only with `taskType` "CAUSAL_LM".
   */
  {
    code: "adalora-with-alora",
    stage: "training",
    raises: "TypeError",
    by: "forward",
    of: "ADALORA",
    field: on("aloraInvocationTokens"),
  },
  ...[
    on("useRslora"),
    on("loraBias"),
    on("alphaPattern"),
    on("veloraConfig"),
    on("useQalora"),
    on("montecloraConfig"),
    on("useBdlora"),
    on("arrowConfig"),
    on("kasaConfig"),
    on("megatronConfig"),
    // AdaLoRA knows true and false; it ignores the name of a scheme. LoftQ it refuses.
    { field: "initLoraWeights", is: "text", but: "loftq" } as const,
  ].map((field) => ({ ...ignoredByAdaLora, field })),
  /**
   * AdaLoRA adapts modules, not parameters.
   * @breaks adalora { targetParameters: ["w"] }
   * @keeps adalora { targetParameters: [] }
   * @see peft/tuners/adalora/model.py AdaLoraModel._create_and_replace
   * @remarks PEFT notices only if a parameter matches.
   */
  {
    code: "adalora-target-parameters",
    stage: "injection",
    raises: "TypeError",
    of: "ADALORA",
    field: on("targetParameters"),
  },
];
