import { valueText } from "../config/shape.ts";
import { defaults, type Form, type Span } from "./form.ts";
import { noLayer, numberCode, reasons, shareCode } from "./number.ts";
import { note, numbersText, type Resolving } from "./resolving.ts";

/** The layers of a selection that names a span of them, or `undefined` and findings. */
export function spannedLayers(
  choice: Readonly<Record<string, unknown>>,
  form: Form,
  resolving: Resolving,
): readonly number[] | undefined {
  const { count, findings } = resolving;
  const found = findings.length;
  const members = Object.entries(form.members).map(([name, least]) => {
    const { [name]: value = defaults[name] } = choice;
    const code = name === "fraction" ? shareCode(value) : numberCode(value, least);
    if (code !== undefined) {
      const message = `${name} is ${valueText(value)}, but ${reasons[code]}`;
      note(resolving, code, message, usageOf(form, resolving), name);
    }
    return value as number;
  });
  if (findings.length > found) return undefined;
  const call = `${form.call}(${members.join(", ")})`;
  const hint = usageOf(form, resolving, members);
  const [first = 0, second = 0] = members;
  if (form.kind === "range" && second <= first) {
    const code = second < first ? "layers-reversed" : "layers-empty";
    return note(resolving, code, `${call} names ${noLayer}`, hint);
  }
  if (count === undefined) return undefined;
  const { total, source } = count;
  const span = form.span(total, ...members);
  const [from, to] = span;
  if (from >= 0 && from < total && to <= total) return numbersOf(...span);
  const effect =
    from < total
      ? `PEFT adapts ${Math.max(0, from)} to ${total - 1} and says nothing.`
      : "get_peft_model raises NoMatchingPeftModuleError.";
  const message = `${call} names layers that do not exist: ${source} is ${total}. ${effect}`;
  return note(resolving, "layers-out-of-range", message, hint);
}

/** How to write a selection of this form: the range that was probably meant, if there is one. */
export function usageOf(
  { kind, call, members, remark = "" }: Form,
  resolving: Resolving,
  [first = 0, second = 0]: readonly number[] = [],
): string {
  const from = Math.min(first, second);
  const to = Math.min(Math.max(first, second), resolving.count?.total ?? 0);
  const usage =
    kind === "range" && from < to
      ? `${call}(${from}, ${to})`
      : `${call}(${Object.keys(members).join(", ")}) within layers ${numbersText(resolving)}`;
  return `Write ${usage}${remark}.`;
}

/** The numbers of a span, ascending. */
export function numbersOf(...[from, to, step = 1]: Span): readonly number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}
