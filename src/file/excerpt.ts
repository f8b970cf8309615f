import { lineStart } from "./layout.ts";
import { positionAt } from "./position.ts";

/** How many columns of the source line are shown. */
const COLUMNS = 96;
/** How many of them are before the fault when the line is cut. */
const BEFORE = 40;
const TAB = "    ";

/** Characters that a terminal shows two columns wide: East Asian letters and pictures. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\p{Emoji_Presentation}\u{20000}-\u{3fffd}]/u;
/** Characters that take no column: accents on the letter before, joiners. */
const NARROW = /^[\p{Mn}\p{Me}\u200b-\u200d\u2060\ufeff]/u;
/** Characters that would move the cursor, colour the terminal or reverse the direction of the text. */
const UNSAFE = /^[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u;

/**
 * Shows a place of `text` with carets under it, as lines for a terminal with fixed-width letters.
 *
 * A tab takes four columns, a wide character two, and control characters are replaced by their
 * symbols. A line that is too long is cut around the place, with an ellipsis at each cut. A place that
 * covers several lines is marked to the end of the first.
 *
 * @example
 * ```ts
 * excerpt('{\n  "r": 08\n}', 9, 2);
 * // ['2 |   "r": 08',
 * //  '  |        ^^']
 * ```
 */
export function excerpt(
  text: string,
  offset: number,
  length: number,
  lineNumber = positionAt(text, offset).line,
): string[] {
  const at = Math.min(offset, text.length);
  const start = lineStart(text, at, Math.max(at - BEFORE - 1, 0));
  const from = at - start > BEFORE ? characterStart(text, at - BEFORE) : start;
  const lead = from > start ? "…" : "";
  const before = showText(text.slice(from, at), COLUMNS);
  const rest = lineRest(text, at);
  const after = showText(rest, COLUMNS - before.width - 1);
  const marked = showText(rest.slice(0, length), COLUMNS - before.width - 1);
  const tail = after.cut ? "…" : "";
  const line = String(lineNumber);
  const carets = "^".repeat(Math.max(marked.width, 1));
  return [
    `${line} | ${lead}${before.text}${after.text}${tail}`.trimEnd(),
    `${" ".repeat(line.length)} | ${" ".repeat(lead.length + before.width)}${carets}`,
  ];
}

/** The rest of the line from `at`, but never more than can be shown: a line may be 10 MB long. */
function lineRest(text: string, at: number): string {
  const rest = text.slice(at, characterStart(text, at + 4 * COLUMNS));
  const end = rest.search(/[\r\n]/);
  return end < 0 ? rest : rest.slice(0, end);
}

/** Moves an offset off the middle of a surrogate pair. */
function characterStart(text: string, offset: number): number {
  return (text.charCodeAt(offset) & 0xfc00) === 0xdc00 ? offset - 1 : offset;
}

/** What a terminal shows of `source` within `columns`, how wide that is, and whether it is cut. */
function showText(source: string, columns: number): { text: string; width: number; cut: boolean } {
  let text = "";
  let width = 0;
  for (const character of source) {
    const visible = visibleForm(character);
    const next = width + columnsOf(visible);
    if (next > columns) return { text, width, cut: true };
    text += visible;
    width = next;
  }
  return { text, width, cut: false };
}

function visibleForm(character: string): string {
  if (character === "\t") return TAB;
  if (!UNSAFE.test(character)) return character;
  const code = character.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}

function columnsOf(visible: string): number {
  if (visible === TAB) return TAB.length;
  return NARROW.test(visible) ? 0 : WIDE.test(visible) ? 2 : 1;
}
