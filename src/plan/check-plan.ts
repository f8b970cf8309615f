import { tableIndex } from "../config/table.ts";
import { inspect, type PeftConfig } from "../finding/check.ts";
import { type ConfigClass, configClasses } from "../finding/class.ts";
import type { Diagnostic } from "../finding/diagnostic.ts";
import { PeftConfigError } from "../finding/error.ts";
import { toDiagnostics } from "../finding/finding.ts";
import type { ModuleTree } from "../model/tree.ts";
import type { PeftRelease } from "../peft/releases.ts";
import { releaseOf } from "../peft/releases.ts";
import { describePlan } from "./description.ts";
import { observe } from "./observation.ts";
import { Ledger, Refusal } from "./plan-findings.ts";
import type { Plan } from "./plan-types.ts";
import { plannedTree } from "./planned-tree.ts";
import { runPlan } from "./planner.ts";
import { type BaseModel, NEWEST } from "./request.ts";

export interface PlanOptions {
  /**
   * The release of PEFT, which decides what a layer index is: `"0.19"` reads the last number of a
   * name, `"0.20"` the first. Default: the newest that this library knows.
   */
  readonly peftVersion?: string;
  /** What the base model is like in memory. Default: bfloat16 on a GPU, not quantised. */
  readonly base?: BaseModel;
  /** Name of the adapter in `get_peft_model`. Default: `"default"`. */
  readonly adapterName?: string;
}

/** A plan with what was found, or what keeps `get_peft_model` from making one. */
export type PlanResult =
  | { readonly ok: true; readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * What a config becomes on a model: which modules PEFT adapts, at which rank, and how many parameters
 * that makes. Exactly as PEFT does it, without Python, torch or weights.
 *
 * @param config A config of this library, such as `loraConfig` returns.
 * @param tree The modules of the base model, from `moduleTree`, `readModuleTree` or `treeFromSafetensors`.
 * @returns The plan and what PEFT silently leaves out or takes along; or, where PEFT raises, the
 * findings. A finding of the stage `training` does not keep a plan from being made. Never throws on
 * what the config or the tree hold.
 * @throws {RangeError} If this library knows no release `peftVersion`.
 * @example
 * ```ts
 * const built = moduleTree({ model_type: "llama", architectures: ["LlamaForCausalLM"] });
 * const result = built.ok && checkPlan(loraConfig({ targetModules: ["q_proj"] }), built.tree);
 * result && result.ok && result.plan.modules.length; // 32
 * ```
 * @see peft/mapping_func.py get_peft_model
 */
export function checkPlan(
  config: PeftConfig,
  tree: ModuleTree,
  options: PlanOptions = {},
): PlanResult {
  const known = findKnown(config, tree, options);
  if (known === null) return unplannable(config);
  if (known.some(isRefusal)) return { ok: false, diagnostics: known };
  return planChecked(config, tree, options, known);
}

/** What is known before the model is looked into; null if the tree or the options cannot be read. */
function findKnown(
  config: PeftConfig,
  tree: ModuleTree,
  options: PlanOptions,
): readonly Diagnostic[] | null {
  try {
    const context = {
      adapterName: options.adapterName,
      modelType: tree.modelType ?? undefined,
    };
    const checked = inspect(config, "typescript", { strictness: "existing", context });
    return checked.diagnostics.filter(({ code }) => !decidedHere.has(code));
  } catch {
    return null;
  }
}

const unplannable = (config: PeftConfig): PlanResult => ({
  ok: false,
  diagnostics: inspect(config, "typescript", { strictness: "existing" }).diagnostics,
});

/** What `check` says from the config alone, and the model decides. */
const decidedHere: ReadonlySet<string> = new Set([
  "all-linear-adapts-head",
  "bdlora-both",
  "bdlora-rank-indivisible",
  "bdlora-unlisted",
  "parameters-of-target",
  "parameters-unsupported",
  "parameters-with-default-targets",
  "saved-and-target",
  "saved-ends-target",
  "target-excluded",
  "target-is-head",
  "targets-default-missing",
  "targets-default-adalora",
  "targets-empty",
  "tokens-and-saved",
  "tokens-and-target",
]);

/** Whether a finding says that there is no model with this adapter. */
const isRefusal = ({ stage }: Diagnostic): boolean =>
  stage === "construction" || stage === "injection";

const classOf = ({ peftType = "LORA" }: Partial<PeftConfig>): ConfigClass =>
  configClasses[peftType];

/** A config with the defaults of its class in place of fields that it lacks. */
const complete = (config: PeftConfig): PeftConfig =>
  ({ ...tableIndex(classOf(config).fields).defaults, ...config }) as PeftConfig;

function planChecked(
  config: PeftConfig,
  tree: ModuleTree,
  { peftVersion, base = {}, adapterName = "default" }: PlanOptions,
  known: readonly Diagnostic[],
): PlanResult {
  // Outside of the try: that no release has this name is for the caller to hear.
  const release: PeftRelease = peftVersion === undefined ? NEWEST : releaseOf(peftVersion);
  const ledger = new Ledger();
  const audience = { language: "typescript", strictness: "written" } as const;
  const diagnostics = () => [
    ...known,
    ...toDiagnostics(ledger.findings, classOf(config).fields, audience),
  ];
  try {
    const start = plannedTree(tree);
    const outcome = runPlan(start, [complete(config), release, adapterName], base, ledger);
    const plan = describePlan(outcome, base);
    observe(outcome, plan, ledger);
    return { ok: true, plan, diagnostics: diagnostics() };
  } catch (error) {
    return error instanceof Refusal
      ? { ok: false, diagnostics: diagnostics() }
      : unplannable(config);
  }
}

/**
 * {@link checkPlan}, for a config and a model that are known to fit.
 *
 * @throws {PeftConfigError} Where `get_peft_model` raises.
 * @example
 * ```ts
 * planAdapter(loraConfig({ targetModules: ["q_proj"] }), tree).trainable; // 2097152
 * ```
 */
export function planAdapter(config: PeftConfig, tree: ModuleTree, options?: PlanOptions): Plan {
  const result = checkPlan(config, tree, options);
  if (!result.ok) throw new PeftConfigError(result.diagnostics);
  return result.plan;
}
