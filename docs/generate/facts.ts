/** What every code is about: for the documentation, the command line and SARIF. */
import { catalogue } from "../../src/catalogue.ts";
import type { PythonException, Stage } from "../../src/field/stage.ts";
import { configClasses } from "../../src/finding/class.ts";
import { boundsText, listConstraints } from "../../src/finding/constraint.ts";
import type { CodeFacts } from "../../src/finding/rule.ts";
import { speakerOf } from "../../src/finding/speaker.ts";
import { codeComments } from "./comments.ts";
import { type Example, parseExample } from "./example.ts";

export interface Fact {
  readonly code: string;
  readonly stage: Stage;
  readonly raises: PythonException | null;
  /** What must hold. Names of fields stand in backticks. */
  readonly summary: string;
  /** The place in PEFT that does what the message says. */
  readonly source: string;
  /** Why we refuse what PEFT lets pass in some cases. */
  readonly stricter: string | null;
  /** An input that breaks it, and its nearest neighbour that keeps it. */
  readonly breaks: Example | null;
  readonly keeps: Example | null;
}

let known: readonly Fact[] | undefined;

/** One fact for each code of the catalogue. */
export function facts(): readonly Fact[] {
  const rows = catalogue();
  const comments = codeComments(rows.map(({ code }) => code));
  known ??= rows.map((row) => {
    const comment = comments.get(row.code);
    if (comment === undefined) throw new Error(`${row.code} has no comment with a source (@see).`);
    return factOf(row, comment.text, comment.tags);
  });
  return known;
}

function factOf(
  { code, stage, raises }: CodeFacts<never>,
  text: string,
  tags: ReadonlyMap<string, string>,
): Fact {
  const example = (tag: string) => {
    const source = tags.get(tag);
    return source === undefined ? null : parseExample(source);
  };
  return {
    code,
    stage,
    raises: raises ?? null,
    summary: constraintText(code) ?? text,
    source: tags.get("see") ?? "",
    stricter: tags.get("remarks") ?? null,
    breaks: example("breaks"),
    keeps: example("keeps"),
  };
}

const _typescript = speakerOf("typescript");

/** What the constraints of a code demand, and of which fields; undefined for other codes. */
function constraintText(code: string): string | undefined {
  const rows = Object.values(configClasses)
    .flatMap(({ fields }) => listConstraints(fields))
    .filter(({ constraint }) => constraint.code === code);
  if (rows.length === 0) return undefined;
  const names = new Set(rows.map(({ name }) => `\`${name}\``));
  const bounds = new Set(rows.map(({ constraint }) => boundsText(constraint.bounds)));
  return `${[...names].join(", ")}: ${[...bounds].join(", ")}.`;
}
