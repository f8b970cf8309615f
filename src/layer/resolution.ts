import { isPlainObject, valueText } from "../config/shape.ts";
import type { Diagnostic, Path } from "../finding/diagnostic.ts";
import { PeftConfigError } from "../finding/error.ts";
import {
  checkTotalLayers,
  ignored,
  type LayerCount,
  MOST_LAYERS,
  noLayer,
  numberCode,
  reasons,
  shareCode,
} from "./count.ts";
import { attempt, makeFinding, type SelectionCode } from "./refusal.ts";
import { defaults, type Form, forms, type LayerChoice, type Span } from "./selection.ts";

/** What it takes to resolve a selection. */
interface Resolving {
  /** How many layers there are, if that is known. */
  readonly count: LayerCount | undefined;
  readonly findings: Diagnostic[];
  /** The place of the selection in the input. */
  readonly path: Path;
}

/** How many levels of `except` in `except` are resolved: more than anyone writes. */
const DEEPEST = 16;

/**
 * The indices of the selected layers, for PEFT's `layers_to_transform`.
 *
 * @param selection A selection, or a list of layer indices counted from 0.
 * @param totalLayers How many layers the model has: an integer from 1 to 10,000.
 * @returns The indices, ascending, each once, at least one.
 * @throws {PeftConfigError} If the value is not a selection, or selects no layer, a layer that does
 * not exist, or one layer twice. PEFT ignores an index that no layer has, and reads an empty list as
 * all layers.
 * @example
 * ```ts
 * resolveLayers(layersFrom(20), 40); // [20, 21, …, 39]
 * resolveLayers([39, 0], 40); // [0, 39]
 * ```
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export function resolveLayers(selection: LayerChoice, totalLayers: number): readonly number[] {
  const findings: Diagnostic[] = [];
  const count = attempt(findings, () => checkTotalLayers(totalLayers));
  const layers = selectLayers(() => selection, count, findings);
  if (!layers || findings.length > 0) throw new PeftConfigError(findings);
  return layers;
}

/**
 * The selected layers, ascending; or `undefined`, with a finding for each fault. Without a count it
 * checks only what does not depend on the count. It never throws, whatever it reads.
 */
export function selectLayers(
  read: () => unknown,
  count: LayerCount | undefined,
  findings: Diagnostic[],
): readonly number[] | undefined {
  return attempt(findings, () => resolveChoice(read(), { count, findings, path: ["layers"] }));
}

/** Resolves a list or a selection of any kind. */
function resolveChoice(choice: unknown, resolving: Resolving): readonly number[] | undefined {
  if (Array.isArray(choice)) return resolveList(choice, resolving);
  if (!isPlainObject(choice)) return noteMisfit(valueText(choice), resolving);
  const { kind } = choice;
  const form = forms.find((one) => one.kind === kind);
  if (!form) return noteMisfit(`of kind ${valueText(kind)}`, resolving);
  for (const name of Object.keys(choice)) {
    if (name === "kind" || Object.hasOwn(form.members, name)) continue;
    const message = `${valueText(name)} is not known to ${form.call}.`;
    note(resolving, "layers-invalid", message, describeUsage(form, resolving), name);
  }
  return kind === "except"
    ? resolveExcept(choice.layers, resolving)
    : resolveSpan(choice, form, resolving);
}

function noteMisfit(what: string, resolving: Resolving): undefined {
  const message = `layers is ${what}, but must be a selection or a list of layer numbers.`;
  const hint = "Write layersFrom(20), or a list such as [0, 1, 2].";
  return note(resolving, "layers-invalid", message, hint);
}

/** All layers but the selected ones. */
function resolveExcept(choice: unknown, resolving: Resolving): readonly number[] | undefined {
  const { count, path } = resolving;
  if (path.length > DEEPEST) return noteMisfit("nested too deep", resolving);
  const left = resolveChoice(choice, { ...resolving, path: [...path, "layers"] });
  if (!left || !count) return undefined;
  const excepted = new Set(left);
  const others = listIndices(0, count.total).filter((layer) => !excepted.has(layer));
  if (others.length > 0) return others;
  const hint = "Leave at least one layer.";
  return note(resolving, "layers-empty", `exceptLayers leaves ${noLayer}`, hint);
}

