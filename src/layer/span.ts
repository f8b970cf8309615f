import { valueText } from "../config/shape.ts";
import type { LayerCount } from "./count.ts";
import { type Form, forms, type Span, type Values } from "./form.ts";
import { noLayer, numberCode, reasons, shareCode } from "./number.ts";
import { lastText, note, noteOthers, numbersText, type Resolving } from "./resolving.ts";

type Choice = Readonly<Record<string, unknown>>;

/** The layers of a selection that names a span of them, or `undefined` and findings. */
export function spannedLayers(
  choice: Choice,
  form: Form,
  resolving: Resolving,
): readonly number[] | undefined {
  const { count } = resolving;
  const values = membersOf(choice, form, resolving);
  if (values === undefined) return undefined;
  const call = `${form.call}(${Object.values(values).join(", ")})`;
  const nearest = form === forms.range ? nearestRange(values, count?.total) : "";
  const hint = usageOf(form, resolving, nearest);
  const { from = 0, to = Infinity } = values;
  if (to <= from) {
    const code = to < from ? "layers-reversed" : "layers-empty";
    return note(resolving, code, `${call} names ${noLayer}`, hint);
  }
  if (count === undefined) return undefined;
  const span = form.span(values, count.total);
  const excess = excessOf(span, count);
  if (excess === undefined) return numbersOf(span);
  return note(resolving, "layers-out-of-range", `${call} ${excess}`, hint);
}

/** The members of a selection, or `undefined` and findings. */
function membersOf(choice: Choice, form: Form, resolving: Resolving): Values | undefined {
  const found = resolving.findings.length;
  noteOthers(choice, Object.keys(form.members), form.call, resolving);
  const values: Record<string, number> = {};
  for (const [name, least] of Object.entries(form.members)) {
    const value = choice[name] === undefined ? form.defaults?.[name] : choice[name];
    const code = name === "fraction" ? shareCode(value) : numberCode(value, least);
    values[name] = value as number;
    if (code === undefined) continue;
    const message = `${name} is ${valueText(value)}, but ${reasons[code]}`;
    note(resolving, code, message, usageOf(form, resolving), name);
  }
  return resolving.findings.length > found ? undefined : values;
}

/** How to write a selection of this form: the nearest, if one is known. */
function usageOf(form: Form, resolving: Resolving, nearest = ""): string {
  const { call, members, remark = "" } = form;
  const any = `${call}(${Object.keys(members).join(", ")})`;
  if (form === forms.range) {
    return `Write ${nearest || `${any} within layers ${numbersText(resolving)}`}${remark}.`;
  }
  const bounds = Object.entries(members).map(([name, least]) =>
    name === "fraction"
      ? "fraction above 0 and at most 1"
      : `${name} from ${least} to ${least === 1 ? (resolving.count?.total ?? "totalLayers") : lastText(resolving)}`,
  );
  return `Write ${any} with ${bounds.join(" and ")}.`;
}

/** The range that was probably meant; "" if none was. */
function nearestRange({ from = 0, to = 0 }: Values, total = 0): string {
  const start = Math.min(from, to);
  const end = Math.min(Math.max(from, to), total);
  return start < end ? `layerRange(${start}, ${end})` : "";
}

/** What PEFT would do with a span that leaves the model, as the end of a sentence about it. */
function excessOf({ from, to }: Span, { total, statement }: LayerCount): string | undefined {
  if (from >= 0 && from < total && to <= total) return undefined;
  const named = from < 0 ? `${to - from} layers` : `layers ${from} to ${to - 1}`;
  return from < total
    ? `names ${named}, but ${statement}. PEFT would adapt ${Math.max(0, from)} to ${total - 1} and say nothing.`
    : `starts at layer ${from}, but ${statement}. PEFT finds no such layer, and get_peft_model raises NoMatchingPeftModuleError.`;
}

/** The numbers of a span, ascending. */
export function numbersOf({ from, to, step = 1 }: Span): readonly number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}
