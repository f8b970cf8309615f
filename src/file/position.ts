import { CR, LF } from "./code-unit.ts";

/** A place in a text, as an editor and Python's error messages name it. */
export interface Position {
  /** The line, from 1. */
  readonly line: number;
  /** The character in its line, from 1; a surrogate pair counts once. */
  readonly column: number;
  /** The character in the text, from 0; a line end counts once. Python calls it `char`. */
  readonly char: number;
}

/**
 * Makes a function that turns offsets of `text` into positions.
 *
 * Lines end with LF, CRLF or CR, each counting as one character, because PEFT opens the file in
 * Python's text mode. The function goes on from its last answer: offsets in ascending order take one
 * walk through the text together, without a table of lines.
 *
 * @example
 * ```ts
 * const at = trackPositions('{\r\n  "r": 8\r\n}');
 * at(5); // { line: 2, column: 3, char: 4 }
 * ```
 */
export function trackPositions(text: string): (offset: number) => Position {
  let at = 0;
  let line = 1;
  let column = 1;
  let char = 0;
  return (offset) => {
    if (offset < at) return positionAt(text, offset);
    for (const end = Math.min(offset, text.length); at < end; char++) {
      const code = text.codePointAt(at) ?? 0;
      const isPair = code > 0xffff || (code === CR && text.charCodeAt(at + 1) === LF);
      const next = at + (isPair ? 2 : 1);
      if (next > end) break;
      at = next;
      if (code === LF || code === CR) {
        line++;
        column = 1;
      } else column++;
    }
    return { line, column, char };
  };
}

/**
 * The position of one offset of `text`. For several, use {@link trackPositions}.
 *
 * @example
 * ```ts
 * positionAt('{\n  "r": 8\n}', 4); // { line: 2, column: 3, char: 4 }
 * ```
 */
export function positionAt(text: string, offset: number): Position {
  return trackPositions(text)(offset);
}
