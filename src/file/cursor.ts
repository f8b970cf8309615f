import type { FindingData, Path } from "../finding/diagnostic.ts";
import { severityOf } from "../finding/finding.ts";
import type { CodeFacts } from "../finding/rule.ts";
import { CR, HASH, LF, SLASH, SPACE, TAB } from "./code-unit.ts";
import { fileMoreFindings, MAX_FINDINGS } from "./fault/limit.ts";
import { fileNotJson } from "./fault/origin.ts";
import {
  type Expected,
  findRepair,
  jsonComment,
  jsonSyntax,
  type PythonStop,
} from "./fault/syntax.ts";
import { type FileFinding, fileAudience, toFileFinding } from "./fault.ts";
import { type NonJson, recogniseNonJson } from "./non-json.ts";
import { positionAt } from "./position.ts";
import { commentEnd, matchEnd } from "./trivia.ts";

/** What is marked where reading stops: a word, or a character. */
const MARKED = /[\w.+-]{1,40}|./suy;

/** Thrown by the reader where it cannot read on, and caught by it. */
export class Stop extends Error {}

/** Where the reader is, in the text and in the value, and what it found on its way. */
export class Cursor {
  readonly text: string;
  /** The offset of the character to read next. */
  at = 0;
  /** The step into each object and list that is open: a position, a key, or null between keys. */
  readonly path: (string | number | null)[] = [];
  /** False once it is known that the text is meant as JSON, from a key that has been read. */
  mayBeNonJson = true;
  /** What the text is, if reading stopped because it is not JSON. */
  nonJson: NonJson | undefined;

  private readonly findings: FileFinding[] = [];
  private unlisted = 0;
  /** True once Python has stopped: it does not see what follows. */
  private isRefused = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Moves past white space and comments, and returns the code of what follows (NaN at the end). */
  skip(expected: Expected): number {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === SPACE || code === LF || code === CR || code === TAB) this.at++;
      else if ((code !== SLASH && code !== HASH) || !this.skipComment(expected)) return code;
    }
  }

  private skipComment(expected: Expected): boolean {
    const start = this.at;
    const end = commentEnd(this.text, start);
    if (end === start || this.recognise() !== undefined) return false;
    this.report(jsonComment, start, end, this.pythonStop(expected, start));
    this.at = end;
    return true;
  }

  /** Reports that Python stops here, and stops too: nobody can read on. */
  stop(expected: Expected, offset: number): never {
    const stop = this.pythonStop(expected, offset);
    const nonJson = this.recognise();
    if (nonJson !== undefined) this.report(fileNotJson, 0, 0, { ...stop, kind: nonJson.kind });
    else {
      const end = matchEnd(MARKED, this.text, offset);
      const repair = findRepair(expected, this.text, offset);
      this.report(jsonSyntax, offset, end, { ...stop, repair });
    }
    throw new Stop();
  }

  /** What the text is, if it is not JSON; looked up once. */
  private recognise(): NonJson | undefined {
    if (this.mayBeNonJson) {
      this.mayBeNonJson = false;
      this.nonJson = recogniseNonJson(this.text);
    }
    return this.nonJson;
  }

  /** What Python reports of a fault. Only the first has a place, as Python stops there. */
  pythonStop(expected: Expected, offset: number): PythonStop {
    return { expected, at: this.isRefused ? null : positionAt(this.text, offset) };
  }

  /**
   * Adds a finding about the text from `start` up to `end`. Without a path it is about the value that
   * is being read; between two keys, about their object. The first error is listed however many
   * findings there are.
   */
  report<Data extends FindingData>(
    facts: CodeFacts<Data>,
    start: number,
    end: number,
    data: Data,
    path: Path = this.path.filter((step) => step !== null),
  ): void {
    const isError = severityOf(facts.stage, fileAudience.strictness) === "error";
    if (this.findings.length < MAX_FINDINGS || (isError && !this.isRefused)) {
      this.findings.push(toFileFinding({ facts, path, data }, start, end));
    } else this.unlisted++;
    if (isError) this.isRefused = true;
  }

  /** All findings, in the order in which they were made. */
  listFindings(): readonly FileFinding[] {
    if (this.unlisted === 0) return this.findings;
    const { unlisted, text } = this;
    const finding = { facts: fileMoreFindings, path: [], data: { unlisted } };
    return [...this.findings, toFileFinding(finding, text.length, text.length)];
  }
}
