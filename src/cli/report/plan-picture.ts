import { type Cell, type Grid, gridsOf } from "../../plan/grid.ts";
import type { Plan } from "../../plan/plan-types.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import type { Medium } from "./meaning-page.ts";

/** Shades from the lowest rank of a plan to the highest. */
const SHADES = ["░", "▒", "▓", "█"] as const;
const FROZEN = "·";
const TRAINED = "◆";

/** No grid has more rows or columns here: a hostile tree fills no screen. */
const MOST_ROWS = 40;
const MOST_COLUMNS = 512;
const LONGEST_LABEL = 32;

/** A plan in characters: a column for each layer, a row for each module, shaded by rank. */
export function drawPlan(plan: Plan, medium: Medium): string {
  const ranks = listRanks(plan);
  const grids = gridsOf(plan).map((grid) => drawGrid(grid, ranks, medium));
  return [...grids, drawLegend(ranks)].join("\n\n");
}

const listRanks = ({ modules, parameters }: Plan): readonly number[] =>
  [...new Set([...modules, ...parameters].map(({ rank }) => rank))].sort((a, b) => a - b);

function drawGrid(grid: Grid, ranks: readonly number[], medium: Medium): string {
  const rows = grid.rows.slice(0, MOST_ROWS).map(({ name, cells }) => ({
    label: shortenLabel(replaceUnsafe(name)),
    cells,
  }));
  const labels = Math.max(0, ...rows.map(({ label }) => label.length));
  const columns = Math.min(grid.columns, MOST_COLUMNS);
  const bands = splitColumns(columns, medium.width - labels - 4).map(([from, to]) => {
    const lines = rows.map(({ label, cells }) => {
      const marks = Array.from({ length: to - from }, (_, at) => mark(cells.get(from + at), ranks));
      return `  ${label.padEnd(labels)}  ${marks.join("")}`.trimEnd();
    });
    return [...lines, ...(grid.list === "" ? [] : [drawTicks(from, to, labels + 4)])].join("\n");
  });
  const hidden = grid.rows.length - rows.length;
  return [
    medium.paint("strong", grid.list === "" ? "Outside of layers" : replaceUnsafe(grid.list)),
    bands.join("\n\n"),
    ...(hidden > 0 ? [`  … and ${hidden} more`] : []),
  ].join("\n");
}

/** The start of a long name says less than its end. */
const shortenLabel = (name: string): string =>
  name.length > LONGEST_LABEL ? `…${name.slice(1 - LONGEST_LABEL)}` : name;

/** Columns in bands that fit the page, of about the same width, each from a multiple of ten. */
function splitColumns(columns: number, room: number): readonly (readonly [number, number])[] {
  if (columns <= room) return [[0, columns]];
  const most = Math.max(10, Math.floor(room / 10) * 10);
  const even = Math.ceil(columns / Math.ceil(columns / most) / 10) * 10;
  const size = Math.min(most, even);
  return Array.from({ length: Math.ceil(columns / size) }, (_, band) => [
    band * size,
    Math.min(columns, (band + 1) * size),
  ]);
}

function mark(cell: Cell | undefined, ranks: readonly number[]): string {
  if (cell === undefined) return " ";
  if (cell.is === "adapted") return shade(cell.rank, ranks);
  return cell.is === "trained" ? TRAINED : FROZEN;
}

/** The shade of a rank: its place among the ranks of the plan. A single rank is solid. */
function shade(rank: number, ranks: readonly number[]): string {
  const last = SHADES.length - 1;
  const place = ranks.length < 2 ? 1 : ranks.indexOf(rank) / (ranks.length - 1);
  return SHADES[Math.round(place * last)] ?? "█";
}

/** The index of every tenth layer, below it. */
function drawTicks(from: number, to: number, indent: number): string {
  let line = "";
  for (let layer = from; layer < to; layer += 10) line = line.padEnd(layer - from) + layer;
  return " ".repeat(indent) + line;
}

function drawLegend(ranks: readonly number[]): string {
  const shades = SHADES.flatMap((mark) => {
    const shown = ranks.filter((rank) => shade(rank, ranks) === mark);
    if (shown.length === 0) return [];
    const [first, last] = [shown[0], shown.at(-1)];
    return [`${mark} rank ${first === last ? first : `${first} to ${last}`}`];
  });
  return `  ${[...shades, `${TRAINED} fully trained`, `${FROZEN} frozen`].join("   ")}`;
}
