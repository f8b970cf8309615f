import { isPlainObject, tell } from "../config/shape.ts";
import type { Diagnostic, FindingData, Path } from "../finding/diagnostic.ts";
import { PeftConfigError } from "../finding/error.ts";
import type { CodeFacts } from "../finding/rule.ts";
import { checkTotalLayers, type LayerCount } from "./count.ts";
import { DEEPEST, layersInvalid } from "./fault/choice.ts";
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
import { MOST_LAYERS } from "./fault/total.ts";
import { attempt, makeFinding } from "./refusal.ts";
import { defaults, forms, type Kind, type LayerChoice, makerOf, type Span } from "./selection.ts";
import { boundsOf } from "./usage.ts";

/** What it takes to resolve a selection. */
interface Resolving {
  /** How many layers there are, if that is known. */
  readonly count: LayerCount | undefined;
  readonly findings: Diagnostic[];
  /** The place of the selection in the input. Within exceptLayers it is longer. */
  readonly path: Path;
}

type Choice = Readonly<Record<string, unknown>>;
type Layers = readonly number[];

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
function resolveChoice(choice: unknown, resolving: Resolving): Layers | undefined {
  if (Array.isArray(choice)) return resolveList(choice, resolving);
  if (!isPlainObject(choice))
    return note(resolving, layersInvalid, { fault: "type", value: tell(choice) });
  const { kind } = choice;
  if (!isKind(kind)) return note(resolving, layersInvalid, { fault: "kind", value: tell(kind) });
  for (const name of Object.keys(choice)) {
    if (name !== "kind" && !Object.hasOwn(forms[kind].members, name)) {
      note(inside(resolving, name), layersInvalid, { fault: "parameter", kind });
    }
  }
  return kind === "except"
    ? resolveExcept(choice.layers, resolving)
    : resolveSpan(choice, kind, resolving);
}

const isKind = (value: unknown): value is Kind =>
  typeof value === "string" && Object.hasOwn(forms, value);

/** All layers but the selected ones. */
function resolveExcept(choice: unknown, resolving: Resolving): Layers | undefined {
  const { count, path } = resolving;
  if (path.length > DEEPEST) return note(resolving, layersInvalid, { fault: "depth" });
  const left = resolveChoice(choice, inside(resolving, "layers"));
  if (!left || !count) return undefined;
  const excepted = new Set(left);
  const others = listIndices(0, count.total).filter((layer) => !excepted.has(layer));
  return others.length > 0 ? others : note(resolving, layersEmpty, { fault: "except" });
}

type NumberFacts = CodeFacts<NumberData>;

/** Layers that are listed one by one, ascending; or `undefined`, with a finding for each fault. */
function resolveList(list: readonly unknown[], resolving: Resolving): Layers | undefined {
  const { count } = resolving;
  const total = count?.total ?? Infinity;
  if (list.length === 0) return note(resolving, layersEmpty, { fault: "list" });
  // More entries than any model has layers: one of these is at fault. Spread, as holes are faults too.
  const entries = [...list.slice(0, MOST_LAYERS + 1)] as Layers;
  const seen = new Set<number>();
  const faults = new Map<NumberFacts, { readonly place: number; readonly values: unknown[] }>();
  for (const [place, entry] of entries.entries()) {
    const repeated = seen.has(entry) ? layersDuplicate : undefined;
    seen.add(entry);
    const facts = numberFault(entry, 0) ?? (entry >= total ? layersOutOfRange : repeated);
    if (!facts) continue;
    const fault = faults.get(facts) ?? { place, values: [] };
    fault.values.push(entry);
    faults.set(facts, fault);
  }
  const hasLayer = entries.some((entry) => matchesLayer(entry, total));
  const effect = effectOf(resolving, hasLayer);
  for (const [facts, { place, values }] of faults) {
    noteNumbers(inside(resolving, place), facts, values, { effect });
  }
  return faults.size > 0 || !count ? undefined : entries.toSorted((a, b) => a - b);
}

/** Whether PEFT finds a layer for an entry. Python compares with `==`, where True is 1. */
function matchesLayer(entry: unknown, total: number): boolean {
  const index = typeof entry === "boolean" ? Number(entry) : entry;
  return !numberFault(index, 0) && (index as number) < total;
}

/** What PEFT does with a list that has the index of a layer, or has none. */
function effectOf({ path }: Resolving, hasLayer: boolean): Effect {
  if (path.length > 1) return "none";
  return hasLayer ? "adapts-rest" : "raises";
}

/** The layers of a selection that names a span of them; or `undefined`, with findings. */
function resolveSpan(choice: Choice, kind: Kind, resolving: Resolving): Layers | undefined {
  const { count } = resolving;
  const members = readMembers(choice, kind, resolving);
  if (!members) return undefined;
  const [first = 0, second = 0] = members;
  const call = callText(kind, members);
  const isRange = kind === "range";
  const meant = isRange ? findMeant(first, second, count) : null;
  const data = { fault: "call", kind, call, meant } as const;
  if (isRange && second <= first) {
    const facts = second < first ? layersReversed : layersEmpty;
    return note(resolving, facts, { ...data, from: first, effect: "adapts-all" });
  }
  if (!count) return undefined;
  const { total } = count;
  const span = forms[kind].span(total, ...members);
  const [from, to] = span;
  if (from >= 0 && from < total && to <= total) return listIndices(...span);
  const effect = effectOf(resolving, from < total);
  return note(resolving, layersOutOfRange, {
    ...data,
    from: Math.max(from, 0),
    effect: effect === "raises" && to <= from ? "adapts-all" : effect,
  });
}

const callText = (kind: Kind, members: Layers): string => `${makerOf(kind)}(${members.join(", ")})`;

/** The range that was probably meant: upwards, and within the model. */
function findMeant(first: number, second: number, count: LayerCount | undefined): string | null {
  const from = Math.min(first, second);
  const to = Math.min(Math.max(first, second), count?.total ?? 0);
  return from < to ? callText("range", [from, to]) : null;
}

/** The members of a selection in the order of its form; or `undefined`, with findings. */
function readMembers(choice: Choice, kind: Kind, resolving: Resolving): Layers | undefined {
  let isSound = true;
  const members = Object.entries(forms[kind].members).map(([parameter, least]) => {
    const { [parameter]: value = defaults[parameter] } = choice;
    const facts = kind === "fraction" ? shareFault(value) : numberFault(value, least);
    if (facts) {
      isSound = false;
      noteNumbers(inside(resolving, parameter), facts, [value], { kind, least });
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
function listIndices(...[from, to, step = 1]: Span): Layers {
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
  const values = distinct.slice(0, MOST_NAMED).map((value) => tell(value));
  const more = distinct.length - values.length;
  if (more > 0) values.push({ is: `${more} more` });
  const data = { fault: "number", kind: null, least: 0, values, effect: "none" } as const;
  note(resolving, facts, { ...data, ...known });
}

/** Notes a fault of the selection, with the bounds of the model. If PEFT raises, that is the outcome. */
function note<Data extends FindingData>(
  { count, findings, path }: Resolving,
  facts: CodeFacts<Data>,
  data: NoInfer<Data>,
): undefined {
  const outcome = data.effect === "raises" ? noMatch : undefined;
  findings.push(makeFinding(facts, path, { ...data, ...boundsOf(count) }, outcome));
}
