import type { Path } from "../diagnostic/diagnostic.ts";
import { pathText } from "../diagnostic/path.ts";
import { type JsonNode, nodeAt } from "./node.ts";

/**
 * One change of a JSON text. Paths and list positions are those of the text before all edits.
 *
 * - `set` replaces the value at the path, or adds the key to its object.
 * - `insert` does the same but in a list, where it puts the value before the position; the list's
 *   length means at the end.
 * - `remove` takes out a list's item, or a key, each time that it stands there. What is not there
 *   is left alone.
 */
export type Edit<Value> =
  | { readonly op: "set" | "insert"; readonly path: Path; readonly value: Value }
  | { readonly op: "remove"; readonly path: Path };

/** What is to happen to a node: all edits below one place, together. */
export interface Change<Value> {
  /** The new value, boxed; null to keep the old one. */
  value: { readonly is: Value } | null;
  removed: boolean;
  /** The changes of its entries, by key or position. */
  readonly parts: Map<string | number, Change<Value>>;
  /** New keys of an object. */
  readonly added: Map<string, Value>;
  /** New items of a list, by the position before which they go. */
  readonly inserted: Map<number, Value[]>;
}

/**
 * Gathers edits into the changes of the nodes they are about.
 *
 * @throws RangeError if an edit's object or list is not there, or is replaced by an edit before.
 */
export function gatherEdits<Value>(root: JsonNode, edits: readonly Edit<Value>[]): Change<Value> {
  const top = noChange<Value>();
  for (const edit of edits) {
    const step = edit.path.at(-1);
    const present = nodeAt(root, edit.path) !== undefined;
    if (edit.op === "remove") {
      if (step === undefined) throw misplaced(edit);
      remove(top, edit.path, step, present);
    } else if (present && (edit.op === "set" || typeof step !== "number")) {
      const change = changeAt(top, edit.path, edit);
      change.value = { is: edit.value };
      change.removed = false;
    } else add(top, nodeAt(root, edit.path.slice(0, -1)), edit);
  }
  return top;
}

function remove<Value>(
  top: Change<Value>,
  path: Path,
  step: string | number,
  present: boolean,
): void {
  const edit = { op: "remove", path } as const;
  if (present) {
    const change = changeAt(top, path, edit);
    change.value = null;
    change.removed = true;
  } else changeAt(top, path.slice(0, -1), edit).added.delete(String(step));
}

function add<Value>(
  top: Change<Value>,
  parent: JsonNode | undefined,
  edit: Edit<Value> & { readonly value: Value },
): void {
  const step = edit.path.at(-1);
  const change = changeAt(top, edit.path.slice(0, -1), edit);
  if (parent?.kind === "object" && typeof step === "string") change.added.set(step, edit.value);
  else if (parent?.kind === "array" && edit.op === "insert" && isPosition(step, parent.value)) {
    change.inserted.set(step, [...(change.inserted.get(step) ?? []), edit.value]);
  } else throw misplaced(edit);
}

function isPosition(step: unknown, items: readonly unknown[]): step is number {
  return Number.isInteger(step) && Number(step) >= 0 && Number(step) <= items.length;
}

/** The change of the node at a path, made where there is none yet. */
function changeAt<Value>(top: Change<Value>, path: Path, edit: Edit<Value>): Change<Value> {
  let change = top;
  for (const step of path) {
    if (change.value !== null || change.removed) throw misplaced(edit);
    const part = change.parts.get(step) ?? noChange<Value>();
    change.parts.set(step, part);
    change = part;
  }
  return change;
}

function noChange<Value>(): Change<Value> {
  return { value: null, removed: false, parts: new Map(), added: new Map(), inserted: new Map() };
}

function misplaced<Value>({ op, path }: Edit<Value>): RangeError {
  return new RangeError(`Cannot ${op} ${pathText(path) || "the whole value"}: no such place.`);
}
