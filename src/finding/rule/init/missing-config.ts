import { isFilled } from "../../../config/shape.ts";
import type { FindingData } from "../../diagnostic.ts";
import type { ConfigView } from "../../rule.ts";

/** The initialisations that fail without a sub-config. */
const needs = [
  { init: "eva", missing: "evaConfig" },
  { init: "corda", missing: "cordaConfig" },
] as const;

/** A sub-config that an initialisation needs and that is null. */
export interface MissingConfig extends FindingData {
  readonly init: string;
  readonly missing: string;
  /** Another sub-config because of which PEFT does not create the missing one. */
  readonly other: string | null;
}

/** The sub-config that the config's initialisation lacks. */
export function missingConfig(config: ConfigView): MissingConfig | undefined {
  const { initLoraWeights, evaConfig, loftqConfig } = config;
  const need = needs.find(
    ({ init, missing }) => init === initLoraWeights && config[missing] === null,
  );
  // PEFT asks for all of them in one chain of conditions, of which the first that holds ends it.
  const other = isFilled(loftqConfig) ? "loftqConfig" : evaConfig && "evaConfig";
  return need && { ...need, other };
}
