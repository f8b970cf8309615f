import { isPlainObject, shorten, tell } from "../config/shape.ts";
import type { Diagnostic, FindingData, Path } from "../finding/diagnostic.ts";
import { PeftConfigError } from "../finding/error.ts";
import type { CodeFacts } from "../finding/rule.ts";
import { pathText } from "../finding/speaker.ts";
import { checkTotalLayers, type LayerCount, MOST_LAYERS } from "./count.ts";
import { layersInvalid } from "./fault/choice.ts";
import {
  type Effect,
  layersDuplicate,
  layersFraction,
  layersFractional,
  layersNegative,
  type NumberData,
  noMatch,
} from "./fault/number.ts";
import { layersEmpty, layersOutOfRange, layersReversed } from "./fault/span.ts";
import { attempt, makeFinding } from "./refusal.ts";
import { defaults, type Form, forms, type LayerChoice, type Span } from "./selection.ts";
import { boundsOf } from "./usage.ts";

/** What it takes to resolve a selection. */
interface Resolving {
  /** How many layers there are, if that is known. */
  readonly count: LayerCount | undefined;
  readonly findings: Diagnostic[];
  /** The place of the selection in the input. Within exceptLayers it is longer. */
  readonly path: Path;
}

/** How many levels of exceptLayers are resolved: more than anyone writes. */
const DEEPEST = 16;

/**
 * The indices of the selected layers, for PEFT's `layers_to_transform`.
 *
 * @param selection A selection, or a list of layer indices counted from 0.
 * @param totalLayers How many layers the model has: an integer from 1 to 10,000.
 * @returns The indices, ascending, each once, at least one.
 * @throws {PeftConfigError} If the value is not a selection, or selects no layer, a layer that does
 * not exist, or one layer twice. PEFT silently ignores an index that no layer has, and reads an empty
 * list as all layers.
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
  const place = pathText(resolving.path);
  if (!isPlainObject(choice))
    return note(resolving, layersInvalid, { fault: "type", place, value: tell(choice) });
  const { kind } = choice;
  const form = forms.find((one) => one.kind === kind);
  if (!form) return note(resolving, layersInvalid, { fault: "kind", place, value: tell(kind) });
  const { call, members } = form;
  for (const name of Object.keys(choice)) {
    if (name === "kind" || Object.hasOwn(members, name)) continue;
    const bounds = boundsOf(resolving.count);
    const data = {
      fault: "parameter",
      name: shorten(name),
      kind: form.kind,
      call,
      ...bounds,
    } as const;
    note(inside(resolving, name), layersInvalid, data);
  }
  return kind === "except"
    ? resolveExcept(choice.layers, resolving)
    : resolveSpan(choice, form, resolving);
}

/** All layers but the selected ones. */
function resolveExcept(choice: unknown, resolving: Resolving): readonly number[] | undefined {
  const { count, path } = resolving;
  if (path.length > DEEPEST)
    return note(resolving, layersInvalid, { fault: "depth", most: DEEPEST });
  const left = resolveChoice(choice, inside(resolving, "layers"));
  if (!left || !count) return undefined;
  const excepted = new Set(left);
  const others = listIndices(0, count.total).filter((layer) => !excepted.has(layer));
  return others.length > 0 ? others : note(resolving, layersEmpty, { fault: "except" });
}

/** Layers that are listed one by one, ascending; or `undefined`, with a finding for each fault. */
function resolveList(
  list: readonly unknown[],
  resolving: Resolving,
): readonly number[] | undefined {
  const { count } = resolving;
  if (list.length === 0) {
    return note(resolving, layersEmpty, { fault: "list", ...boundsOf(count) });
  }
  // More entries than any model has layers: one of these is at fault. Spread, as holes are faults too.
  const entries = [...list.slice(0, MOST_LAYERS + 1)] as readonly number[];
  const faults = entryFaults(entries, count);
  const kinds = new Set(faults.filter((facts) => facts !== undefined));
  const hasLayer = entries.some((entry) => matchesLayer(entry, count));
  for (const facts of kinds) {
    const faulty = entries.filter((_, place) => faults[place] === facts);
    const effect = effectOf(resolving, hasLayer);
    noteNumbers(inside(resolving, faults.indexOf(facts)), facts, faulty, { effect });
  }
  if (kinds.size > 0 || !count) return undefined;
  return entries.toSorted((a, b) => a - b);
}

type NumberFacts = CodeFacts<NumberData>;

/** The fault of each entry of a list, if it has one. */
function entryFaults(
  entries: readonly number[],
  count: LayerCount | undefined,
): readonly (NumberFacts | undefined)[] {
  const seen = new Set<unknown>();
  return entries.map((entry) => {
    const isRepeated = seen.has(entry);
    seen.add(entry);
    const facts = numberFault(entry, 0);
    if (facts) return facts;
    if (count && entry >= count.total) return layersOutOfRange;
    return isRepeated ? layersDuplicate : undefined;
  });
}

