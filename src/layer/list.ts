import { valueText } from "../config/shape.ts";
import { MOST_LAYERS } from "./count.ts";
import { ignored, noLayer, numberCode, reasons } from "./number.ts";
import { note, numbersText, type Resolving } from "./resolving.ts";

/** Layers that are named one by one, ascending, or `undefined` and a finding for each fault. */
export function listedLayers(
  list: readonly unknown[],
  resolving: Resolving,
): readonly number[] | undefined {
  const { count } = resolving;
  const hint = `Write numbers from ${numbersText(resolving)}, each once.`;
  if (list.length === 0) {
    return note(resolving, "layers-empty", `The list names ${noLayer}`, hint);
  }
  // More entries than any model has layers: one of these is at fault. Spread, for holes are too.
  const entries = [...list.slice(0, MOST_LAYERS + 1)] as readonly number[];
  const seen = new Set<unknown>();
  const codes = entries.map((entry) => {
    const isRepeated = seen.size === seen.add(entry).size;
    const code = numberCode(entry, 0);
    if (code !== undefined) return code;
    if (count !== undefined && entry >= count.total) return "layers-out-of-range";
    return isRepeated ? "layers-duplicate" : undefined;
  });
  const why = {
    ...reasons,
    "layers-out-of-range": `${count?.source} is ${count?.total}. ${ignored}`,
  };
  const faults = new Set(codes.filter((code) => code !== undefined));
  for (const code of faults) {
    const faulty = entries.filter((_, place) => codes[place] === code);
    const message = `The list has ${entriesText(faulty)}, but ${why[code]}`;
    note(resolving, code, message, hint, codes.indexOf(code));
  }
  if (faults.size > 0 || count === undefined) return undefined;
  return entries.toSorted((a, b) => a - b);
}

/** The first three of some entries, and how many more there are. */
function entriesText(entries: readonly unknown[]): string {
  const named = entries.slice(0, 3).map(valueText).join(", ");
  return entries.length > 3 ? `${named} and ${entries.length - 3} more` : named;
}
