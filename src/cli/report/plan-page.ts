import { adapterFileSize } from "../../plan/file-size.ts";
import { trainingMemory } from "../../plan/memory.ts";
import type { Plan, TargetUse } from "../../plan/plan-types.ts";
import { trainableLine } from "../../plan/trainable-line.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import { formatColumns, wrapText } from "../terminal/wrap.ts";
import { formatSpans } from "./layers-text.ts";
import { formatSection, type Medium } from "./meaning-page.ts";
import { drawPlan } from "./plan-picture.ts";
import { formatNumber } from "./value-text.ts";

/** How many entries, modules and rows a table has room for. */
const MOST_ROWS = 24;

/** A plan as the paragraphs of a page. */
export function formatPlan(plan: Plan, medium: Medium): readonly string[] {
  return [
    ...(plan.total === 0 ? [] : [medium.paint("strong", trainableLine(plan))]),
    formatSection("Targets", formatTargets(plan, medium), medium),
    ...formatTrained(plan, medium),
    ...formatFrozen(plan, medium),
    formatSection("Memory of training, without activations", formatMemory(plan, medium), medium),
    drawPlan(plan, medium),
  ];
}

function formatTargets({ targets, modules, parameters }: Plan, medium: Medium): string {
  if (targets.length === 0) return "  none";
  const rows = targets
    .slice(0, MOST_ROWS)
    .map((use) => [
      replaceUnsafe(shortenEntry(use.entry)),
      String(use.matched),
      countKind(use),
      use.layers.length === 0 ? "" : `layers ${formatSpans(use.layers)}`,
    ]);
  const sum = `${modules.length} modules and ${parameters.length} parameters have an adapter.`;
  return [formatTable(rows), ...listMore(targets), `  ${wrapText(sum, medium.width, "  ")}`].join(
    "\n",
  );
}

const countKind = ({ field, matched }: TargetUse): string => {
  const noun = field === "targetModules" ? "module" : "parameter";
  return matched === 1 ? noun : `${noun}s`;
};

const shortenEntry = (entry: string): string =>
  entry.length > 48 ? `${entry.slice(0, 47)}…` : entry;

const listMore = ({ length }: readonly unknown[]): readonly string[] =>
  length > MOST_ROWS ? [`  … and ${length - MOST_ROWS} more`] : [];

/** Columns side by side; the second has numbers. */
function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, at) => Math.max(known[at] ?? 0, cell.length)),
    [],
  );
  const pad = (cell: string, at: number) =>
    at === 1 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
  return rows.map((row) => `  ${row.map(pad).join("  ")}`.trimEnd()).join("\n");
}

function formatTrained({ fullyTrained }: Plan, medium: Medium): readonly string[] {
  if (fullyTrained.length === 0) return [];
  const rows = fullyTrained
    .slice(0, MOST_ROWS)
    .map(({ name, rows: count, parameters }) => [
      replaceUnsafe(name),
      groupDigits(parameters),
      count === null ? "parameters" : `parameters in ${groupDigits(count)} rows`,
    ]);
  const text = [formatTable(rows), ...listMore(fullyTrained)].join("\n");
  return [formatSection("Fully trained", text, medium)];
}

function formatFrozen({ frozen }: Plan, medium: Medium): readonly string[] {
  if (frozen.length === 0) return [];
  const rows = frozen
    .slice(0, MOST_ROWS)
    .map(({ name, parameters, layers }) => [
      replaceUnsafe(name),
      groupDigits(parameters),
      layers.length === 0 ? "parameters" : `parameters in layers ${formatSpans(layers)}`,
    ]);
  const text = [formatTable(rows), ...listMore(frozen)].join("\n");
  return [formatSection("Frozen, though PEFT could adapt it", text, medium)];
}

function formatMemory(plan: Plan, medium: Medium): string {
  const { parts, bytes } = trainingMemory(plan);
  const rows = parts.map(({ part, bytes: size, formula, isEstimate }): [string, string] => [
    `${part.padEnd(10)}${formatBytes(size).padStart(9)}`,
    isEstimate ? `${formula}, an estimate` : formula,
  ]);
  const file = adapterFileSize(plan).bytes;
  const sums: [string, string][] = [
    [`${"together".padEnd(10)}${formatBytes(bytes).padStart(9)}`, ""],
    [`${"file".padEnd(10)}${formatBytes(file).padStart(9)}`, "adapter_model.safetensors on disk"],
  ];
  return formatColumns([...rows, ...sums], medium.width);
}

const groupDigits = (count: number): string => count.toLocaleString("en-US");

const units = ["B", "kB", "MB", "GB", "TB", "PB"];

/** Bytes in decimal units, three digits of them: "15.3 GB". */
function formatBytes(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${formatNumber(Number(size.toPrecision(3)))} ${units[unit]}`;
}