/** Whether PEFT finds a layer for an entry. Python compares with `==`, where True is 1. */
function matchesLayer(entry: unknown, count: LayerCount | undefined): boolean {
  const index = typeof entry === "boolean" ? Number(entry) : entry;
  return !numberFault(index, 0) && (index as number) < (count?.total ?? Infinity);
}

/** What PEFT does with a list that has the index of a layer, or has none. */
function effectOf({ path }: Resolving, hasLayer: boolean): Effect {
  if (path.length > 1) return "none";
  return hasLayer ? "adapts-rest" : "raises";
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
  const [first = 0, second = 0] = members;
  const { kind } = form;
  const call = callText(form, members);
  const data = { kind, call, meant: findMeant(form, members, count), ...boundsOf(count) };
  if (kind === "range" && second <= first) {
    const facts = second < first ? layersReversed : layersEmpty;
    return note(resolving, facts, { fault: "call", ...data });
  }
  if (!count) return undefined;
  const { total } = count;
  const span = form.span(total, ...members);
  const [from, to] = span;
  if (from >= 0 && from < total && to <= total) return listIndices(...span);
  const effect = effectOf(resolving, from < total);
  return note(resolving, layersOutOfRange, {
    fault: "span",
    ...data,
    from,
    effect: effect === "raises" && to <= from ? "adapts-all" : effect,
  });
}

const callText = ({ call }: Form, members: readonly number[]): string =>
  `${call}(${members.join(", ")})`;

/** The range that was probably meant: upwards, and within the model. */
function findMeant(
  form: Form,
  [first = 0, second = 0]: readonly number[],
  count: LayerCount | undefined,
): string | null {
  const from = Math.min(first, second);
  const to = Math.min(Math.max(first, second), count?.total ?? 0);
  return form.kind === "range" && from < to ? callText(form, [from, to]) : null;
}

/** The members of a selection in the order of its form; or `undefined`, with findings. */
function readMembers(
  choice: Readonly<Record<string, unknown>>,
  { kind, members: leasts }: Form,
  resolving: Resolving,
): readonly number[] | undefined {
  let isSound = true;
  const members = Object.entries(leasts).map(([parameter, least]) => {
    const { [parameter]: value = defaults[parameter] } = choice;
    const facts = parameter === "fraction" ? shareFault(value) : numberFault(value, least);
    if (facts) {
      isSound = false;
      noteNumbers(inside(resolving, parameter), facts, [value], { kind, parameter });
    }
    return value as number;
  });
  return isSound ? members : undefined;
}

/** Why a value is not a share of the layers; `undefined` if it is one. */
function shareFault(value: unknown): NumberFacts | undefined {
  if (typeof value !== "number" || Number.isNaN(value)) return layersInvalid;
  return value > 0 && value <= 1 ? undefined : layersFraction;
}

/** Why a value is not an integer from `least` on; `undefined` if it is one. */
function numberFault(value: unknown, least: number): NumberFacts | undefined {
  if (!Number.isFinite(value)) return layersInvalid;
  if (!Number.isInteger(value)) return layersFractional;
  if ((value as number) < 0) return layersNegative;
  return (value as number) < least ? layersEmpty : undefined;
}

/** The indices of a span, ascending. */
function listIndices(...[from, to, step = 1]: Span): readonly number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}

/** The same, for what the selection has under a key. */
const inside = (resolving: Resolving, key: string | number): Resolving => ({
  ...resolving,
  path: [...resolving.path, key],
});

/** How many values a finding names. */
const MOST_NAMED = 3;

/** Notes faulty numbers: entries of a list, or the value of a parameter. */
function noteNumbers(
  resolving: Resolving,
  facts: NumberFacts,
  faulty: readonly unknown[],
  known: Partial<NumberData>,
): void {
  const distinct = [...new Set(faulty)];
  note(resolving, facts, {
    fault: "number",
    kind: null,
    parameter: null,
    values: distinct.slice(0, MOST_NAMED).map((value) => tell(value)),
    more: Math.max(0, distinct.length - MOST_NAMED),
    effect: "none",
    ...known,
    ...boundsOf(resolving.count),
  });
}

/** Notes a fault of the selection. If PEFT raises, that is the outcome. */
function note<Data extends FindingData>(
  { findings, path }: Resolving,
  facts: CodeFacts<Data>,
  data: Data,
): undefined {
  findings.push(makeFinding(facts, path, data, data.effect === "raises" ? noMatch : undefined));
}
