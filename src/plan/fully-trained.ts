import { numel } from "./adapter-size.ts";
import {
  planSavedUnmatched,
  planSavedUnsupported,
  planTokensUnsupported,
  tokenException,
} from "./fault/saved-module.ts";
import type { Injected } from "./injection.ts";
import { parameterName } from "./inventory.ts";
import type { Ledger } from "./plan-findings.ts";
import type { FullyTrained } from "./plan-types.ts";
import { type PlannedTree, tiedWithEmbedding } from "./planned-tree.ts";
import type { Request } from "./request.ts";

/** Modules that are trained as a whole, and what that adds to the counts. */
export interface SavedModules {
  readonly modules: readonly FullyTrained[];
  /** Positions of all modules whose originals the copies replace. */
  readonly frozen: ReadonlySet<number>;
  /** The entries that a module ends with. */
  readonly used: ReadonlySet<string>;
  readonly trainable: number;
  readonly added: number;
}

const nothingSaved: SavedModules = {
  modules: [],
  frozen: new Set(),
  used: new Set(),
  trainable: 0,
  added: 0,
};

/** Ranges of positions: the modules below each module follow it. */
function below(tree: PlannedTree, position: number): readonly number[] {
  const { name = "" } = tree.modules[position] ?? {};
  const found = [position];
  for (let next = position + 1; next < tree.modules.length; next++) {
    if (!tree.modules[next]?.name.startsWith(`${name}.`)) break;
    found.push(next);
  }
  return found;
}

/**
 * The modules to save. PEFT takes every module whose name ends with an entry, and trains a copy of it.
 * A module in a copied module is copied once more.
 *
 * @see peft/utils/other.py _set_trainable, ModulesToSaveWrapper.update
 */
export function saveModules(
  tree: PlannedTree,
  entries: readonly string[],
  injected: Injected,
  ledger: Ledger,
  request: Request,
  before: SavedModules = nothingSaved,
): SavedModules {
  if (entries.length === 0) return before;
  const adapted = new Set(injected.modules.map(({ position }) => position));
  const frozen = new Set(before.frozen);
  const modules = [...before.modules];
  const known = new Set(modules.map(({ name }) => name));
  const used = new Set(before.used);
  let { trainable, added } = before;
  tree.modules.forEach(({ name }, position) => {
    const entry = entries.find((end) => name.endsWith(end));
    if (name === "" || entry === undefined) return;
    for (const end of entries) if (name.endsWith(end)) used.add(end);
    if (known.has(name)) return;
    checkSaved(tree, position, entry, adapted, ledger);
    const places = below(tree, position);
    const parameters = countParameters(tree, places);
    // PEFT's classes for tasks look at the copies once more, and copy a module in a copy again.
    const isNested = frozen.has(position);
    const isAgain = isNested && looksTwice(request);
    added += isAgain ? 2 * parameters : parameters;
    if (!isNested || isAgain) trainable += parameters;
    for (const place of places) frozen.add(place);
    // The copy has copies of the adapters in it; those of the original are frozen.
    added += adaptersIn(injected, places);
    modules.push({ name, rows: null, parameters });
  });
  return { modules, frozen, used, trainable, added };
}

/** The parameters of all adapters at some modules. */
function adaptersIn({ modules, parameters }: Injected, positions: readonly number[]): number {
  const inside = new Set(positions);
  const found = [...modules, ...parameters].filter(({ position }) => inside.has(position));
  return found.reduce((sum, one) => sum + one.parameters, 0);
}

/** Whether the class for the task goes through the modules to save after PEFT has. */
const looksTwice = ({ config: { taskType } }: Request): boolean =>
  taskType === "SEQ_CLS" || taskType === "TOKEN_CLS" || taskType === "QUESTION_ANS";

/** Refuses a module that is to share the trained embedding, and has an adapter. */
export function checkTied(
  tree: PlannedTree,
  entries: readonly string[],
  injected: Injected,
  ledger: Ledger,
): void {
  for (const { name, position } of injected.modules) {
    const entry = entries.find((end) => name.endsWith(end));
    if (entry !== undefined) checkSaved(tree, position, entry, new Set([position]), ledger);
  }
}

/** Notes the entries that no module ends with. */
export function noteUnused(given: readonly string[], saved: SavedModules, ledger: Ledger): void {
  for (const entry of new Set(given)) {
    if (!saved.used.has(entry)) ledger.note(planSavedUnmatched, ["modulesToSave"], { entry });
  }
}

function checkSaved(
  tree: PlannedTree,
  position: number,
  entry: string,
  adapted: ReadonlySet<number>,
  ledger: Ledger,
): void {
  const { name = "" } = tree.modules[position] ?? {};
  const refuse = (fault: "adapted" | "list") =>
    ledger.refuse(planSavedUnsupported, ["modulesToSave"], { name, entry, fault });
  if (adapted.has(position)) refuse("adapted");
  if (isList(tree, position)) refuse("list");
}

