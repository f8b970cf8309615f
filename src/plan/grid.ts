import { generalName, layerPlace } from "./layer-place.ts";
import type { Plan } from "./plan-types.ts";

/** What a cell of the picture stands for: an adapter of a rank, or a module without one. */
export type Cell =
  | { readonly is: "adapted"; readonly rank: number }
  | { readonly is: "trained" }
  | { readonly is: "frozen" };

/** Modules of one name, by the layer that they are in; 0 outside of layers. */
export interface GridRow {
  readonly name: string;
  readonly cells: ReadonlyMap<number, Cell>;
}

/** The modules of one list of layers, or of none. */
export interface Grid {
  /** The path of the list: `model.layers`; empty for what is outside of all lists. */
  readonly list: string;
  /** One more than the last layer; 1 outside of layers. */
  readonly columns: number;
  readonly rows: readonly GridRow[];
}

/** A grid while it is filled. */
type Draft = Map<string, Map<number, Cell>>;

/** The grids of a plan: one for each list of layers, and one for the rest. */
export function gridsOf(plan: Plan): readonly Grid[] {
  const grids = new Map<string, Draft>();
  const put = (list: string, row: string, column: number, cell: Cell) => {
    const grid: Draft = grids.get(list) ?? new Map();
    const cells = grid.get(row) ?? new Map<number, Cell>();
    cells.set(column, stronger(cells.get(column), cell));
    grids.set(list, grid.set(row, cells));
  };
  const putNamed = (name: string, cell: Cell) => {
    const place = layerPlace(name);
    if (place === undefined) put("", name, 0, cell);
    else put(generalName(place.list), generalName(place.rest) || "(layer)", place.index, cell);
  };
  for (const { name, rank } of [...plan.modules, ...plan.parameters]) {
    putNamed(name, { is: "adapted", rank });
  }
  for (const { name } of plan.fullyTrained) putNamed(name, { is: "trained" });
  for (const { name, layers } of plan.frozen) {
    const star = name.indexOf(".*");
    if (star < 0 || layers.length === 0) put("", name, 0, { is: "frozen" });
    else {
      const rest = name.slice(star + 3) || "(layer)";
      for (const layer of layers) put(name.slice(0, star), rest, layer, { is: "frozen" });
    }
  }
  return Array.from(grids, ([list, draft]) => finished(list, draft));
}

/** Of two cells at one place the one that says more: experts of one layer share a cell. */
function stronger(known: Cell | undefined, cell: Cell): Cell {
  if (known === undefined || known.is === "frozen") return cell;
  if (known.is === "adapted" && cell.is === "adapted")
    return known.rank >= cell.rank ? known : cell;
  return known;
}

function finished(list: string, draft: Draft): Grid {
  const rows = Array.from(draft, ([name, cells]) => ({ name, cells }));
  const last = Math.max(0, ...rows.map(({ cells }) => Math.max(...cells.keys())));
  return { list, columns: last + 1, rows };
}
