import { type FieldTable, field, flag, json, oneOf, optional, text, words } from "./field.ts";

/** The tasks PEFT has a wrapper class for (peft/utils/peft_types.py). */
export const taskTypes = [
  "SEQ_CLS",
  "SEQ_2_SEQ_LM",
  "CAUSAL_LM",
  "TOKEN_CLS",
  "QUESTION_ANS",
  "FEATURE_EXTRACTION",
] as const;

/** The config classes this library knows, by PEFT's `peft_type`; the first where none is given. */
export const peftTypes = ["LORA", "ADALORA"] as const;

/** The `peft_type` of a config class that this library knows. */
export type PeftType = (typeof peftTypes)[number];

/** The fields every PEFT config has (peft/config.py), before those of its own class. */
export const baseFields = {
  /**
   * The task, which selects PEFT's model wrapper. With null PEFT wraps the bare model and saves no
   * head.
   */
  taskType: optional(
    words(
      /**
       * @breaks { taskType: "causal_lm" }
       * @keeps { taskType: "CAUSAL_LM" }
       * @see peft/config.py PeftConfigMixin.__post_init__
       */
      oneOf(taskTypes, "task-type-unknown", "construction"),
    ),
    "0.0.1",
  ),
  /** The PEFT method. The builders set it. */
  peftType: field(
    words(
      /**
       * @breaks { peftType: "lora" }
       * @keeps { peftType: "LORA" }
       * @see peft/tuners/lora/config.py LoraConfig.__post_init__
       */
      oneOf(peftTypes, "peft-type-unknown", "strict", "PEFT's constructor overwrites the value"),
    ),
    "LORA",
    "0.0.1",
  ),
  /** Class and library of the base model, written by PEFT on saving when there is no task type. */
  autoMapping: optional(json, "0.4.0"),
  /** The PEFT release that wrote the config. Filled with the followed release when absent. */
  peftVersion: optional(text, "0.18.0"),
  /** Name or path of the base model. get_peft_model overwrites it with the model's own. */
  baseModelNameOrPath: optional(text, "0.1.0"),
  /** Revision (branch, tag or commit) of the base model. */
  revision: optional(text, "0.4.0"),
  /** Freezes the adapter. PeftModel.save_pretrained always writes true. */
  inferenceMode: flag("0.0.1"),
} as const satisfies FieldTable;