/** Whether a module is a list: it has only numbered children, and these have children of their own. */
function isList(tree: PlannedTree, position: number): boolean {
  const { name = "", parameters = {} } = tree.modules[position] ?? {};
  if (Object.keys(parameters).length > 0) return false;
  const inside = below(tree, position)
    .slice(1)
    .map((place) => (tree.modules[place]?.name ?? "").slice(name.length + 1));
  const children = inside.filter((rest) => !rest.includes("."));
  const isNumbered = children.length > 0 && children.every((rest) => /^\d+$/.test(rest));
  return (
    isNumbered && children.every((child) => inside.some((rest) => rest.startsWith(`${child}.`)))
  );
}

/** The parameters of modules, each once however it is tied within them. */
function countParameters(tree: PlannedTree, positions: readonly number[]): number {
  const seen = new Set<string>();
  let count = 0;
  for (const position of positions) {
    const module = tree.modules[position];
    if (module === undefined) continue;
    for (const [key, shape] of Object.entries(module.parameters)) {
      const name = parameterName(module, key);
      const first = Object.hasOwn(tree.tied, name) ? (tree.tied[name] ?? name) : name;
      if (seen.has(first)) continue;
      seen.add(first);
      count += numel(shape);
    }
  }
  return count;
}

/** The layers and tokens of `trainableTokenIndices`. A list is for the input embedding. */
function tokenLists(
  tree: PlannedTree,
  request: Request,
): readonly (readonly [string, readonly number[]])[] {
  const { trainableTokenIndices: given } = request.config;
  if (given === null) return [];
  if (Array.isArray(given)) return [[tree.inputEmbedding ?? "embed_tokens", given]];
  return Object.entries(given as Readonly<Record<string, readonly number[]>>);
}

/**
 * The rows of embeddings that are trained. PEFT takes every module whose name ends so. A layer that
 * shares the input embedding's weight shares its rows, unless other tokens are given for it.
 *
 * @see peft/utils/other.py set_additional_trainable_modules
 */
export function trainTokens(
  tree: PlannedTree,
  request: Request,
  injected: Injected,
  ledger: Ledger,
): readonly FullyTrained[] {
  if (request.config.trainableTokenIndices === null) return [];
  if (Array.isArray(request.config.trainableTokenIndices) && tree.inputEmbedding === null) {
    refuseTokens(ledger, "", "unknown");
  }
  const lists = tokenLists(tree, request);
  for (const [layer] of lists) {
    if (request.saved?.includes(layer)) refuseTokens(ledger, layer, "saved");
  }
  const skipped = tiedLayers(tree, request, lists, ledger);
  const adapted = new Set(injected.modules.map(({ position }) => position));
  const rows: FullyTrained[] = [];
  const wrapped = new Set<number>();
  for (const [layer, indices] of lists) {
    if (skipped.has(layer)) continue;
    const positions = tree.modules.flatMap(({ name }, at) =>
      name !== "" && name.endsWith(layer) ? [at] : [],
    );
    if (positions.length === 0) refuseTokens(ledger, layer, "absent");
    for (const position of positions) {
      if (wrapped.has(position)) continue;
      wrapped.add(position);
      rows.push(tokenRows(tree, position, indices, adapted, ledger));
    }
  }
  return rows;
}

function tokenRows(
  tree: PlannedTree,
  position: number,
  indices: readonly number[],
  adapted: ReadonlySet<number>,
  ledger: Ledger,
): FullyTrained {
  const { name = "", kind, parameters = {} } = tree.modules[position] ?? {};
  if (adapted.has(position)) refuseTokens(ledger, name, "adapted");
  const isTable = kind === "Embedding" || kind === "Linear";
  const [rows, width] = isTable ? (parameters.weight ?? []) : [];
  if (rows === undefined || width === undefined) return refuseTokens(ledger, name, "weight");
  if (indices.some((index) => index >= rows || index < -rows)) {
    refuseTokens(ledger, name, "range", rows - 1);
  }
  return { name, rows: indices.length, parameters: indices.length * width };
}

/** The layers of a config that follow the input embedding, as their tokens are the same. */
function tiedLayers(
  tree: PlannedTree,
  request: Request,
  lists: readonly (readonly [string, readonly number[]])[],
  ledger: Ledger,
): ReadonlySet<string> {
  const tied = tiedWithEmbedding(tree);
  const { inputEmbedding } = tree;
  if (lists.length < 2 || tied.length === 0 || inputEmbedding === null) return new Set();
  const isTied = (layer: string) =>
    inputEmbedding.endsWith(layer) ||
    tied.some((name) => name.endsWith(layer) || name.split(".").includes(layer));
  const together = lists.filter(([layer]) => isTied(layer));
  const [first, ...others] = together.map(([, indices]) => JSON.stringify(indices));
  if (others.every((indices) => indices === first)) {
    return new Set(together.map(([layer]) => layer).filter((layer) => tied.includes(layer)));
  }
  if (request.config.ensureWeightTying) refuseTokens(ledger, together[1]?.[0] ?? "", "differ");
  return new Set();
}

function refuseTokens(
  ledger: Ledger,
  layer: string,
  fault: Parameters<typeof tokenException>[0],
  last: number | null = null,
): never {
  const outcome = { stage: "injection", raises: tokenException(fault) } as const;
  return ledger.refuse(
    planTokensUnsupported,
    ["trainableTokenIndices"],
    { layer, fault, last },
    outcome,
  );
}
