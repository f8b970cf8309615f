import { valueText } from "../config/shape.ts";
import { MOST_LAYERS } from "./count.ts";
import { finding } from "./finding.ts";
import { ignored, noLayer, numberCode, reasons } from "./number.ts";
import type { Resolving } from "./resolving.ts";
import type { SelectionCode } from "./rules.ts";

/** Layers that are named one by one, ascending, or `undefined` and a finding for each fault. */
export function listedLayers(
  list: readonly unknown[],
  { count, findings, path }: Resolving,
): readonly number[] | undefined {
  const { total = Infinity, statement = "" } = count ?? {};
  const last = count === undefined ? "totalLayers - 1" : total - 1;
  const hint = `Write numbers from 0 to ${last}, each once; lastLayers(1) is the last layer.`;
  const report = (code: SelectionCode, place: readonly number[], message: string) =>
    findings.push(finding(code, [...path, ...place], `The list ${message}`, hint));

  if (list.length === 0) report("layers-empty", [], `names ${noLayer}`);
  if (list.length > MOST_LAYERS) {
    report("layers-invalid", [], `has ${list.length} entries, more than any model has layers.`);
    return undefined;
  }
  const why = {
    ...reasons,
    "layers-out-of-range": `${statement}. ${ignored}`,
    "layers-duplicate": "names it twice. PEFT adapts a layer once.",
  };
  const seen = new Set<unknown>();
  // Not list.map, which skips holes.
  const codes = Array.from(list, (entry) => {
    const isRepeated = seen.has(entry);
    seen.add(entry);
    const code = numberCode(entry, 0);
    if (code !== undefined) return code;
    if ((entry as number) >= total) return "layers-out-of-range";
    return isRepeated ? "layers-duplicate" : undefined;
  });
  for (const code of new Set(codes)) {
    if (code === undefined) continue;
    const faulty = [...list].filter((_, place) => codes[place] === code);
    report(code, [codes.indexOf(code)], `has ${entriesText(faulty)}, but ${why[code]}`);
  }
  if (count === undefined || list.length === 0 || codes.some((code) => code)) return undefined;
  return (list as readonly number[]).toSorted((a, b) => a - b);
}

/** The first three of some entries, and how many more there are. */
function entriesText(entries: readonly unknown[]): string {
  const named = entries.slice(0, 3).map(valueText).join(", ");
  return entries.length > 3 ? `${named} and ${entries.length - 3} more` : named;
}
