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
  const hint = `Write numbers from ${numbersText(resolving)}, each once; lastLayers(1) is the last layer.`;
  if (list.length === 0) {
    return note(resolving, "layers-empty", `The list names ${noLayer}`, hint);
  }
  // More entries than any model has layers: one of these is at fault. Spread, for holes are too.
  const entries = [...list.slice(0, MOST_LAYERS + 1)];
  const codes = codesOf(entries, count?.total);
  const why = {
    ...reasons,
    "layers-duplicate": "that was named before. PEFT adapts a layer once.",
    "layers-out-of-range": `${count?.statement}. ${ignored}`,
  };
  const faults = new Set(codes.filter((code) => code !== undefined));
  for (const code of faults) {
    const faulty = entries.filter((_, place) => codes[place] === code);
    const message = `The list has ${entriesText(faulty)}, but ${why[code]}`;
    note(resolving, code, message, hint, codes.indexOf(code));
  }
  if (faults.size > 0 || count === undefined) return undefined;
  return (entries as readonly number[]).toSorted((a, b) => a - b);
}

/** What is wrong with each entry, if anything. */
function codesOf(entries: readonly unknown[], total = Infinity) {
  const seen = new Set<unknown>();
  return entries.map((entry) => {
    const isRepeated = seen.has(entry);
    seen.add(entry);
    const code = numberCode(entry, 0);
    if (code !== undefined) return code;
    if ((entry as number) >= total) return "layers-out-of-range";
    return isRepeated ? "layers-duplicate" : undefined;
  });
}

/** The first three of some entries, and how many more there are. */
function entriesText(entries: readonly unknown[]): string {
  const named = entries.slice(0, 3).map(valueText).join(", ");
  return entries.length > 3 ? `${named} and ${entries.length - 3} more` : named;
}
