import { type AdaLoraSchedule, adaLoraSchedule } from "../adalora/schedule.ts";
import { tableIndex } from "../config/table.ts";
import type { AdaLoraConfig, LoraConfig } from "../config/types.ts";
import { listVariants } from "../config/variant.ts";
import type { PeftConfig } from "../finding/check.ts";
import { type ConfigClass, configClasses } from "../finding/class.ts";
import { isAllLinear } from "../finding/rule/names.ts";
import type { ConfigView } from "../finding/rule.ts";
import { type Compatibility, compatibility } from "../peft/compatibility.ts";
import { isDefault } from "../peft/settings.ts";
import { explainScaling, type Scalings } from "./scaling.ts";

/** How a config selects modules, and the value of the field. */
export type ModuleSelection =
  /** Names or name endings. None select nothing. */
  | { readonly kind: "names"; readonly value: readonly string[] }
  /** A Python regular expression for the whole name. */
  | { readonly kind: "pattern"; readonly value: string }
  /** Every linear layer but the output layer. */
  | { readonly kind: "all-linear"; readonly value: string }
  /** PEFT's default for the base model. */
  | { readonly kind: "default"; readonly value: null };

/** What a config means. `rank`, `alpha` and `scaling` hold for modules that no pattern matches. */
export interface ConfigExplanation extends Scalings {
  /** What the method is called: `"LoRA"`, `"AdaLoRA"`. */
  readonly method: string;
  /** The fields that turn a variant of LoRA on, such as `useDora`. AdaLoRA supports no variant. */
  readonly variants: readonly (keyof LoraConfig)[];
  /** The modules to adapt, before `excludeModules` takes some away and `targetParameters` adds. */
  readonly targets: ModuleSelection;
  /** Indices of the layers to adapt, counted from 0, ascending, each once. Null for all layers. */
  readonly layers: readonly number[] | null;
  /** AdaLoRA's schedule for one module, in training steps and ranks. Null if PEFT follows none. */
  readonly schedule: AdaLoraSchedule | null;
  /** The releases of PEFT that load the config and train as PEFT 0.21 does. */
  readonly compatibility: Compatibility;
  /** The fields that differ from their default. `peftVersion` is one: PEFT always fills it in. */
  readonly set: Readonly<Record<string, unknown>>;
  /** The names of the fields at their default, in PEFT's order. */
  readonly atDefault: readonly string[];
}

/**
 * What a config means, as data for a page, a log or a form: what it adapts, how strongly, and which
 * releases of PEFT do so. What only the base model decides, such as how many modules match, is not
 * in it.
 *
 * @param config A config as the builders, `check` and `parseAdapterConfig` return it.
 * @returns Plain data under TypeScript's names. It shares lists and objects with the config.
 * @throws Nothing for such a config. A schedule that PEFT cannot follow is null; `check` reports the reason.
 *
 * @example
 * ```ts
 * const { method, variants, rank, scaling, layers, set } = explainConfig(
 *   loraConfig({ r: 16, useDora: true, targetModules: ["q_proj"], layersToTransform: [1, 0] }),
 * );
 * method; // "LoRA"
 * variants; // ["useDora"]
 * scaling; // 0.5, which is 8 / 16
 * layers; // [0, 1]
 * set; // { r: 16, useDora: true, … }
 * ```
 *
 * @see peft/tuners/lora/layer.py LoraLayer.update_layer, peft/tuners/tuners_utils.py check_target_module_exists
 */
export function explainConfig(config: PeftConfig): ConfigExplanation {
  const { label, hasVariants }: ConfigClass = configClasses[config.peftType];
  const indices = [config.layersToTransform ?? []].flat();
  return {
    method: label,
    variants: hasVariants ? listSwitches(config as LoraConfig) : [],
    targets: explainTargets(config.targetModules),
    layers: indices.length ? [...new Set(indices)].sort((a, b) => a - b) : null,
    ...explainScaling(config as ConfigView),
    schedule: followSchedule(config, 1),
    compatibility: compatibility(config),
    ...splitFields(config),
  };
}

/** What may be on beside a variant: the others exclude each other. */
const switches = ["useRslora", "useQalora"] as const;

const listSwitches = (config: LoraConfig): readonly (keyof LoraConfig)[] => [
  ...listVariants(config),
  ...switches.filter((name) => config[name]),
];

function explainTargets(value: ConfigView["targetModules"]): ModuleSelection {
  if (value === null) return { kind: "default", value };
  if (typeof value !== "string") return { kind: "names", value };
  return { kind: isAllLinear(value) ? "all-linear" : "pattern", value };
}

/** AdaLoRA's schedule, or null where its numbers are wrong, or missing, as in a LoRA config. */
export function followSchedule(config: PeftConfig, modules: number): AdaLoraSchedule | null {
  try {
    return adaLoraSchedule(config as AdaLoraConfig, { modules });
  } catch {
    return null;
  }
}

/** The fields by whether they are at their default. */
function splitFields(config: PeftConfig): Pick<ConfigExplanation, "set" | "atDefault"> {
  const set: Record<string, unknown> = { ...config };
  const atDefault = tableIndex(configClasses[config.peftType].fields)
    .fields.filter((field) => isDefault(field, set[field.name]))
    .map(({ name }) => name);
  for (const name of atDefault) delete set[name];
  return { set, atDefault };
}
