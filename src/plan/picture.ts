import { type Cell, type Grid, type GridRow, gridsOf } from "./grid.ts";
import type { Plan } from "./plan-types.ts";
import { trainableLine } from "./trainable-line.ts";

export interface SvgOptions {
  /** A title above the picture. Default: the type of the model. */
  readonly title?: string;
}

/** No picture has more rows in a grid, or more columns: hostile trees stay small. */
const MOST_ROWS = 60;
const MOST_COLUMNS = 512;

const ROW = 17;
const LETTER = 6.4;
const MARGIN = 16;

/** Colours by place on the scale of ranks, from the lowest to the highest, for light and dark. */
const light = ["#b7d3f2", "#8bb8ea", "#5c99de", "#3578c6", "#1d579c", "#0d3a70"];
const dark = ["#1f3f63", "#2a5a8f", "#3a78bb", "#5c99de", "#8bb8ea", "#c5defa"];

/**
 * A picture of a plan: layers across, modules down, coloured by rank. Frozen modules are grey, fully
 * trained ones orange; a gap is a module that a layer does not have. Readable in light and dark, at
 * 40 and at 94 layers. Plain SVG with no scripts; all names are escaped.
 *
 * @param plan the plan to draw.
 * @returns the text of an SVG file.
 * @example
 * ```ts
 * const picture = planSvg(plan, { title: "Queries and values" });
 * picture.startsWith("<svg"); // true
 * ```
 */
