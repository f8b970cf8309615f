import type { FileDiagnostic } from "../../file/document.ts";
import { excerpt } from "../../file/excerpt.ts";
import type { Paint } from "../terminal/paint.ts";

/** Characters that would move the cursor, colour the terminal or turn the direction of the text. */
const UNSAFE = /(?!\n)[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu;

/** A text from outside, such as a path, as it may be written to a terminal. */
export const visible = (text: string): string => text.replaceAll(UNSAFE, "\ufffd");

/** A finding as lines for a person: where and what, the place with a caret, what to write instead. */
export function findingText(
  { path, text }: { readonly path: string; readonly text: string },
  { line, column, offset, length, severity, message, hint, code }: FileDiagnostic,
  paint: Paint,
): string {
  const place = paint("strong", `${visible(path)}:${line}:${column}`);
  const [source = "", caret = ""] = excerpt(text, offset, length, line);
  const edge = caret.indexOf("|") + 1;
  return [
    `${place} ${paint(severity, severity)} ${visible(message)} ${paint("quiet", `[${code}]`)}`,
    `  ${paint("quiet", source.slice(0, edge))}${source.slice(edge)}`,
    `  ${paint("quiet", caret.slice(0, edge))}${paint("caret", caret.slice(edge))}`,
    `  ${paint("hint", visible(hint))}`,
    "",
  ].join("\n");
}

/** "1 file", "2 files". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
