import { tableIndex } from "../../src/config/table.ts";
import type { FieldTable } from "../../src/field/field.ts";
import type { PeftConfig } from "../../src/finding/check.ts";
import { type ConfigClass, configClasses } from "../../src/finding/class.ts";
import { moduleTree } from "../../src/model/module-tree.ts";
import type { ModuleTree } from "../../src/model/tree.ts";
import { type Adaptation, checkPlan, type Dtype } from "../../src/plan.ts";

/** Rank, alpha and scaling, by name. */
type Numbers = Readonly<Record<string, readonly [rank: number, alpha: number, scaling: number]>>;

/** A config, and what PEFT made of it on the meta device. */
export interface PlanCase {
  readonly class: "LoraConfig" | "AdaLoraConfig";
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly dtype: Dtype;
  readonly device: "cpu" | "meta";
  readonly error?: string;
  readonly message?: string;
  readonly targeted?: Numbers;
  readonly targetedParameters?: Numbers;
  readonly trainable?: number;
  readonly total?: number;
  readonly targets?: string | readonly string[] | null;
}

/** A model, and cases of it. */
export interface PlanCases {
  readonly config: string;
  readonly head: string;
  readonly cases?: readonly PlanCase[];
  readonly refused?: string;
}

/** The config of PEFT's keyword arguments. Nothing of it is checked. */
export function configOf({ class: name, kwargs }: PlanCase): PeftConfig {
  const peftType = name === "LoraConfig" ? "LORA" : "ADALORA";
  const { fields }: ConfigClass = configClasses[peftType];
  const { defaults } = tableIndex(fields);
  return { ...defaults, ...renamed(kwargs, fields), peftType } as unknown as PeftConfig;
}

function renamed(kwargs: Readonly<Record<string, unknown>>, table: FieldTable) {
  const { peft } = tableIndex(table).byName;
  return Object.fromEntries(
    Object.entries(kwargs).map(([key, value]): [string, unknown] => {
      const field = peft.get(key);
      const kind = field?.kind;
      if (kind?.is !== "config" || value === null) return [field?.name ?? key, value];
      const { fields } = kind.table;
      const given = renamed(value as Readonly<Record<string, unknown>>, fields);
      return [field?.name ?? key, { ...tableIndex(fields).defaults, ...given }];
    }),
  );
}

/** The tree of the model of some cases. */
export function treeOf({ config, head }: PlanCases): ModuleTree {
  const built = moduleTree(JSON.parse(config), { head });
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  return built.tree;
}

/** The first difference between our plan and PEFT's; undefined where they agree. */
export function planDifference(tree: ModuleTree, asked: PlanCase): string | undefined {
  const { dtype, device } = asked;
  const base = { dtype, device };
  const result = checkPlan(configOf(asked), tree, { base });
  if (!result.ok) {
    const codes = result.diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ code, raises }) => `${code} ${raises}`);
    if (asked.error === undefined) return `we refuse: ${codes}`;
    const isSame = codes.some((text) => text.endsWith(` ${pythonName(asked.error ?? "")}`));
    return isSame ? undefined : `PEFT raises ${asked.error} (${asked.message}), we ${codes}`;
  }
  if (asked.error !== undefined) return `PEFT raises ${asked.error}: ${asked.message}`;
  const { plan } = result;
  const isScaled = asked.class === "LoraConfig";
  return (
    differ("modules", numbersOf(plan.modules, isScaled), numbersOf(asked.targeted, isScaled)) ??
    differ(
      "parameters",
      numbersOf(plan.parameters, isScaled),
      numbersOf(asked.targetedParameters, isScaled),
    ) ??
    differ("trainable", plan.trainable, asked.trainable) ??
    differ("total", plan.total, asked.total) ??
    differ("targets", plan.resolvedTargets, asked.targets)
  );
}

/** The name of an exception as findings have it. */
const pythonName = (name: string): string => (name === "error" ? "re.error" : name);

function numbersOf(
  given: Numbers | readonly Adaptation[] | undefined,
  isScaled: boolean,
): string[] {
  const rows = Array.isArray(given)
    ? given.map(({ name, rank, alpha, scaling }): [string, number[]] => [
        name,
        [rank, alpha, scaling],
      ])
    : Object.entries((given ?? {}) as Numbers);
  return rows
    .map(([name, [rank = 0, alpha = 0, scaling = 0]]) =>
      [name, rank, alpha, isScaled ? scaling.toPrecision(12) : ""].join(" "),
    )
    .sort();
}

function differ(what: string, ours: unknown, theirs: unknown): string | undefined {
  const [left, right] = [JSON.stringify(ours), JSON.stringify(theirs)];
  if (left === right) return undefined;
  if (!Array.isArray(ours) || !Array.isArray(theirs))
    return `${what}: ours ${left}, PEFT's ${right}`;
  const only = (one: readonly unknown[], other: readonly unknown[]) =>
    one.filter((entry) => !other.includes(entry)).slice(0, 3);
  return `${what}: only ours ${only(ours, theirs)}, only PEFT's ${only(theirs, ours)}`;
}
