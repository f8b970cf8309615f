import { isAllLinear } from "../finding/rule/names.ts";
import { isCast, numel } from "./adapter-size.ts";
import { allLinear } from "./all-linear.ts";
import { defaultTargets } from "./default-targets.ts";
import { type Rewriting, rewriteExperts } from "./expert.ts";
import { planExpertsHalf } from "./fault/expert-target.ts";
import { planNothingAdapted, planTargetsMissing } from "./fault/unmatched.ts";
import {
  checkTied,
  noteUnused,
  type SavedModules,
  saveModules,
  trainTokens,
} from "./fully-trained.ts";
import { type Injected, Injection } from "./injection.ts";
import { parameterName } from "./inventory.ts";
import { minimalTargets } from "./minimal-targets.ts";
import type { Ledger } from "./plan-findings.ts";
import type { FullyTrained } from "./plan-types.ts";
import type { PlannedTree } from "./planned-tree.ts";
import { areBuffers, countQuantizable } from "./quantization.ts";
import { replicateLayers } from "./replication.ts";
import { type BaseModel, type Request, requestOf } from "./request.ts";
import { tieEmbeddings } from "./tie.ts";

/** Everything that came of a request, before it is described. */
export interface Outcome {
  /** The tree with its layers replicated, if they are. */
  readonly tree: PlannedTree;
  readonly request: Request;
  /** The targets before "all-linear" and fewer names: what the user reads as entries. */
  readonly entries: string | readonly string[];
  readonly rewriting: Rewriting | undefined;
  readonly injected: Injected;
  readonly fullyTrained: readonly FullyTrained[];
  readonly trainable: number;
  readonly total: number;
  readonly baseParameters: number;
}

/** The heads that a task trains, and whether PEFT knows of them before it adapts modules. */
const heads: Readonly<Record<string, { readonly names: readonly string[]; isEarly: boolean }>> = {
  SEQ_CLS: { names: ["classifier", "score"], isEarly: true },
  TOKEN_CLS: { names: ["classifier", "score"], isEarly: false },
  QUESTION_ANS: { names: ["qa_outputs"], isEarly: false },
};

/**
 * Does to a tree what `get_peft_model` does to a model, step by step and in its order.
 *
 * @throws Refusal where PEFT raises; the ledger then says why.
 * @see peft/tuners/tuners_utils.py inject_adapter
 */
export function runPlan(
  start: PlannedTree,
  given: Parameters<typeof requestOf>,
  base: BaseModel,
  ledger: Ledger,
): Outcome {
  const request = requestOf(...given);
  const head = heads[request.config.taskType ?? ""];
  if (head?.isEarly) request.saved = [...(request.saved ?? []), ...head.names];
  const written = request.targets;
  const rewriting = rewriteExperts(start, request);
  if (rewriting !== undefined && rewriting.missing.length > 0) {
    ledger.refuse(planExpertsHalf, ["targetModules"], { missing: rewriting.missing });
  }
  tieEmbeddings(start, request, ledger);
  fillTargets(start, request, ledger);
  const tree = replicateLayers(start, request.config.layerReplication, ledger);
  const entries = entriesOf(written, request);
  if (isAllLinear(request.targets)) request.targets = allLinear(tree, request.config.taskType);
  if (request.targets instanceof Set) {
    request.targets = new Set(minimalTargets(tree.inventory, request.targets));
  }
  const injected = new Injection(tree, request, base, ledger).run();
  if (injected.modules.length + injected.parameters.length === 0) {
    refuseNothing(tree, request, injected, ledger);
  }
  const late = head === undefined || head.isEarly ? [] : head.names;
  const more = trainFully(tree, request, injected, late, base, ledger);
  return { tree, request, entries, rewriting, injected, ...more };
}

/** What the reader takes for the targets: as written, or what PEFT put in place of null. */
function entriesOf(written: Request["targets"], { targets }: Request): string | readonly string[] {
  if (written === null) return typeof targets === "string" ? targets : [...(targets ?? [])];
  return typeof written === "string" ? written : [...written];
}

/** Fills in PEFT's default targets. */
function fillTargets(tree: PlannedTree, request: Request, ledger: Ledger): void {
  if (request.targets !== null) return;
  const defaults = defaultTargets(request.config.peftType, tree.modelType);
  if (defaults !== undefined) {
    request.targets = typeof defaults === "string" ? defaults : new Set(defaults);
  } else if (request.isAdaLora || (request.parameters?.size ?? 0) === 0) {
    const { modelType } = tree;
    ledger.refuse(planTargetsMissing, ["targetModules"], { modelType, names: layerNames(tree) });
  }
}

