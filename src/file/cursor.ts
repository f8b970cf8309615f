import type { Path, Severity } from "../diagnostic/diagnostic.ts";
import { CR, HASH, LF, SLASH, SPACE, TAB } from "./code.ts";
import { type Fault, type FileFinding, fileFinding, MAX_FINDINGS } from "./finding.ts";
import { type Foreign, foreignKind } from "./foreign.ts";
import { positionAt } from "./position.ts";
import { type Expected, syntaxHint } from "./syntax.ts";
import { commentEnd, matchEnd } from "./trivia.ts";

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
      switch (code) {
        case SPACE:
        case LF:
        case CR:
        case TAB:
          this.at++;
          break;
        case SLASH:
        case HASH:
          if (this.comment(expected)) break;
          return code;
        default:
          return code;
      }
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
      const message = stops.slice(1) || `${expected}.`;
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
  private note(
    severity: Severity,
    [code, start, end, message, hint, path = this.pathNow()]: Fault,
  ): void {
    if (this.findings.length < MAX_FINDINGS || (severity === "error" && !this.refused)) {
      this.findings.push(fileFinding(severity, code, start, end, message, hint, path));
    } else this.unlisted++;
  }

  /** Everything found, in the order of the text. */
  found(): readonly FileFinding[] {
    this.findings.sort((one, other) => one.offset - other.offset);
    if (this.unlisted > 0) {
      const { length } = this.text;
      const message = `${this.unlisted} more findings are not listed.`;
      const hint = "Repair what is listed first.";
      this.findings.push(
        fileFinding("warning", "file-more-findings", length, length, message, hint),
      );
    }
    return this.findings;
  }
}
