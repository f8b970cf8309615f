import type { Path } from "../finding/diagnostic.ts";
import { suggestion } from "../finding/suggestion.ts";
import { endsWith } from "./ending.ts";
import {
  planExpertsFrozen,
  planExpertsRewritten,
  planLinearsSkipped,
} from "./fault/expert-target.ts";
import { planAdapterLarge, planRouterAdapted, planTowerAdapted } from "./fault/reach.ts";
import * as unmatched from "./fault/unmatched.ts";
import { ascending } from "./layer-place.ts";
import type { Ledger } from "./plan-findings.ts";
import type { Plan, TargetUse } from "./plan-types.ts";
import type { Outcome } from "./planner.ts";
import { layerNames } from "./planner.ts";

/** Notes what PEFT does in silence: what is left out, and what is taken along. */
export function observe(outcome: Outcome, plan: Plan, ledger: Ledger): void {
  observeEntries(outcome, plan, ledger);
  observeLayers(outcome, ledger);
  observeKeys(outcome, ledger);
  observeExperts(outcome, plan, ledger);
  observeReach(outcome, plan, ledger);
  observeSize(plan, ledger);
}

/** How many entries are looked at: more than anyone writes. */
const MANY = 64;

function observeEntries(outcome: Outcome, plan: Plan, ledger: Ledger): void {
  const { tree, request, entries, injected } = outcome;
  const isSelected = request.config.layersToTransform !== null;
  if (typeof entries === "string" || request.config.targetModules === null) return;
  const adapted = new Set<number>();
  for (const { position } of injected.modules) adapted.add(tree.inventory.rows[position] ?? 0);
  for (const use of plan.targets.slice(0, MANY)) {
    const { entry, field, matched } = use;
    if (field === "targetParameters" && !request.config.targetParameters?.includes(entry)) continue;
    const place = (request.config[field] as readonly string[] | null)?.indexOf(entry) ?? -1;
    const path = place < 0 ? [field] : [field, place];
    if (matched === 0) {
      const meant = suggestion(entry, layerNames(tree)) ?? null;
      ledger.note(unmatched.planEntryUnmatched, path, { entry, meant });
    } else if (!isSelected) observePart(outcome, adapted, use, path, ledger);
  }
}

/** Notes an entry that some layers lack. One with a number in it, or of a selection, is a wish. */
function observePart(
  { tree }: Outcome,
  adapted: ReadonlySet<number>,
  { entry, layers }: TargetUse,
  path: Path,
  ledger: Ledger,
): void {
  if (layers.length === 0 || /(^|\.)\d+(\.|$)/.test(entry)) return;
  const { rows, rowNames, layers: layerOf } = tree.inventory;
  const lists = new Set<string>();
  for (const row of adapted) {
    const name = rowNames[row] ?? "";
    const end = name.indexOf(".*.");
    if (end >= 0 && endsWith(name, entry)) lists.add(name.slice(0, end));
  }
  const [list] = lists;
  const layerRow = rowNames.indexOf(`${list}.*`);
  if (list === undefined || lists.size > 1 || layerRow < 0) return;
  const total = new Set<number>();
  for (let position = 0; position < rows.length; position++) {
    if (rows[position] === layerRow) total.add(layerOf[position] ?? -1);
  }
  if (layers.length >= total.size) return;
  const data = { entry, list, layers: layers.length, total: total.size };
  ledger.note(unmatched.planEntryPartial, path, data);
}

function observeLayers({ request, injected, tree }: Outcome, ledger: Ledger): void {
  const { layersToTransform: layers, targetModules } = request.config;
  if (layers === null || typeof targetModules === "string") return;
  const found = new Set<number>();
  for (const { position } of injected.modules) found.add(tree.inventory.layers[position] ?? -1);
  const absent = [layers].flat().filter((layer) => !found.has(layer));
  const last = ascending(found).at(-1) ?? -1;
  if (absent.length === 0 || last < 0) return;
  ledger.note(unmatched.planLayerAbsent, ["layersToTransform"], { absent, last });
}

function observeKeys({ request, injected, rewriting }: Outcome, ledger: Ledger): void {
  const { config } = request;
  if (request.isAdaLora) return;
  for (const [field, keys] of [
    ["rankPattern", injected.ranks],
    ["alphaPattern", injected.alphas],
  ] as const) {
    for (const key of Object.keys(config[field] ?? {})) {
      if (keys.used.has(key) || keys.unsure.has(key)) continue;
      ledger.note(unmatched.planKeyUnmatched, [field, key], { key, field });
    }
  }
  const { excludeModules } = config;
  if (excludeModules?.length && injected.excluded === 0 && rewriting === undefined) {
    ledger.note(unmatched.planExclusionUnmatched, ["excludeModules"], {});
  }
}

