import type { PeftConfig } from "../../rule.ts";
import type { Speaker } from "../../speaker.ts";
import { unsparedHeads } from "./heads.ts";

/** Whether `targetModules` may be a string: PEFT refuses a string beside a selection of layers. */
export const canBeString = ({ layersToTransform, layersPattern }: PeftConfig): boolean =>
  layersToTransform === null && layersPattern === null;

/** Whether PEFT accepts "all-linear" as the targets of this config. */
export const canBeAllLinear = (config: PeftConfig): boolean =>
  canBeString(config) && unsparedHeads(config).length === 0;

/** What a hint needs to know to offer targets that PEFT accepts. */
export interface TargetData extends Readonly<Record<string, unknown>> {
  readonly canBeAllLinear: boolean;
}

/** A hint for targets that are missing. */
export function nameTargets({ canBeAllLinear: offersAll }: TargetData, say: Speaker): string {
  const write = (targets: string | readonly string[]) => say.setting("targetModules", targets);
  const more = offersAll ? `, or write ${write("all-linear")}` : "";
  return `Name the modules to adapt, such as ${write(["q_proj", "v_proj"])}${more}.`;
}
