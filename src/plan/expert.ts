import { isAllLinear } from "../finding/rule/names.ts";
import { allLinear } from "./all-linear.ts";
import { Criterion } from "./criterion.ts";
import { type Inventory, parameterName } from "./inventory.ts";
import type { PlannedTree } from "./planned-tree.ts";
import type { Request } from "./request.ts";

/** The names that modules had before transformers 5 fused the experts, and their names now. */
type Renaming = Readonly<Record<string, string>>;

const mixtral: Renaming = {
  gate: "gate.weight",
  w1: "gate_up_proj",
  w3: "gate_up_proj",
  w2: "down_proj",
};

const qwen: Renaming = {
  gate: "gate.weight",
  gate_proj: "gate_up_proj",
  up_proj: "gate_up_proj",
  down_proj: "down_proj",
};

/**
 * The model types whose configs PEFT rewrites. qwen2_moe itself is not among them, although the
 * names are its own: PEFT looks up only the types that transformers maps to it.
 *
 * @see peft/utils/transformers_weight_conversion.py _MODEL_TO_CONVERSION_PATTERN
 */
const renamings: ReadonlyMap<string, Renaming> = new Map([
  ...["mixtral", "minimax", "minimax_m2"].map((type) => [type, mixtral] as const),
  ..."Dots3NoteTextModel UnlimitedOcrTextModel afmoe beam cohere2_moe deepseek_v2 deepseek_v3 deepseek_v32 dots1 ernie4_5_moe exaone_moe flex_olmo glm4_moe glm4_moe_lite glm4v_moe glm_moe_dsa hunyuan_v1_moe longcat_flash mellum olmoe qwen3_moe qwen3_next qwen3_omni_moe qwen3_omni_moe_text qwen3_omni_moe_thinker solar_open"
    .split(" ")
    .map((type) => [type, qwen] as const),
]);

/** The parameter that two modules became. */
const FUSED = "gate_up_proj";

/** The renaming of a model type; undefined where PEFT rewrites nothing. */
export const renamingOf = (modelType: string | null): Renaming | undefined =>
  renamings.get(modelType ?? "");

/** What PEFT did to a request for the sake of fused experts. */
export interface Rewriting {
  /** Names that left `targetModules`, and the parameters that took their place. */
  readonly moved: readonly (readonly [from: string, to: string])[];
  /** The ones that are missing beside those that were found: PEFT refuses half of a fused pair. */
  readonly missing: readonly string[];
  /** Whether rank and alpha of the fused pair were doubled. */
  readonly isDoubled: boolean;
}

/**
 * Rewrites a request for a model whose experts transformers 5 has fused, as PEFT does. Rank and alpha
 * of the fused parameter are twice those of the config.
 *
 * @returns undefined where PEFT leaves the request as it is.
 * @see peft/utils/transformers_weight_conversion.py _convert_peft_config_moe
 */
export function rewriteExperts(tree: PlannedTree, request: Request): Rewriting | undefined {
  const renaming = request.isAdaLora ? undefined : renamingOf(tree.modelType);
  if (renaming === undefined) return undefined;
  if (typeof request.targets === "string") {
    const names = resolveText(tree, request, renaming);
    if (names.size === 0) return undefined;
    request.targets = names;
  }
  const remaining = new Set<string>();
  const parameters = new Set(request.parameters ?? []);
  const moved: [string, string][] = [];
  const found = new Set<string>();
  for (const target of request.targets ?? []) {
    const old = Object.keys(renaming).find((key) => target === key || target.endsWith(`.${key}`));
    const now = old === undefined ? undefined : renaming[old];
    if (old === undefined || now === undefined) {
      remaining.add(target);
      continue;
    }
    parameters.add(now);
    moved.push([target, now]);
    if (now === FUSED) found.add(old);
  }
  const needed = Object.keys(renaming).filter((key) => renaming[key] === FUSED);
  const missing = found.size === 0 ? [] : needed.filter((name) => !found.has(name));
  const isDoubled = found.size === needed.length;
  if (isDoubled) {
    const key = `.*\\.${FUSED}`;
    request.ranks.set(key, request.config.r * needed.length);
    request.alphas.set(key, request.config.loraAlpha * needed.length);
  }
  request.moved = moved.map(([from]) => from);
  request.parameters = parameters;
  request.targets = remaining;
  return { moved, missing, isDoubled };
}

/** The last components of what a string target reaches, as the modules were called before. */
function resolveText(tree: PlannedTree, request: Request, renaming: Renaming): Set<string> {
  const leafOf = (name: string) => name.slice(name.lastIndexOf(".") + 1);
  if (isAllLinear(request.targets)) {
    const names = Array.from(allLinear(tree, request.config.taskType), leafOf);
    return new Set([...names, ...Object.keys(renaming)]);
  }
  const { inventory } = tree;
  const criterion = new Criterion(inventory, request);
  const parameters = namedParameters(inventory, tree.tied);
  const found = new Set<string>();
  inventory.modules.forEach(({ name }, position) => {
    if (criterion.at(position) === "target") found.add(leafOf(name));
  });
  for (const name of parameters) if (criterion.of(name) === "target") found.add(leafOf(name));
  for (const [old, now] of Object.entries(renaming)) {
    if (found.has(old)) continue;
    const isReached = parameters.some((name) => {
      if (leafOf(name) !== now) return false;
      const container = name.slice(0, Math.max(0, name.lastIndexOf(".")));
      return criterion.of(`${container}.${old}`) === "target";
    });
    if (isReached) found.add(old);
  }
  return found;
}

/** The names of all parameters, tied ones once, as `named_parameters()` lists them. */
function namedParameters(
  { modules }: Inventory,
  tied: Readonly<Record<string, string>>,
): readonly string[] {
  return modules
    .flatMap((module) => Object.keys(module.parameters).map((key) => parameterName(module, key)))
    .filter((name) => !Object.hasOwn(tied, name));
}