function observeExperts(outcome: Outcome, plan: Plan, ledger: Ledger): void {
  const { rewriting, injected } = outcome;
  if (rewriting !== undefined && rewriting.moved.length > 0) {
    const atExperts = injected.parameters.reduce((sum, { trainable }) => sum + trainable, 0);
    ledger.note(planExpertsRewritten, ["targetModules"], {
      moved: [...new Set(rewriting.moved.map(([from]) => from))].sort(),
      parameters: [...new Set(rewriting.moved.map(([, to]) => to))].sort(),
      isDoubled: rewriting.isDoubled,
      atExperts,
      trainable: plan.trainable,
    });
    observeSkipped(plan, rewriting.moved, ledger);
  } else observeFrozenExperts(outcome, plan, ledger);
}

/** Linear layers whose names PEFT moved away. */
function observeSkipped(
  plan: Plan,
  moved: readonly (readonly [string, string])[],
  ledger: Ledger,
): void {
  const rows = plan.frozen.filter(
    ({ name, kind }) =>
      kind === "Linear" && moved.some(([from]) => name === from || name.endsWith(`.${from}`)),
  );
  if (rows.length === 0) return;
  ledger.note(planLinearsSkipped, ["targetModules"], {
    rows: rows.map(({ name }) => name),
    count: rows.reduce((sum, { modules }) => sum + modules, 0),
    pattern: "",
  });
}

/** How large a share of a model is worth a word, in percent. */
const LARGE = 20;

/** Names of the projections that experts have. */
const EXPERT_NAMES = /^(gate|up|down|gate_up)_proj$|^w[123]$/;

function observeFrozenExperts({ entries, tree }: Outcome, plan: Plan, ledger: Ledger): void {
  const rows = plan.frozen.filter(({ kind }) => kind === null);
  const size = rows.reduce((sum, { parameters }) => sum + parameters, 0);
  const share = Math.round((100 * size) / Math.max(1, plan.baseParameters));
  const isWished = typeof entries === "string" || entries.some((entry) => EXPERT_NAMES.test(entry));
  if (rows.length === 0 || share < LARGE || !isWished) return;
  const frozen = new Set(rows.map(({ name }) => name));
  const { inventory } = tree;
  const names = tree.modules
    .filter((_, position) => frozen.has(inventory.rowNames[inventory.rows[position] ?? 0] ?? ""))
    .flatMap(({ name, parameters }) =>
      Object.entries(parameters)
        .filter(([, shape]) => shape.length === 3)
        .map(([key]) => `${name.slice(name.lastIndexOf(".") + 1)}.${key}`),
    );
  ledger.note(planExpertsFrozen, ["targetModules"], { parameters: [...new Set(names)], share });
}

/** Parts of a model that are not its language model. */
const TOWERS =
  /^(?:.*\.)?(vision_tower|vision_model|visual|vision_encoder|audio_tower|audio_encoder|embed_vision|embed_audio|multi_modal_projector|connector|vision_embed_tokens)(?=\.|$)/;

/** Modules that choose experts. */
const ROUTERS =
  /(?:^|\.)((?:mlp|block_sparse_moe|feed_forward|moe)\.(?:gate|router)|shared_expert_gate|router(?:\.\w+)?)$/;

function observeReach(
  { request, injected, entries, tree }: Outcome,
  plan: Plan,
  ledger: Ledger,
): void {
  const isBroad = typeof entries === "string" || request.config.targetModules === null;
  if (!isBroad) return;
  const towers = new Map<string, number>();
  const routers = new Map<string, number>();
  const { rows, rowNames } = tree.inventory;
  const counts: number[] = [];
  for (const { position } of injected.modules) {
    const row = rows[position] ?? 0;
    counts[row] = (counts[row] ?? 0) + 1;
  }
  counts.forEach((count, row) => {
    const name = rowNames[row] ?? "";
    const [, tower] = TOWERS.exec(name) ?? [];
    if (tower !== undefined) towers.set(tower, (towers.get(tower) ?? 0) + count);
    const [, router] = ROUTERS.exec(name) ?? [];
    if (router !== undefined) routers.set(router, (routers.get(router) ?? 0) + count);
  });
  const inTowers = [...towers.values()].reduce((sum, count) => sum + count, 0);
  if (inTowers < plan.modules.length) {
    for (const [tower, modules] of towers) {
      const pattern = `.*(${[...towers.keys()].join("|")}).*`;
      ledger.note(planTowerAdapted, ["targetModules"], { tower, modules, pattern });
    }
  }
  for (const [row, modules] of routers) {
    const pattern = `.*\\.${row.replaceAll(".", "\\.")}`;
    ledger.note(planRouterAdapted, ["targetModules"], { row, modules, pattern });
  }
}

function observeSize(plan: Plan, ledger: Ledger): void {
  const adapter = [...plan.modules, ...plan.parameters].reduce(
    (sum, { parameters }) => sum + parameters,
    0,
  );
  if (adapter * 3 <= plan.baseParameters) return;
  ledger.note(planAdapterLarge, [plan.peftType === "LORA" ? "r" : "initR"], {
    adapter,
    base: plan.baseParameters,
  });
}