/** How many names a hint lists. */
const MANY = 8;

/** The last components of the modules that PEFT can adapt, the most frequent first. */
export function layerNames({
  modules,
  outputEmbedding,
  inventory,
}: PlannedTree): readonly string[] {
  const counts = new Map<number, number>();
  modules.forEach(({ name, kind }, position) => {
    if (kind === null || kind === "Embedding" || name === outputEmbedding) return;
    const leaf = inventory.leaves[position] ?? 0;
    counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
  });
  const names = [...inventory.leafNumbers.keys()];
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MANY)
    .map(([leaf]) => names[leaf] ?? "");
}

function refuseNothing(
  tree: PlannedTree,
  { config, targets }: Request,
  { excluded, unmatched }: Injected,
  ledger: Ledger,
): never {
  const size = typeof targets === "string" ? targets.length : (targets?.size ?? 0);
  const isOnlyUnmatched = excluded === 0 && unmatched > 0;
  const why = isOnlyUnmatched ? (size === 0 ? "empty" : "targets") : "excluded";
  return ledger.refuse(planNothingAdapted, ["targetModules"], {
    why,
    hasLayers: config.layersToTransform !== null,
    names: layerNames(tree),
  });
}

/** Bias, saved modules and tokens, and the two counts of `print_trainable_parameters`. */
function trainFully(
  tree: PlannedTree,
  request: Request,
  injected: Injected,
  late: readonly string[],
  base: BaseModel,
  ledger: Ledger,
) {
  const { modulesToSave } = request.config;
  const given = Array.isArray(modulesToSave) ? (modulesToSave as readonly string[]) : [];
  const early: SavedModules = saveModules(tree, request.saved ?? [], injected, ledger, request);
  checkTied(tree, request.tiedSaved, injected, ledger);
  const tokens = trainTokens(tree, request, injected, ledger);
  const saved = saveModules(tree, late, injected, ledger, request, early);
  noteUnused(given, saved, ledger);
  if (late.length > 0) request.saved = [...(request.saved ?? []), ...late];
  const bias = countBias(tree, request, injected, saved.frozen);
  const all = [...injected.modules, ...injected.parameters];
  const adapter = all.reduce((sum, { parameters }) => sum + parameters, 0);
  const trained = all.reduce((sum, { trainable }) => sum + trainable, 0);
  const rows = tokens.reduce((sum, { parameters }) => sum + parameters, 0);
  const buffers = areBuffers(base.quantization ?? null) ? countQuantizable(tree, true) : 0;
  const baseParameters = countBase(tree) - buffers;
  const isTrained = !request.config.inferenceMode;
  const thawed = all.reduce((sum, one) => sum + one.thawed, isCast(base) ? rows : 0);
  return {
    fullyTrained: [...saved.modules, ...tokens],
    trainable: bias + (isTrained ? trained + saved.trainable + rows : thawed),
    total: baseParameters + adapter + saved.added + rows,
    baseParameters,
  };
}

/** The parameters of the base model, tied ones once. */
function countBase({ modules, tied }: PlannedTree): number {
  let count = 0;
  const hasTies = Object.keys(tied).length > 0;
  for (const module of modules) {
    for (const key in module.parameters) {
      if (hasTies && Object.hasOwn(tied, parameterName(module, key))) continue;
      count += numel(module.parameters[key] ?? []);
    }
  }
  return count;
}

/**
 * The biases of the base model that are trained: all, or those of adapted layers. Saving a module
 * freezes its original again.
 *
 * @see peft/tuners/tuners_utils.py _mark_only_adapters_as_trainable
 */
function countBias(
  { modules, tied }: PlannedTree,
  { config }: Request,
  injected: Injected,
  frozen: ReadonlySet<number>,
): number {
  if (config.bias === "none") return 0;
  const adapted = new Set(
    [...injected.modules, ...injected.parameters].map(({ position }) => position),
  );
  let count = 0;
  modules.forEach((module, position) => {
    const { bias } = module.parameters;
    if (bias === undefined || frozen.has(position)) return;
    if (Object.hasOwn(tied, parameterName(module, "bias"))) return;
    if (config.bias === "all" || adapted.has(position)) count += numel(bias);
  });
  return count;
}
