import { valueText } from "../config/shape.ts";
import { MOST_LAYERS } from "./count.ts";
import { numberCode } from "./number.ts";
import type { LayerCount, Resolving } from "./problem.ts";
import type { SelectionCode } from "./rules.ts";

/** What a fault of some entries is called, and what to say about them. */
interface Wording {
  readonly message: (entries: string, count: LayerCount | undefined) => string;
  readonly hint: (count: LayerCount | undefined) => string;
}

type EntryCode = Extract<
  SelectionCode,
  | "layers-invalid"
  | "layers-fractional"
  | "layers-negative"
  | "layers-duplicate"
  | "layers-out-of-range"
>;

const ignored = "PEFT ignores it, silently as long as another layer matches.";
const integers = "Write integers from 0, such as [0, 1, 2].";

const wordings: Readonly<Record<EntryCode, Wording>> = {
  "layers-invalid": {
    message: (entries) => `Not a layer number: ${entries}.`,
    hint: () => integers,
  },
  "layers-fractional": {
    message: (entries) => `No layer is numbered ${entries}. ${ignored}`,
    hint: () => integers,
  },
  "layers-negative": {
    message: (entries) => `No layer is numbered ${entries}: they count from 0. ${ignored}`,
    hint: () => "Count from 0, or write lastLayers(1) for the last.",
  },
  "layers-duplicate": {
    message: (entries) => `Named before: ${entries}. PEFT adapts each layer once.`,
    hint: () => "Name each layer once.",
  },
  "layers-out-of-range": {
    message: (entries, count) =>
      `No layer is numbered ${entries}: ${count?.statement} (0 to ${(count?.total ?? 1) - 1}). ${ignored}`,
    hint: (count) => `Write numbers from 0 to ${(count?.total ?? 1) - 1}.`,
  },
};

/** Layers that are named one by one, ascending, or `undefined` and a report for each fault. */
export function listedLayers(
  list: readonly unknown[],
  { count, report, path }: Resolving,
): readonly number[] | undefined {
  if (list.length === 0 || list.length > MOST_LAYERS) {
    const [code, message] = wrongLength(list.length);
    report(code, path, message, "Name the layers, each once.");
    return undefined;
  }
  const faults = faultsOf(list, count);
  for (const [code, places] of faults) {
    const { message, hint } = wordings[code];
    const entries = entriesText(places.map((place) => list[place]));
    report(code, [...path, places[0] ?? 0], message(entries, count), hint(count));
  }
  if (faults.size > 0 || count === undefined) return undefined;
  return (list as readonly number[]).toSorted((a, b) => a - b);
}

function wrongLength(length: number): readonly [SelectionCode, string] {
  return length === 0
    ? ["layers-empty", "The list names no layer; PEFT takes an empty list for all layers."]
    : ["layers-invalid", `The list has ${length} entries, more than any model has layers.`];
}

/** The positions of faulty entries, by what is wrong with them. */
function faultsOf(
  list: readonly unknown[],
  count: LayerCount | undefined,
): ReadonlyMap<EntryCode, readonly number[]> {
  const total = count?.total ?? Infinity;
  const faults = new Map<EntryCode, number[]>();
  const seen = new Set<unknown>();
  // Not forEach, which skips holes.
  for (let place = 0; place < list.length; place++) {
    const code = entryCode(list[place], total, seen);
    if (code !== undefined) faults.set(code, [...(faults.get(code) ?? []), place]);
    seen.add(list[place]);
  }
  return faults;
}

function entryCode(
  entry: unknown,
  total: number,
  seen: ReadonlySet<unknown>,
): EntryCode | undefined {
  const code = numberCode(entry, 0);
  if (code !== undefined) return code as EntryCode;
  if ((entry as number) >= total) return "layers-out-of-range";
  return seen.has(entry) ? "layers-duplicate" : undefined;
}

/** The first three of some entries, and how many more there are. */
function entriesText(entries: readonly unknown[]): string {
  const named = entries.slice(0, 3).map(valueText).join(", ");
  return entries.length > 3 ? `${named} and ${entries.length - 3} more` : named;
}
