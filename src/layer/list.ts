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
    const isRepeated = seen.has(entry);
    seen.add(entry);
    const code = numberCode(entry, 0);
    if (code !== undefined) return code;
    if (count !== undefined && entry >= count.total) return "layers-out-of-range";
    return isRepeated ? "layers-duplicate" : undefined;
  });
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
  if (faults.size > 0 || count === undefined) return undefined;
  return entries.toSorted((a, b) => a - b);
}
