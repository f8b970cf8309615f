import type { AdaLoraConfig } from "../config/types.ts";
import type { Find } from "./question.ts";
import type { Remedy } from "./remedy.ts";

/** The id of a feature that every engine is asked about. */
export type SubjectId =
  | "adalora"
  | "dora"
  | "rslora"
  | "rank-pattern"
  | "alpha-pattern"
  | "bias"
  | "lora-bias"
  | "saved-embedding"
  | "saved-head"
  | "saved-norm"
  | "tokens"
  | "target-embedding"
  | "target-head"
  | "target-expression"
  | "target-all-linear"
  | "partial-layers"
  | "queries-alone"
  | "target-parameters"
  | "alora"
  | "replication"
  | "init-of-base"
  | "kasa"
  | "init-plain"
  | "init-other"
  | "variant"
  | "fan-in-fan-out"
  | "rank-limit"
  | "rank-padding"
  | "scaling"
  | "alpha-zero"
  | "alpha-fraction"
  | "missing-keys"
  | "extra-keys"
  | "pickled-weights"
  | "format";

/** A feature of an adapter on which engines differ. */
export interface Subject {
  readonly id: string;
  /** Where a finding is. */
  readonly field: keyof AdaLoraConfig;
  /** A template of its name in a sentence. */
  readonly label: string;
  /** Whether the adapter has it, with the data of the words. */
  readonly find: Find;
  /** What to write instead, unless the engine's row knows better. */
  readonly remedy: Remedy;
  /** Whether only engines with a row for it are asked. Elsewhere a missing row means `unknown`. */
  readonly isLocal?: true;
}
