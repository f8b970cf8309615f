import type { Path, Severity } from "../diagnostic/diagnostic.ts";
import { HASH, SLASH, SPACE } from "./code.ts";
import { type FileCode, type FileFinding, MAX_FINDINGS } from "./finding.ts";
import { type Foreign, foreignKind } from "./foreign.ts";
import { positionAt } from "./position.ts";
import { type Expected, syntaxHint } from "./syntax.ts";
import { commentEnd, isSpace, matchEnd } from "./trivia.ts";

/** A finding in the making; without a path it is about the value that is read. */
type Fault = [
  code: FileCode,
  start: number,
  end: number,
  message: string,
  hint: string,
  path?: Path,
];

/** What is marked where reading stops: a word, or a character. */
const SIGHT = /[\w.+-]{1,40}|./suy;

/** Thrown by the reader where there is no reading on, and caught by it. */
export class Stop extends Error {}

/** Where the reader is, in the text and in the value, and what it found on its way. */
export class Cursor {
  readonly text: string;
  /** The offset of the character to read next. */
  at = 0;
  /** The step into each object and list that is open: a position, a key, or null between keys. */
  readonly path: (string | number | null)[] = [];
  /** True once a key has been read. */
  hasKey = false;
  /** What the text is, if reading stopped because it is not JSON. */
  foreign: Foreign | undefined;

  private readonly findings: FileFinding[] = [];
  private unlisted = 0;
  /** What {@link foreignKind} said, once asked. */
  private looked: readonly [Foreign | undefined] | undefined;
  /** True once Python has stopped: what follows it does not see. */
  private refused = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Moves on to what is neither white space nor a comment, and returns its code (NaN at the end). */
  skip(expected: Expected): number {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      const isComment = code === SLASH || code === HASH;
      if (code > SPACE && !isComment) return code;
      if (isSpace(code)) this.at++;
      else if (!isComment || !this.comment(expected)) return code;
    }
  }

  private comment(expected: Expected): boolean {
    const start = this.at;
    const end = commentEnd(this.text, start);
    if (end === start || this.looksLike() !== undefined) return false;
    const message = `JSON has no comments.${this.stops(expected, start)}`;
    this.refuse("json-comment", start, end, message, "Delete the comment.");
    this.at = end;
    return true;
  }

  /** The path of the value that is read; between two keys, of their object. */
  pathNow(): Path {
    return this.path.filter((step) => step !== null);
  }

  /** Notes that Python stops here, and stops too: there is no reading on. */
  stop(expected: Expected, offset: number): never {
    const stops = this.stops(expected, offset);
    this.foreign = this.looksLike();
    if (this.foreign !== undefined) {
      const { says, hint } = this.foreign;
      this.refuse("file-not-json", 0, 0, `This is ${says}.${stops}`, hint);
    } else {
      const end = matchEnd(SIGHT, this.text, offset);
      const message = stops === "" ? `${expected}.` : stops.slice(1);
      const hint = syntaxHint(expected, this.text, offset);
      this.refuse("json-syntax", offset, end, message, hint);
    }
    throw new Stop();
  }

  /** What the text is, if not JSON: asked until a key has been read, which settles it. */
  private looksLike(): Foreign | undefined {
    if (this.hasKey) return undefined;
    this.looked ??= [foreignKind(this.text)];
    return this.looked[0];
  }

  /** Says what Python says where it stops, the first time; then nothing: it stops once. */
  stops(expected: string, offset: number): string {
    if (this.refused) return "";
    const { line, column, char } = positionAt(this.text, offset);
    return ` PEFT stops here: ${expected}: line ${line} column ${column} (char ${char}).`;
  }

  /** Notes what PEFT reads, but not as one thinks. */
  warn(...fault: Fault): void {
    this.note("warning", fault);
  }

  /** Notes what PEFT refuses. */
  refuse(...fault: Fault): void {
    this.note("error", fault);
    this.refused = true;
  }

  /** The first refusal is listed however many findings there are. */
  private note(severity: Severity, [code, offset, end, message, hint, at]: Fault): void {
    if (this.findings.length < MAX_FINDINGS || (severity === "error" && !this.refused)) {
      const path = at ?? this.pathNow();
      this.findings.push({ code, severity, offset, length: end - offset, path, message, hint });
    } else this.unlisted++;
  }

  /** Everything found, in the order of the text. */
  found(): readonly FileFinding[] {
    this.findings.sort((one, other) => one.offset - other.offset);
    if (this.unlisted > 0) {
      this.findings.push({
        code: "file-more-findings",
        severity: "warning",
        offset: this.text.length,
        length: 0,
        path: [],
        message: `${this.unlisted} more findings are not listed.`,
        hint: "Repair what is listed first.",
      });
    }
    return this.findings;
  }
}
