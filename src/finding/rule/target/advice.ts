import type { ConfigView } from "../../rule.ts";
import { unsparedHeads } from "./heads.ts";

/** Whether `targetModules` may be a string: PEFT refuses a string beside a selection of layers. */
export const canBeString = ({ layersToTransform, layersPattern }: ConfigView): boolean =>
  layersToTransform === null && layersPattern === null;

/** Whether PEFT accepts "all-linear" as the targets of this config. */
export const canBeAllLinear = (config: ConfigView): boolean =>
  canBeString(config) && unsparedHeads(config).length === 0;

/** What a hint needs to know to offer targets that PEFT accepts. */
export interface TargetData extends Readonly<Record<string, unknown>> {
  readonly canBeAllLinear: boolean;
}

/** A hint for targets that are missing. */
export const nameTargets = ({ canBeAllLinear: offersAll }: TargetData): string =>
  `Name the modules to adapt, such as \`targetModules: ["q_proj","v_proj"]\`${offersAll ? ALL : ""}.`;

const ALL = ', or write `targetModules: "all-linear"`';
