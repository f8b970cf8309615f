import type { Name } from "./name.ts";

/** Why a pattern has no meaning, or none that can be told; thrown within the parser only. */
export class Fault {
  readonly ok = false;
  readonly message: string | undefined;
  readonly position: number | undefined;

  constructor(message: string | undefined, position: number | undefined) {
    this.message = message;
    this.position = position;
  }
}

/** Ends the parse; without a message where Python's answer cannot be told. */
export function fail(message?: string, position?: number): never {
  throw new Fault(message, position);
}

/** The kinds of tokens that numbers consist of. */
export const DIGIT = /^\d/;
export const OCTAL = /^[0-7]/;

/**
 * Hands out a pattern token by token: one character, or a backslash with its character.
 * It reads one token ahead, like Python's tokenizer, so that of two faults the same one is reported.
 */
export class Reader {
  /** The coming token; "" at the end. */
  next = "";
  /** Where the coming token starts, in code points as Python counts. */
  position = 0;
  readonly #characters: readonly string[];

  constructor(source: string) {
    this.#characters = Array.from(source);
    this.seek(0);
  }

  /** Goes to a position, which becomes that of the coming token. */
  seek(position: number): void {
    const character = this.#characters[position] ?? "";
    const escaped = character === "\\" ? this.#characters[position + 1] : "";
    if (escaped === undefined) fail("bad escape (end of pattern)", position);
    this.position = position;
    this.next = character + escaped;
  }

  /** Takes the coming token; "" at the end. */
  take(): string {
    const token = this.next;
    this.seek(this.position + lengthOf(token));
    return token;
  }

  /** Takes the coming token if it is this one. */
  skip(token: string): boolean {
    return this.next === token && this.take() === token;
  }

  /** Takes up to `most` characters of a kind. */
  takeWhile(kind: RegExp, most = Infinity): string {
    let text = "";
    while (text.length < most && kind.test(this.next)) text += this.take();
    return text;
  }

  /** Takes everything up to a token, or to the end of the pattern. */
  takeUntil(end: string): string {
    let text = "";
    while (this.next !== end && this.next !== "") text += this.take();
    return text;
  }

  /** Takes a name and the sign that ends it. */
  takeName(end: string, what = "group name"): Name {
    const { position } = this;
    const text = this.takeUntil(end);
    const isEnded = this.skip(end);
    if (text === "") fail(`missing ${what}`, position);
    if (!isEnded) fail(`missing ${end}, unterminated name`, position);
    return { text, position };
  }
}

/** A text's length in code points. */
export const lengthOf = (text: string): number => Array.from(text).length;
