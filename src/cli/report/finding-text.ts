import { excerpt } from "../../file/excerpt.ts";
import type { Paint } from "../terminal/paint.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import type { ReportedFinding } from "./report.ts";

/** A finding as lines for a person: where and what, the place with a caret, what to write instead. */
export function formatFinding(
  { path, text }: { readonly path: string; readonly text: string },
  { line, column, offset, length, severity, message, hint, code }: ReportedFinding,
  paint: Paint,
): string {
  const place = paint("strong", `${replaceUnsafe(path)}:${line}:${column}`);
  const [source = "", caret = ""] = excerpt(text, offset, length, line);
  const edge = caret.indexOf("|") + 1;
  return [
    `${place} ${paint(severity, severity)} ${replaceUnsafe(message)} ${paint("quiet", `[${code}]`)}`,
    `  ${paint("quiet", source.slice(0, edge))}${source.slice(edge)}`,
    `  ${paint("quiet", caret.slice(0, edge))}${paint("caret", caret.slice(edge))}`,
    `  ${paint("hint", replaceUnsafe(hint))}`,
    "",
  ].join("\n");
}
