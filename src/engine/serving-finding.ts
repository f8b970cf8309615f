import type { FindingData, Path, Severity } from "../finding/diagnostic.ts";
import { type Language, speakerOf } from "../finding/speaker.ts";
import { fillTemplate } from "../finding/template.ts";
import type { Effect, EngineRule, EngineSource, Refusal } from "./engine.ts";
import type { Subject } from "./engine-subject.ts";

/** The code of a finding about serving. `docs/engines.md` explains each. */
export type ServingCode =
  | "engine-refuses"
  | "engine-alters"
  | "engine-unknown"
  | "engine-config-invalid";

/** What an engine does with one feature of an adapter, where it is not what PEFT does. Plain data. */
export interface ServingFinding {
  readonly code: ServingCode;
  /** `error` for what is refused or altered, `warning` for what is not known. */
  readonly severity: Severity;
  readonly effect: Exclude<Effect, "supports">;
  /** When it is refused; null where it is not. */
  readonly when: Refusal | null;
  /** The feature, as rows of the table name it. */
  readonly subject: string;
  /** Where it is in the TypeScript value: `["useDora"]`. */
  readonly path: Path;
  /** The same place in PEFT's own names: `["use_dora"]`. */
  readonly peftPath: Path;
  /** What the words are made of. */
  readonly data: FindingData;
  /** What the engine does. */
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
  /** Where that is known from; null for a config that has errors of its own. */
  readonly source: EngineSource | null;
}

/** The row of a subject for which a table has none. */
export type Row = Pick<EngineRule, "effect"> & Partial<EngineRule>;

/** The words of a finding, for its reader. */
export function wordServing(
  subject: Subject,
  row: Row,
  { path, data }: Pick<ServingFinding, "path" | "data">,
  language: Language,
): readonly [message: string, hint: string] {
  const say = speakerOf(language);
  const { hint = subject.remedy } = row;
  const remedy = typeof hint === "function" ? hint(language, data) : hint;
  const fill = (template: string): string => fillTemplate(template, data, say, path);
  return [fill(messageOf(subject, row, data)), fill(remedy)];
}

function messageOf(subject: Subject, row: Row, data: FindingData): string {
  const label = data.tensor === undefined ? subject.label : "the tensor {tensor}";
  const { does, because } = row;
  const sentence =
    does === undefined
      ? effectText(row, label)
      : `{engine!} ${does.replace("{label}", () => label)}`;
  return `${sentence}${because === undefined ? "" : `: ${because}`}.`;
}

function effectText({ effect, when, warns }: Row, label: string): string {
  switch (effect) {
    case "refuses":
      return when === "first-use"
        ? `{engine!} fails on ${label} at its first use`
        : `{engine!} refuses ${label} at load`;
    case "alters":
      return warns
        ? `{engine!} ignores ${label} with only a warning`
        : `{engine!} silently ignores ${label}`;
    default:
      return `It is not known what {engine!} does with ${label}`;
  }
}
