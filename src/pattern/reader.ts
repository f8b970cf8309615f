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

const TOKEN = /\\?./suy;

/**
 * Hands out a pattern token by token: one character, or a backslash with its character.
 * It reads one token ahead, like Python's tokenizer, so that of two faults the same one is reported.
 */
export class Reader {
  /** The coming token; "" at the end. */
  next = "";
  /** Where the coming token starts, in code points as Python counts. */
  position = 0;
  /** The same as JavaScript counts. */
  #index = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
    this.take(/^/y);
  }

  /** What comes of a kind, which is sticky; "" for nothing. */
  peek(kind: RegExp): string {
    kind.lastIndex = this.#index;
    return kind.exec(this.#source)?.[0] ?? "";
  }

  /** Takes the coming token, or what comes of another kind. */
  take(kind = TOKEN): string {
    const text = this.peek(kind);
    this.#index += text.length;
    this.position += lengthOf(text);
    this.next = this.peek(TOKEN);
    if (this.next === "\\") fail("bad escape (end of pattern)", this.position);
    return text;
  }

  /** Takes the coming token if it is this one. */
  skip(token: string): boolean {
    return this.next === token && this.take() === token;
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
    if (!text) fail(`missing ${what}`, position);
    if (!isEnded) fail(`missing ${end}, unterminated name`, position);
    return { text, position };
  }
}

/** A text's length in code points. */
export const lengthOf = (text: string): number => Array.from(text).length;
