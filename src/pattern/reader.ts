/** Why a pattern is not valid, or why that is unknown. Only the parser throws it. */
export class Fault {
  readonly ok = false;
  readonly message: string | undefined;
  readonly position: number | undefined;

  constructor(message: string | undefined, position: number | undefined) {
    this.message = message;
    this.position = position;
  }
}

/** Ends the parse; without a message where Python's answer is unknown. */
export function fail(message?: string, position?: number): never {
  throw new Fault(message, position);
}

/** The name of a group, and its position in the pattern. */
export interface Name {
  readonly text: string;
  readonly position: number;
}

const TOKEN = /\\?./suy;

/**
 * Hands out a pattern token by token: one character, or a backslash with its character.
 * Like Python's tokenizer it reads one token ahead, so that it reports the same one of two faults.
 */
export class Reader {
  /** The coming token; "" at the end. */
  next = "";
  /** Where the coming token starts, in code points as Python counts. */
  position = 0;
  /** The same position as JavaScript counts. */
  #index = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
    this.take(/^/y);
  }

  /** The coming text of a kind, which is sticky; "" if there is none. */
  peek(kind: RegExp): string {
    kind.lastIndex = this.#index;
    return kind.exec(this.#source)?.[0] ?? "";
  }

  /** Takes the coming token, or the coming text of another kind. */
  take(kind = TOKEN): string {
    const text = this.peek(kind);
    this.#index += text.length;
    this.position += countCharacters(text);
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

/** The length of a text in code points. */
export const countCharacters = (text: string): number => Array.from(text).length;
