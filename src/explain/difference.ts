import { byCodePoint } from "../config/order.ts";
import type { AdapterDocument } from "../file/document.ts";
import type { ConfigView } from "../finding/rule.ts";
import { explainScaling } from "./scaling.ts";
import { listSettings } from "./setting.ts";

/** A value on one side. */
interface Side {
  readonly value: unknown;
  readonly isDefault: boolean;
}

/** One difference between two configs. */
export interface Difference {
  /** The field's name in files, or "scaling" for what follows from rank and alpha. */
  readonly name: string;
  /** Null where a file does not have the field at all. */
  readonly before: Side | null;
  readonly after: Side | null;
  /** Of lists without order, what one has and the other has not. */
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

/** Lists that PEFT only asks whether something is in them. */
const UNORDERED = new Set([
  "target_modules",
  "exclude_modules",
  "modules_to_save",
  "layers_to_transform",
]);

/** How two documents differ in meaning, in the order of PEFT's fields. */
export function compareDocuments(a: AdapterDocument, b: AdapterDocument): readonly Difference[] {
  const [before, after] = [collectSides(a), collectSides(b)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const pair = { before: before.get(name) ?? null, after: after.get(name) ?? null };
    if (normalise(name, pair.before) === normalise(name, pair.after)) return [];
    return [{ name, ...pair, ...compareLists(name, pair.before, pair.after) }];
  });
}

/** Everything in a document, by name, except the release that wrote it. */
function collectSides({ config, extra }: AdapterDocument): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  const settings = config === null ? [] : listSettings(config);
  for (const { name, ...side } of settings) sides.set(name, side);
  for (const [name, value] of Object.entries(extra)) sides.set(name, { value, isDefault: false });
  sides.delete("peft_version");
  if (config !== null) {
    // To six digits: a difference in the last bit does not count.
    const scaling = Number(explainScaling(config as ConfigView).scaling.toPrecision(6));
    sides.set("scaling", { value: scaling, isDefault: false });
  }
  return sides;
}

function normalise(name: string, side: Side | null): string {
  if (side === null) return "";
  const list = UNORDERED.has(name) ? readUnordered(name, side.value) : undefined;
  return list === undefined ? JSON.stringify(side.value) : JSON.stringify(list);
}

/** A list that has no order, sorted and without repetitions. A layer alone is a list of one, none means []. */
function readUnordered(name: string, value: unknown): readonly string[] | undefined {
  const isNoLayer = name === "layers_to_transform" && value === null;
  const items = isNoLayer ? [] : typeof value === "number" ? [value] : value;
  return Array.isArray(items) ? [...new Set(items.map(String))].sort(byCodePoint) : undefined;
}

function compareLists(
  name: string,
  before: Side | null,
  after: Side | null,
): Pick<Difference, "added" | "removed"> {
  const [old, now] = [readUnordered(name, before?.value), readUnordered(name, after?.value)];
  // Without layers all are adapted: that is more than any list, not less.
  if (!UNORDERED.has(name) || !old?.length || !now?.length) return {};
  return {
    added: now.filter((item) => !old.includes(item)),
    removed: old.filter((item) => !now.includes(item)),
  };
}
