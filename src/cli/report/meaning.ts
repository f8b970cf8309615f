import { type AdaLoraSchedule, adaLoraSchedule } from "../../adalora/schedule.ts";
import type { PeftConfig } from "../../diagnostic/check.ts";
import { readJson } from "../../file/json.ts";
import { nodeAt } from "../../file/node.ts";
import {
  type Compatibility,
  type CompatibilityEdge,
  compatibility,
} from "../../peft/compatibility.ts";
import { describeLayers } from "./layers-text.ts";
import { inPeftNames } from "./peft-names.ts";
import { explainPatterns, explainScaling, type Scaling } from "./scaling.ts";
import { listSettings, type Setting } from "./setting.ts";
import { describeTargets } from "./targets-text.ts";
import { listVariants } from "./variants-text.ts";

/** What a config means, as data: from it `show` makes its page or its JSON. */
export interface Meaning extends Scaling {
  readonly method: "LoRA" | "AdaLoRA";
  readonly variants: readonly string[];
  readonly baseModel: string | null;
  readonly task: string | null;
  /** The release that wrote the file, if it says so. */
  readonly writtenBy: string | null;
  readonly targets: string;
  readonly layers: string;
  readonly patterns: readonly (Scaling & { readonly pattern: string })[];
  /** The fields that are not at their default. */
  readonly set: readonly Setting[];
  /** The names of those that are. */
  readonly atDefault: readonly string[];
  /** The releases of PEFT that do what it says, and why no others. */
  readonly compatibility: Compatibility;
  /** AdaLoRA's schedule, if PEFT could follow it. */
  readonly schedule: AdaLoraSchedule | null;
}

/**
 * What a config means.
 *
 * @param text The file's text, which says whether peft_version stands in it.
 * @param modules How many modules AdaLoRA's budget is shared out among.
 */
export function buildMeaning(config: PeftConfig, text: string, modules: number): Meaning {
  const settings = listSettings(config);
  const hasVersion = isInText(text, "peft_version");
  const isSet = ({ name, isDefault }: Setting) =>
    name === "peft_version" ? hasVersion : !isDefault;
  return {
    method: config.peftType === "LORA" ? "LoRA" : "AdaLoRA",
    variants: listVariants(config),
    baseModel: config.baseModelNameOrPath,
    task: config.taskType,
    writtenBy: hasVersion ? config.peftVersion : null,
    targets: describeTargets(config),
    layers: describeLayers(config),
    ...explainScaling(config),
    patterns: explainPatterns(config),
    set: settings.filter(isSet),
    atDefault: settings.filter(({ isDefault }) => isDefault).map(({ name }) => name),
    compatibility: renameReleases(config),
    schedule: followSchedule(config, modules),
  };
}

function isInText(text: string, name: string): boolean {
  const root = readJson(text).value;
  const value = root && nodeAt(root, [name])?.value;
  return value !== undefined && value !== null;
}

/** {@link compatibility} in PEFT's names. */
function renameReleases(config: PeftConfig): Compatibility {
  const { from, to, edges, warnings } = compatibility(config);
  const rename = (edge: CompatibilityEdge): CompatibilityEdge => ({
    release: edge.release,
    field: edge.field && inPeftNames(edge.field),
    reason: inPeftNames(edge.reason),
  });
  return { from, to, edges: edges.map(rename), warnings: warnings.map(rename) };
}

/** The schedule, or null where its numbers are wrong: the findings say so. */
function followSchedule(config: PeftConfig, modules: number): AdaLoraSchedule | null {
  if (config.peftType === "LORA") return null;
  try {
    return adaLoraSchedule(config, { modules });
  } catch {
    return null;
  }
}
