import type { Form, Span } from "./form.ts";
import { readMembers } from "./members.ts";
import type { LayerCount, Resolving } from "./problem.ts";

/** The layers of a selection that names a span of them. */
export function spannedLayers(
  choice: Readonly<Record<string, unknown>>,
  form: Form,
  resolving: Resolving,
): readonly number[] | undefined {
  const { count, report, path } = resolving;
  const values = readMembers(choice, form, resolving);
  if (values === undefined) return undefined;
  const call = `${form.call}(${Object.values(values).join(", ")})`;
  const hint = `Write ${form.usage(count?.total, values)}.`;
  const { from = 0, to = Infinity } = values;
  if (to <= from) {
    const code = to < from ? "layers-reversed" : "layers-empty";
    report(code, path, `${call} names no layer; PEFT takes an empty list for all layers.`, hint);
  } else if (count !== undefined) {
    const span = form.span(values, count.total);
    const excess = excessOf(span, count);
    if (excess === undefined) return numbersOf(span);
    report("layers-out-of-range", path, `${call} ${excess}`, hint);
  }
  return undefined;
}

/** What PEFT would do with a span that leaves the model, as the end of a sentence about it. */
function excessOf({ from, to }: Span, { total, statement }: LayerCount): string | undefined {
  if (from >= total) {
    return `starts at layer ${from}, but ${statement} (0 to ${total - 1}). PEFT finds no such layer, and get_peft_model raises NoMatchingPeftModuleError.`;
  }
  if (from >= 0 && to <= total) return undefined;
  const asked = from < 0 ? `${to - from} layers` : `layers ${from} to ${to - 1}`;
  return `names ${asked}, but ${statement} (0 to ${total - 1}). PEFT would adapt ${Math.max(0, from)} to ${total - 1} and say nothing.`;
}

/** The numbers of a span, ascending. */
export function numbersOf({ from, to, step = 1 }: Span): readonly number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}
