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

/** What is known of a rule beside how it finds. */
export interface RuleFacts {
  /** Stable name, listed in `docs/diagnostics.md`. */
  readonly code: string;
  readonly when: Stage;
  /** What must hold, in a sentence. */
  readonly summary: string;
  /** Where PEFT does what the message says. */
  readonly source: string;
  /** Why we refuse what PEFT lets pass in some cases, where `when` is not already `strict`. */
  readonly stricter?: string;
}

/** A rule about a config as a whole. `of` limits it to one method. */
export type Rule = RuleFacts & {
  /** It can find something only if one of these differs from its default. Absent: always. */
  readonly about?: readonly (keyof AdaLoraConfig)[];
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
