import type { Severity } from "../diagnostic/diagnostic.ts";
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
  /** True until it is known whether the text is meant as JSON: a key that has been read says so. */
  mayBeForeign = true;
  /** What the text is, if reading stopped because it is not JSON. */
  foreign: Foreign | undefined;

  private readonly findings: FileFinding[] = [];
  private unlisted = 0;
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

  /** Notes that Python stops here, and stops too: there is no reading on. */
  stop(expected: Expected, offset: number): never {
    const stops = this.stops(expected, offset);
    const foreign = this.looksLike();
    if (foreign !== undefined) {
      const { says, hint } = foreign;
      this.refuse("file-not-json", 0, 0, `This is ${says}.${stops}`, hint);
    } else {
      const end = matchEnd(SIGHT, this.text, offset);
      const message = stops.slice(1) || `${expected}.`;
      const hint = syntaxHint(expected, this.text, offset);
      this.refuse("json-syntax", offset, end, message, hint);
    }
    throw new Stop();
  }

  /** What the text is, if not JSON: asked once. */
  private looksLike(): Foreign | undefined {
    if (this.mayBeForeign) {
      this.mayBeForeign = false;
      this.foreign = foreignKind(this.text);
    }
    return this.foreign;
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

  /**
   * Notes a fault, of the value that is read if it says no path; between two keys, of their object.
   * The first refusal is listed however many findings there are.
   */
  private note(
    severity: Severity,
    [code, start, end, message, hint, path = this.path.filter((step) => step !== null)]: Fault,
  ): void {
    if (this.findings.length < MAX_FINDINGS || (severity === "error" && !this.refused)) {
      this.findings.push(fileFinding(severity, code, start, end, message, hint, path));
    } else this.unlisted++;
  }

  /** Everything found, in the order in which it was. */
  found(): readonly FileFinding[] {
    if (this.unlisted > 0) {
      const { length } = this.text;
      const message = `${this.unlisted} more findings are not listed.`;
      const hint = "Repair these first.";
      this.findings.push(
        fileFinding("warning", "file-more-findings", length, length, message, hint),
      );
    }
    return this.findings;
  }
}
