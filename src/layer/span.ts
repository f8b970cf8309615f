import { valueText } from "../config/shape.ts";
import type { LayerCount } from "./count.ts";
import { finding } from "./finding.ts";
import { type Form, forms, type Span, usageOf, type Values } from "./form.ts";
import { noLayer, numberCode, reasons, shareCode } from "./number.ts";
import { hasOnly, type Resolving } from "./resolving.ts";

type Choice = Readonly<Record<string, unknown>>;

/** The layers of a selection that names a span of them. */
export function spannedLayers(
  choice: Choice,
  form: Form,
  resolving: Resolving,
): readonly number[] | undefined {
  const { count, findings, path } = resolving;
  const values = readMembers(choice, form, resolving);
  if (values === undefined) return undefined;
  const call = `${form.call}(${Object.values(values).join(", ")})`;
  const hint =
    (form === forms.range && nearestRange(values, count?.total)) || usageOf(form, count?.total);
  const { from = 0, to = Infinity } = values;
  if (to <= from) {
    const code = to < from ? "layers-reversed" : "layers-empty";
    findings.push(finding(code, path, `${call} names ${noLayer}`, hint));
  } else if (count !== undefined) {
    const span = form.span(values, count.total);
    const excess = excessOf(span, count);
    if (excess === undefined) return numbersOf(span);
    findings.push(finding("layers-out-of-range", path, `${call} ${excess}`, hint));
  }
  return undefined;
}

/** The members of a selection, or `undefined` and findings. */
function readMembers(choice: Choice, form: Form, resolving: Resolving): Values | undefined {
  const { count, findings, path } = resolving;
  const values: Record<string, number> = {};
  let sound = hasOnly(choice, Object.keys(form.members), form.call, resolving);
  for (const [name, least] of Object.entries(form.members)) {
    const given = choice[name] === undefined ? form.defaults?.[name] : choice[name];
    const code = name === "fraction" ? shareCode(given) : numberCode(given, least);
    values[name] = given as number;
    if (code === undefined) continue;
    sound = false;
    const message = `${name} is ${valueText(given)}, but ${reasons[code]}`;
    findings.push(finding(code, [...path, name], message, usageOf(form, count?.total)));
  }
  return sound ? values : undefined;
}

/** How to write the range that was probably meant; "" if none was. */
function nearestRange({ from = 0, to = 0 }: Values, total = 0): string {
  const start = Math.min(from, to);
  const end = Math.min(Math.max(from, to), total);
  if (start >= end) return "";
  return `Write layerRange(${start}, ${end}); as in Python's range, the end is not included.`;
}

/** What PEFT would do with a span that leaves the model, as the end of a sentence about it. */
function excessOf({ from, to }: Span, { total, statement }: LayerCount): string | undefined {
  if (from >= 0 && from < total && to <= total) return undefined;
  return from < total
    ? `names layers ${from} to ${to - 1}, but ${statement}. PEFT would adapt ${Math.max(0, from)} to ${total - 1} and say nothing.`
    : `starts at layer ${from}, but ${statement}. PEFT finds no such layer, and get_peft_model raises NoMatchingPeftModuleError.`;
}

/** The numbers of a span, ascending. */
export function numbersOf({ from, to, step = 1 }: Span): readonly number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}
