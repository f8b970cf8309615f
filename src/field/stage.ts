/**
 * When PEFT notices. The severity of a finding follows from it.
 *
 * - `construction`: the config's constructor raises. `injection`: `get_peft_model` raises.
 *   `training`: a later step raises, perhaps after hours. All three are errors.
 * - `strict`: PEFT accepts what is never intended. An error here, listed in `docs/stricter-than-peft.md`.
 * - `untrusted`: PEFT does it, and must not for a stranger. An error, asked about only on request.
 * - `warned`: PEFT warns and goes on. `silent`: PEFT silently does something else. Both are warnings.
 */
export type Stage =
  | "construction"
  | "injection"
  | "training"
  | "strict"
  | "untrusted"
  | "warned"
  | "silent";

/** The operations of PEFT that raise, as they are written in a sentence. */
export const operations = {
  constructor: "PEFT's constructor",
  load: "PEFT's from_pretrained",
  inject: "get_peft_model",
  corda: "preprocess_corda",
  initialise: "the initialisation",
  forward: "the first forward pass",
  step: "the first training step",
  prune: "the first pruning step",
  save: "save_pretrained",
} as const;

/** A name of {@link operations}. */
export type Operation = keyof typeof operations;

/** The exceptions that PEFT, torch and Python raise for a config. `Exception` stands for any. */
export type PythonException =
  | "AssertionError"
  | "AttributeError"
  | "Exception"
  | "IndexError"
  | "JSONDecodeError"
  | "KeyError"
  | "NoMatchingPeftModuleError"
  | "NotImplementedError"
  | "OverflowError"
  | "RecursionError"
  | "RuntimeError"
  | "StopIteration"
  | "TypeError"
  | "UnicodeDecodeError"
  | "ValueError"
  | "ZeroDivisionError"
  | "re.error";

/** The stages, the worst first. */
const stages: readonly Stage[] = [
  "construction",
  "injection",
  "training",
  "strict",
  "warned",
  "silent",
];

/** Whether one outcome is worse than another, or the first there is. */
export const isWorse = (one: Outcome, than?: Outcome): boolean =>
  than === undefined || stages.indexOf(one.stage) < stages.indexOf(than.stage);

/** What comes of a finding: when PEFT notices it, and what PEFT raises, if it raises. */
export interface Outcome {
  readonly stage: Stage;
  readonly raises?: PythonException | undefined;
  /** What raises, if it is not what the stage is named after. */
  readonly by?: Operation | undefined;
}

/** The operation that a stage is named after, if it is not get_peft_model. */
const stageOperations: { readonly [Each in Stage]?: Operation } = {
  construction: "constructor",
  training: "step",
};

/** "get_peft_model raises ValueError", or an empty text where nothing raises. */
export function consequence({
  stage,
  raises,
  by = stageOperations[stage] ?? "inject",
}: Outcome): string {
  if (raises === undefined) return "";
  return `${operations[by]} raises ${raises === "Exception" ? "an exception" : raises}`;
}
