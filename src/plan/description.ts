import type { PeftConfig } from "../finding/check.ts";
import { numel } from "./adapter-size.ts";
import { Endings } from "./ending.ts";
import type { Injected, Placed } from "./injection.ts";
import { ascending, generalName, layerPlace } from "./layer-place.ts";
import type { Adaptation, FrozenRow, Plan, TargetUse } from "./plan-types.ts";
import type { Outcome } from "./planner.ts";
import type { BaseModel, Request } from "./request.ts";

/** The plan of an outcome, as plain data. */
export function describe(outcome: Outcome, base: BaseModel): Plan {
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

const adaptation = ({ position: _, trainable: __, ...rest }: Placed): Adaptation => rest;

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
  const { entries, injected, request } = outcome;
  const own = typeof entries === "string" ? [textUse(entries, injected)] : [];
  const listed = typeof entries === "string" ? [] : listUses(outcome, entries);
  const parameters = request.parameters ?? [];
  return [...own, ...listed, ...Array.from(parameters, (entry) => parameterUse(entry, injected))];
}

function textUse(entry: string, { modules }: Injected): TargetUse {
  return { entry, field: "targetModules", matched: modules.length, layers: layersOf(modules) };
}

function listUses({ tree, injected, request }: Outcome, entries: readonly string[]) {
  // What PEFT moved away matches no module any more, whatever it is called.
  const { targets } = request;
  const found = entries.map((): Placed[] => []);
  const endings = new Endings(tree.inventory, entries);
  for (const module of injected.modules) {
    for (const place of endings.placesAt(module.position)) found[place]?.push(module);
  }
  return entries.flatMap((entry, place): TargetUse[] => {
    const modules = found[place] ?? [];
    const isMoved = modules.length === 0 && request.parameters !== null && targets instanceof Set;
    if (isMoved && !targets.has(entry) && injected.parameters.length > 0) return [];
    return [{ entry, field: "targetModules", matched: modules.length, layers: layersOf(modules) }];
  });
}

function parameterUse(entry: string, { parameters }: Injected): TargetUse {
  const found = parameters.filter(({ name }) => name === entry || name.endsWith(`.${entry}`));
  return { entry, field: "targetParameters", matched: found.length, layers: layersOf(found) };
}

const layersOf = (placed: readonly Adaptation[]): readonly number[] =>
  ascending(placed.flatMap(({ name }) => layerPlace(name)?.index ?? []));

/** Modules that PEFT could adapt, parameters of experts among them, and does not. */
function frozenRows({ tree, injected, fullyTrained }: Outcome): readonly FrozenRow[] {
  const adapted = new Set(
    [...injected.modules, ...injected.parameters].map(({ position }) => position),
  );
  const trained = new Set(fullyTrained.map(({ name }) => name));
  const rows = new Map<string, { row: Omit<FrozenRow, "layers">; layers: Set<number> }>();
  tree.modules.forEach(({ name, kind, parameters }, position) => {
    const shapes = Object.values(parameters);
    const isExpert = kind === null && shapes.some(({ length }) => length === 3);
    if ((kind === null && !isExpert) || adapted.has(position) || trained.has(name)) return;
    const general = generalName(name);
    const known = rows.get(general);
    const size = shapes.reduce((sum, shape) => sum + numel(shape), known?.row.parameters ?? 0);
    const row = { name: general, kind, modules: (known?.row.modules ?? 0) + 1, parameters: size };
    const layers = known?.layers ?? new Set();
    const layer = layerPlace(name)?.index;
    if (layer !== undefined) layers.add(layer);
    rows.set(general, { row, layers });
  });
  return Array.from(rows.values(), ({ row, layers }) => ({ ...row, layers: ascending(layers) }));
}
