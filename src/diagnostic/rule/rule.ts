import type { ModelledPeftType } from "../../config/table.ts";
import type { AdaLoraConfig, LoraConfig } from "../../config/types.ts";
import type { Stage } from "../../field/field.ts";
import type { Path } from "../diagnostic.ts";

/** Reports one breach: where, what PEFT does with it, and what to write instead. */
export type Report = (path: Path, message: string, hint: string) => void;

/** Facts beyond the config that a caller may know. */
export interface Circumstances {
  /** Name the adapter gets in `get_peft_model`. Default: `"default"`. */
  readonly adapterName?: string;
  /** The base model's `model_type`, as in its config.json: `"llama"`. */
  readonly modelType?: string;
}

/**
 * What a rule is called, and when PEFT notices. The comment above a rule says what must hold, where
 * PEFT does what the message says (`@see`), and why we refuse what PEFT lets pass in some cases
 * (`@remarks`); the documentation is generated from it.
 */
export interface RuleFacts {
  /** Stable name, listed in `docs/diagnostics.md`. */
  readonly code: string;
  readonly when: Stage;
}

/** A rule about a config as a whole. `of` limits it to one method. */
export type Rule = RuleFacts & {
  /** There is nothing to find if one of these could not be read. */
  readonly needs?: readonly (keyof AdaLoraConfig)[];
} & (
    | {
        readonly of?: undefined;
        readonly find: (
          config: LoraConfig | AdaLoraConfig,
          report: Report,
          circumstances: Circumstances,
        ) => void;
      }
    | {
        readonly of: "LORA" & ModelledPeftType;
        readonly find: (config: LoraConfig, report: Report, circumstances: Circumstances) => void;
      }
    | {
        readonly of: "ADALORA" & ModelledPeftType;
        readonly find: (
          config: AdaLoraConfig,
          report: Report,
          circumstances: Circumstances,
        ) => void;
      }
  );
