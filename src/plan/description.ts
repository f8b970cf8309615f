import type { PeftConfig } from "../finding/check.ts";
import type { TreeModule } from "../model/tree.ts";
import { numel } from "./adapter-size.ts";
import { Endings, endsWith } from "./ending.ts";
import type { Placed } from "./injection.ts";
import { ascending } from "./layer-place.ts";
import type { Adaptation, FrozenRow, Plan, TargetUse } from "./plan-types.ts";
import type { Outcome } from "./planner.ts";
import { countQuantizable } from "./quantization.ts";
import type { BaseModel, Request } from "./request.ts";

/** The plan of an outcome, as plain data. */
export function describePlan(outcome: Outcome, base: BaseModel): Plan {
  const { tree, request, injected } = outcome;
  const { config, release, targets } = request;
  return {
    peftType: config.peftType,
    modelType: tree.modelType,
    basis: tree.basis,
    peftVersion: release,
    modules: injected.modules.map(adaptation),
    parameters: injected.parameters.map(adaptation),
    fullyTrained: outcome.fullyTrained,
    trainable: outcome.trainable,
    total: outcome.total,
    baseParameters: outcome.baseParameters,
    quantizable: countQuantizable(tree),
    resolvedTargets: targets instanceof Set ? [...targets].sort() : targets,
    targets: targetUses(outcome),
    frozen: frozenRows(outcome),
    ...(outcome.rewriting === undefined ? {} : { rewritten: rewrittenConfig(request) }),
    base: {
      dtype: base.dtype ?? "bfloat16",
      device: base.device ?? "cuda",
      quantization: base.quantization ?? null,
    },
  };
}

const adaptation = ({ name, kind, rank, alpha, scaling, parameters }: Placed): Adaptation => ({
  name,
  kind,
  rank,
  alpha,
  scaling,
  parameters,
});

/** The config as PEFT changed it, which is what it saves. */
function rewrittenConfig({ config, targets, parameters, ranks, alphas }: Request): PeftConfig {
  return {
    ...config,
    targetModules: targets instanceof Set ? [...targets].sort() : targets,
    targetParameters: [...(parameters ?? [])].sort(),
    rankPattern: Object.fromEntries(ranks),
    alphaPattern: Object.fromEntries(alphas),
  } as PeftConfig;
}

/** What each entry reaches. An entry that PEFT moved to the parameters is counted there. */
function targetUses(outcome: Outcome): readonly TargetUse[] {
  const { entries, injected, request, tree } = outcome;
  const { layers } = tree.inventory;
  const own =
    typeof entries === "string"
      ? [use(entries, "targetModules", injected.modules, layers)]
      : listUses(outcome, entries);
  const parameters = Array.from(request.parameters ?? [], (entry) => {
    const found = injected.parameters.filter(({ name }) => endsWith(name, entry));
    return use(entry, "targetParameters", found, layers);
  });
  return [...own, ...parameters];
}

function use(
  entry: string,
  field: TargetUse["field"],
  placed: readonly Placed[],
  layers: Int32Array,
): TargetUse {
  const found = new Set<number>();
  for (const { position } of placed) found.add(layers[position] ?? -1);
  found.delete(-1);
  return { entry, field, matched: placed.length, layers: ascending(found) };
}

function listUses({ tree, injected, request }: Outcome, entries: readonly string[]) {
  const found = entries.map((): Placed[] => []);
  const endings = new Endings(tree.inventory, entries);
  for (const module of injected.modules) {
    for (const place of endings.placesAt(module.position)) found[place]?.push(module);
  }
  // What PEFT moved away matches no module any more, whatever it is called.
  const moved = new Set(injected.parameters.length > 0 ? request.moved : []);
  return entries.flatMap((entry, place): TargetUse[] => {
    const modules = found[place] ?? [];
    const isMoved = modules.length === 0 && moved.has(entry);
    return isMoved ? [] : [use(entry, "targetModules", modules, tree.inventory.layers)];
  });
}

/** Modules that PEFT could adapt, parameters of experts among them, and does not. */
function frozenRows({ tree, injected, fullyTrained }: Outcome): readonly FrozenRow[] {
  const { modules, inventory } = tree;
  const busy = new Uint8Array(modules.length);
  for (const { position } of injected.modules) busy[position] = 1;
  for (const { position } of injected.parameters) busy[position] = 1;
  for (const { name } of fullyTrained) busy[inventory.at(name) ?? 0] = 1;
  const rows: (Counted | undefined)[] = [];
  for (let position = 0; position < modules.length; position++) {
    if (busy[position] === 1) continue;
    const module = modules[position] as TreeModule;
    if (module.kind === null && !holdsExperts(module)) continue;
    const number = inventory.rows[position] ?? 0;
    const row = rows[number] ?? { kind: module.kind, modules: 0, parameters: 0, layers: new Set() };
    rows[number] = row;
    row.modules++;
    for (const key in module.parameters) row.parameters += numel(module.parameters[key] ?? []);
    const layer = inventory.layers[position] ?? -1;
    if (layer >= 0) row.layers.add(layer);
  }
  return rows.flatMap((row, number): FrozenRow[] => {
    if (row === undefined) return [];
    const name = inventory.rowNames[number] ?? "";
    return [{ ...row, name, layers: ascending(row.layers) }];
  });
}

/** A row while it is counted. */
interface Counted {
  readonly kind: TreeModule["kind"];
  modules: number;
  parameters: number;
  readonly layers: Set<number>;
}

/** Whether a module holds a stack of matrices, one for each expert. */
function holdsExperts({ parameters }: TreeModule): boolean {
  for (const key in parameters) if (parameters[key]?.length === 3) return true;
  return false;
}
