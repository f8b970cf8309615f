import { type ConfigExplanation, explainConfig, followSchedule } from "../../explain/explain.ts";
import { type FieldSetting, listSettings } from "../../explain/setting.ts";
import { readJson } from "../../file/decoder.ts";
import { nodeAt } from "../../file/node.ts";
import type { PeftConfig } from "../../finding/check.ts";
import type { ConfigView } from "../../finding/rule.ts";
import { findCompatibility } from "../../peft/compatibility.ts";
import { describeLayers } from "./layers-text.ts";
import { describeTargets } from "./targets-text.ts";
import { nameVariants } from "./variants-text.ts";

/** The parts of an explanation that need no words. */
type Facts = Omit<ConfigExplanation, "variants" | "targets" | "layers" | "set" | "atDefault">;

/** The explanation of a config for someone who has a file before them: `show` makes its page of it, or JSON. */
export interface Meaning extends Facts {
  readonly variants: readonly string[];
  readonly baseModel: string | null;
  readonly task: string | null;
  /** The release that wrote the file, if the file names it. */
  readonly writtenBy: string | null;
  readonly targets: string;
  readonly layers: string;
  /** The fields that are not at their default. */
  readonly set: readonly FieldSetting[];
  /** The names of those that are. */
  readonly atDefault: readonly string[];
}

/**
 * What a config means, in PEFT's names.
 *
 * @param text The file's text, which shows whether it has a peft_version.
 * @param modules How many modules AdaLoRA's budget is shared out among.
 */
export function buildMeaning(config: PeftConfig, text: string, modules: number): Meaning {
  const { method, rank, alpha, scaling, patterns } = explainConfig(config);
  const settings = listSettings(config);
  const hasVersion = isInText(text, "peft_version");
  const isSet = ({ name, isDefault }: FieldSetting) =>
    name === "peft_version" ? hasVersion : !isDefault;
  return {
    method,
    variants: nameVariants(config as ConfigView),
    baseModel: config.baseModelNameOrPath,
    task: config.taskType,
    writtenBy: hasVersion ? config.peftVersion : null,
    targets: describeTargets(config as ConfigView),
    layers: describeLayers(config as ConfigView),
    rank,
    alpha,
    scaling,
    patterns,
    set: settings.filter(isSet),
    atDefault: settings.filter(({ isDefault }) => isDefault).map(({ name }) => name),
    compatibility: findCompatibility(config, "python"),
    schedule: followSchedule(config, modules),
  };
}

function isInText(text: string, name: string): boolean {
  const root = readJson(text).value;
  const value = root && nodeAt(root, [name])?.value;
  return value !== undefined && value !== null;
}
