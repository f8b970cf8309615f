/** Why a pattern has no meaning, thrown within the parser only. */
export class Fault {
  readonly kind: "invalid" | "unsupported";
  readonly message: string;
  readonly position: number | null;

  constructor(message: string, position: number | null, kind: Fault["kind"] = "invalid") {
    this.message = message;
    this.position = position;
    this.kind = kind;
  }
}

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
    if (escaped === undefined) throw new Fault("bad escape (end of pattern)", position);
    this.position = position;
    this.next = character + escaped;
  }

  /** Takes the coming token; "" at the end. */
  take(): string {
    const token = this.next;
    this.seek(this.position + tokenLength(token));
    return token;
  }

  /** Takes the coming token if it is this one. */
  skip(token: string): boolean {
    const found = this.next === token;
    if (found) this.take();
    return found;
  }

  /** Takes up to `most` characters of a set. */
  takeWhile(characters: string, most = Infinity): string {
    let text = "";
    while (text.length < most && this.next !== "" && characters.includes(this.next)) {
      text += this.take();
    }
    return text;
  }

  /** Takes a name and the sign that ends it. */
  takeName(end: string, what: string): string {
    const start = this.position;
    let name = "";
    while (this.next !== end) {
      if (this.next === "") {
        throw new Fault(name ? `missing ${end}, unterminated name` : `missing ${what}`, start);
      }
      name += this.take();
    }
    this.take();
    if (name === "") throw new Fault(`missing ${what}`, start);
    return name;
  }
}

/** A token's length in code points. */
export const tokenLength = (token: string): number =>
  token.startsWith("\\") ? 2 : Math.min(token.length, 1);
