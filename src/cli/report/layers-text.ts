import type { ConfigView } from "../../finding/rule.ts";

/** Which layers a config adapts, in words. */
export function describeLayers({
  layersToTransform: given,
  layersPattern: pattern,
}: ConfigView): string {
  const layers = typeof given === "number" ? [given] : (given ?? []);
  if (layers.length === 0) return "all";
  const names = typeof pattern === "string" ? [pattern] : (pattern ?? []);
  const where = names.length === 0 ? "" : `, counted in ${names.join(" or ")}`;
  return `${formatSpans(layers)} (${layers.length} of them)${where}`;
}

/** Numbers with runs drawn together: "0 to 3, 8". */
export function formatSpans(layers: readonly number[]): string {
  const spans: { from: number; to: number }[] = [];
  for (const layer of layers.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && layer <= last.to + 1) last.to = layer;
    else spans.push({ from: layer, to: layer });
  }
  return spans.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(", ");
}