/** Layers that are listed one by one, ascending; or `undefined`, with a finding for each fault. */
function resolveList(
  list: readonly unknown[],
  resolving: Resolving,
): readonly number[] | undefined {
  const { count } = resolving;
  const hint = `Write numbers from ${describeIndices(resolving)}, each once.`;
  if (list.length === 0) {
    return note(resolving, "layers-empty", `The list names ${noLayer}`, hint);
  }
  // More entries than any model has layers: one of these is at fault. Spread, as holes are faults too.
  const entries = [...list.slice(0, MOST_LAYERS + 1)] as readonly number[];
  const codes = checkEntries(entries, count);
  const faults = new Set(codes.filter((code) => code !== undefined));
  for (const code of faults) {
    const faulty = entries.filter((_, place) => codes[place] === code);
    const named = faulty.slice(0, 3).map(valueText).join(", ");
    const more = faulty.length > 3 ? ` and ${faulty.length - 3} more` : "";
    const why =
      code === "layers-out-of-range"
        ? `${count?.source} is ${count?.total}. ${ignored}`
        : reasons[code];
    note(resolving, code, `The list has ${named}${more}, but ${why}`, hint, codes.indexOf(code));
  }
  if (faults.size > 0 || !count) return undefined;
  return entries.toSorted((a, b) => a - b);
}

/** The fault of each entry of a list, if it has one. */
function checkEntries(entries: readonly number[], count: LayerCount | undefined) {
  const seen = new Set<unknown>();
  return entries.map((entry) => {
    const isRepeated = seen.has(entry);
    seen.add(entry);
    const code = numberCode(entry, 0);
    if (code) return code;
    if (count && entry >= count.total) return "layers-out-of-range";
    return isRepeated ? "layers-duplicate" : undefined;
  });
}

/** The layers of a selection that names a span of them; or `undefined`, with findings. */
function resolveSpan(
  choice: Readonly<Record<string, unknown>>,
  form: Form,
  resolving: Resolving,
): readonly number[] | undefined {
  const { count } = resolving;
  const members = readMembers(choice, form, resolving);
  if (!members) return undefined;
  const call = `${form.call}(${members.join(", ")})`;
  const hint = describeUsage(form, resolving, members);
  const [first = 0, second = 0] = members;
  if (form.kind === "range" && second <= first) {
    const code = second < first ? "layers-reversed" : "layers-empty";
    return note(resolving, code, `${call} names ${noLayer}`, hint);
  }
  if (!count) return undefined;
  const { total, source } = count;
  const span = form.span(total, ...members);
  const [from, to] = span;
  if (from >= 0 && from < total && to <= total) return listIndices(...span);
  const effect =
    from < total
      ? `PEFT adapts ${Math.max(0, from)} to ${total - 1} and says nothing.`
      : "get_peft_model raises NoMatchingPeftModuleError.";
  const message = `${call} names layers that do not exist: ${source} is ${total}. ${effect}`;
  return note(resolving, "layers-out-of-range", message, hint);
}

/** The members of a selection in the order of its form; or `undefined`, with findings. */
function readMembers(
  choice: Readonly<Record<string, unknown>>,
  form: Form,
  resolving: Resolving,
): readonly number[] | undefined {
  let isSound = true;
  const members = Object.entries(form.members).map(([name, least]) => {
    const { [name]: value = defaults[name] } = choice;
    const code = name === "fraction" ? shareCode(value) : numberCode(value, least);
    if (code) {
      isSound = false;
      const message = `${name} is ${valueText(value)}, but ${reasons[code]}`;
      note(resolving, code, message, describeUsage(form, resolving), name);
    }
    return value as number;
  });
  return isSound ? members : undefined;
}

/** How to write a selection of this form: the range that was probably meant, if there is one. */
function describeUsage(
  { kind, call, members, remark = "" }: Form,
  resolving: Resolving,
  [first = 0, second = 0]: readonly number[] = [],
): string {
  const from = Math.min(first, second);
  const to = Math.min(Math.max(first, second), resolving.count?.total ?? 0);
  const usage =
    kind === "range" && from < to
      ? `${call}(${from}, ${to})`
      : `${call}(${Object.keys(members).join(", ")}) within layers ${describeIndices(resolving)}`;
  return `Write ${usage}${remark}.`;
}

/** The indices of a span, ascending. */
function listIndices(...[from, to, step = 1]: Span): readonly number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}

/** The indices that layers have, for a hint. */
const describeIndices = ({ count }: Resolving): string =>
  `0 to ${count ? count.total - 1 : "totalLayers - 1"}`;

/** Notes a fault of the selection, or of what it has under a key. */
function note(
  { findings, path }: Resolving,
  code: SelectionCode,
  message: string,
  hint: string,
  ...key: Path
): undefined {
  findings.push(makeFinding(code, [...path, ...key], message, hint));
}
