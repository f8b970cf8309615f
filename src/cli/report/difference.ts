import { byCodePoint } from "../../config/order.ts";
import type { AdapterDocument } from "../../file/document.ts";
import { scalingOf } from "./scaling.ts";
import { numberLine, settingsOf } from "./setting.ts";

/** A value on one side. */
interface Side {
  readonly value: unknown;
  readonly isDefault: boolean;
}

/** One thing that two configs say differently. */
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
export function differences(a: AdapterDocument, b: AdapterDocument): readonly Difference[] {
  const [before, after] = [sidesOf(a), sidesOf(b)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const pair = { before: before.get(name) ?? null, after: after.get(name) ?? null };
    if (comparable(name, pair.before) === comparable(name, pair.after)) return [];
    return [{ name, ...pair, ...changed(name, pair.before, pair.after) }];
  });
}

/** All that a document says, by name, but for who wrote it. */
function sidesOf({ config, extra }: AdapterDocument): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  for (const { name, ...side } of config === null ? [] : settingsOf(config)) sides.set(name, side);
  for (const [name, value] of Object.entries(extra)) sides.set(name, { value, isDefault: false });
  sides.delete("peft_version");
  if (config !== null) {
    const scaling = numberLine(scalingOf(config).scaling);
    sides.set("scaling", { value: Number(scaling), isDefault: false });
  }
  return sides;
}

function comparable(name: string, side: Side | null): string {
  if (side === null) return "";
  const list = UNORDERED.has(name) ? listOf(name, side.value) : undefined;
  return list === undefined ? JSON.stringify(side.value) : JSON.stringify(list);
}

/** A list that has no order, sorted and without repetitions. A layer alone is a list of one, none means []. */
function listOf(name: string, value: unknown): readonly string[] | undefined {
  const isNoLayer = name === "layers_to_transform" && value === null;
  const items = isNoLayer ? [] : typeof value === "number" ? [value] : value;
  return Array.isArray(items) ? [...new Set(items.map(String))].sort(byCodePoint) : undefined;
}

function changed(
  name: string,
  before: Side | null,
  after: Side | null,
): Pick<Difference, "added" | "removed"> {
  const [old, now] = [listOf(name, before?.value), listOf(name, after?.value)];
  // Without layers all are adapted: that is more than any list, not less.
  if (!UNORDERED.has(name) || !old?.length || !now?.length) return {};
  return {
    added: now.filter((item) => !old.includes(item)),
    removed: old.filter((item) => !now.includes(item)),
  };
}