export function planSvg(plan: Plan, { title }: SvgOptions = {}): string {
  const grids = gridsOf(plan);
  const ranks = ranksOf(plan);
  const labels = Math.max(8, ...grids.flatMap(({ rows }) => rows.map(({ name }) => name.length)));
  const left = MARGIN + Math.min(48, labels) * LETTER + 8;
  const columns = Math.min(MOST_COLUMNS, Math.max(1, ...grids.map((grid) => grid.columns)));
  const cell = columns <= 48 ? 13 : columns <= 100 ? 8 : 5;
  const width = Math.ceil(Math.max(left + columns * cell + MARGIN, 520));
  const parts: string[] = [];
  let y = MARGIN + 14;
  const heading = title ?? plan.modelType ?? "Plan";
  parts.push(text(MARGIN, y, heading, "heading"));
  y += 18;
  if (plan.total > 0) parts.push(text(MARGIN, y, trainableLine(plan), "quiet"));
  y += 14;
  for (const grid of grids) {
    const drawn = drawGrid(grid, { left, top: y, cell, ranks });
    parts.push(drawn.svg);
    y = drawn.bottom;
  }
  const legend = drawLegend(ranks, y + 20);
  parts.push(legend);
  const height = Math.ceil(y + 36);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(`Plan of an adapter on ${heading}`)}">`,
    `<style>${style(ranks.length)}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

const ranksOf = ({ modules, parameters }: Plan): readonly number[] =>
  [...new Set([...modules, ...parameters].map(({ rank }) => rank))].sort((a, b) => a - b);

/** Where a grid is drawn. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly ranks: readonly number[];
}

function drawGrid(grid: Grid, frame: Frame) {
  const { left, top, cell } = frame;
  const isLayered = grid.list !== "";
  const columns = Math.min(MOST_COLUMNS, grid.columns);
  const rows = grid.rows.slice(0, MOST_ROWS);
  const parts = [text(MARGIN, top + 16, isLayered ? grid.list : "outside of layers", "list")];
  let y = top + 22;
  const start = y;
  for (const row of rows) {
    parts.push(text(left - 6, y + 12, clipped(row.name), "label"));
    parts.push(...runsOf(row, columns).map((run) => drawRun(row, run, y, frame)));
    y += ROW;
  }
  const hidden = grid.rows.length - rows.length;
  if (hidden > 0) {
    parts.push(text(left - 6, y + 12, `and ${hidden} more`, "label"));
    y += ROW;
  }
  if (isLayered) {
    const lines = Array.from({ length: columns + 1 }, (_, column) => {
      const x = left + column * cell;
      return `M${x} ${start}V${y - 2}`;
    });
    parts.push(`<path class="lines" d="${lines.join("")}"/>`, ...ticks(columns, y + 10, frame));
    y += 14;
  }
  return { svg: parts.join("\n"), bottom: y };
}

/** Cells side by side that are the same. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly cell: Cell;
}

function runsOf({ cells }: GridRow, columns: number): readonly Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < columns; column++) {
    const cell = cells.get(column);
    const last = runs.at(-1);
    if (cell === undefined) continue;
    if (last?.to === column && classOf(last.cell) === classOf(cell)) {
      runs[runs.length - 1] = { ...last, to: column + 1 };
    } else runs.push({ from: column, to: column + 1, cell });
  }
  return runs;
}

const classOf = (cell: Cell): string => (cell.is === "adapted" ? `r${cell.rank}` : cell.is);

function drawRun(row: GridRow, { from, to, cell }: Run, y: number, frame: Frame): string {
  const { left, cell: width, ranks } = frame;
  const name = cell.is === "adapted" ? `k${ranks.indexOf(cell.rank)}` : cell.is;
  const what = { adapted: "rank", trained: "fully trained", frozen: "frozen" }[cell.is];
  const rank = cell.is === "adapted" ? ` ${cell.rank}` : "";
  const layers = to - from === 1 ? `layer ${from}` : `layers ${from} to ${to - 1}`;
  const title = escaped(`${row.name}, ${layers}: ${what}${rank}`);
  return `<rect class="${name}" x="${left + from * width}" y="${y}" width="${(to - from) * width}" height="${ROW - 3}"><title>${title}</title></rect>`;
}

/** Numbers below a grid, as many as fit. */
function ticks(columns: number, y: number, { left, cell }: Frame): readonly string[] {
  const step = columns <= 12 ? 1 : columns <= 48 ? 5 : 10;
  const found: string[] = [];
  for (let column = 0; column < columns; column += step) {
    found.push(text(left + (column + 0.5) * cell, y, String(column), "tick"));
  }
  return found;
}

function drawLegend(ranks: readonly number[], y: number): string {
  const shown = ranks.slice(0, 8);
  const entries = [
    ...shown.map((rank, place) => [`k${place}`, `rank ${rank}`] as const),
    ["trained", "fully trained"] as const,
    ["frozen", "frozen"] as const,
  ];
  let x = MARGIN;
  return entries
    .map(([name, words]) => {
      const mark = `<rect class="${name}" x="${x}" y="${y - 10}" width="12" height="12"/>${text(x + 17, y, words, "quiet")}`;
      x += 30 + words.length * LETTER;
      return mark;
    })
    .join("\n");
}

/** Colours for so many ranks, from the scale. */
function style(count: number): string {
  const pick = (scale: readonly string[], place: number) =>
    scale[count < 2 ? 3 : Math.round((place * (scale.length - 1)) / (count - 1))];
  const rules = (scale: readonly string[]) =>
    Array.from({ length: count }, (_, place) => `.k${place}{fill:${pick(scale, place)}}`).join("");
  return [
    "text{font:11px ui-monospace,SFMono-Regular,Menlo,monospace;fill:#24292f}",
    ".heading{font-size:14px;font-weight:600}.list{font-weight:600}.label{text-anchor:end}",
    ".tick{text-anchor:middle;font-size:9px}.quiet,.tick{fill:#57606a}",
    ".paper{fill:#fff}.frozen{fill:#e4e7eb}.trained{fill:#e8883a}.lines{stroke:#fff;stroke-width:1}",
    rules(light),
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.quiet,.tick{fill:#9198a1}",
    ".paper{fill:#0d1117}.frozen{fill:#262c36}.trained{fill:#d9772b}.lines{stroke:#0d1117}",
    `${rules(dark)}}`,
  ].join("");
}

const clipped = (name: string): string => (name.length > 48 ? `…${name.slice(-47)}` : name);

const text = (x: number, y: number, words: string, name: string): string =>
  `<text class="${name}" x="${x}" y="${y}">${escaped(words)}</text>`;

/** Text that is safe in XML, in an attribute too. */
const escaped = (words: string): string =>
  words
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them.
    .replaceAll(/[\u0000-\u001f\ud800-\udfff\ufffe\uffff]/g, "?")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
