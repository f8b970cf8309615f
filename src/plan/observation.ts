import { suggestion } from "../finding/suggestion.ts";
import {
  planExpertsFrozen,
  planExpertsRewritten,
  planLinearsSkipped,
} from "./fault/expert-target.ts";
import { planAdapterLarge, planRouterAdapted, planTowerAdapted } from "./fault/reach.ts";
import * as unmatched from "./fault/unmatched.ts";
import { ascending, generalName, layerPlace } from "./layer-place.ts";
import type { Ledger } from "./ledger.ts";
import type { Plan } from "./plan-types.ts";
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

function observeEntries({ tree, request, entries }: Outcome, plan: Plan, ledger: Ledger): void {
  if (typeof entries === "string" || request.config.targetModules === null) return;
  const names = layerNames(tree);
  for (const { entry, field, matched, layers } of plan.targets) {
    if (field === "targetParameters" && !request.config.targetParameters?.includes(entry)) continue;
    const place = (request.config[field] as readonly string[] | null)?.indexOf(entry) ?? -1;
    const path = place < 0 ? [field] : [field, place];
    if (matched === 0) {
      const meant = suggestion(entry, names) ?? null;
      ledger.note(unmatched.planEntryUnmatched, path, { entry, meant });
    } else
      observePart(plan, entry, layers, path, request.config.layersToTransform !== null, ledger);
  }
}

/** Notes an entry that some layers lack. A selection of layers is a wish, and so are dense layers. */
function observePart(
  plan: Plan,
  entry: string,
  layers: readonly number[],
  path: readonly (string | number)[],
  isSelected: boolean,
  ledger: Ledger,
): void {
  if (isSelected || layers.length === 0) return;
  const lists = new Map<string, Set<number>>();
  const own = new Set<string>();
  const note = (name: string, indices: readonly number[], isOwn: boolean) => {
    const place = layerPlace(name);
    if (place === undefined) return;
    const known = lists.get(place.list) ?? new Set<number>();
    for (const index of indices) known.add(index);
    lists.set(place.list, known);
    if (isOwn) own.add(place.list);
  };
  for (const { name } of [...plan.modules, ...plan.parameters]) {
    const isOwn = name === entry || name.endsWith(`.${entry}`);
    note(name, [layerPlace(name)?.index ?? 0], isOwn);
  }
  for (const row of plan.frozen) note(row.name.replace(/\*/g, "0"), row.layers, false);
  const [list] = own;
  if (own.size !== 1 || list === undefined) return;
  const total = lists.get(list)?.size ?? 0;
  if (layers.length >= total) return;
  ledger.note(unmatched.planEntryPartial, path, { entry, list, layers: layers.length, total });
}

function observeLayers({ request, injected }: Outcome, ledger: Ledger): void {
  const { layersToTransform: layers, targetModules } = request.config;
  if (layers === null || typeof targetModules === "string") return;
  const found = ascending(injected.modules.flatMap(({ name }) => layerPlace(name)?.index ?? []));
  const absent = [layers].flat().filter((layer) => !found.includes(layer));
  const last = found.at(-1);
  if (absent.length === 0 || last === undefined) return;
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
  const names = tree.modules
    .filter(({ name }) => rows.some((row) => row.name === generalName(name)))
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

function observeReach({ request, injected, entries }: Outcome, plan: Plan, ledger: Ledger): void {
  const isBroad = typeof entries === "string" || request.config.targetModules === null;
  if (!isBroad) return;
  const towers = new Map<string, number>();
  const routers = new Map<string, number>();
  for (const { name } of injected.modules) {
    const [, tower] = TOWERS.exec(name) ?? [];
    if (tower !== undefined) towers.set(tower, (towers.get(tower) ?? 0) + 1);
    const [, router] = ROUTERS.exec(name) ?? [];
    if (router !== undefined) routers.set(router, (routers.get(router) ?? 0) + 1);
  }
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
