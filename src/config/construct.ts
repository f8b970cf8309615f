import { corda } from "../field/corda.ts";
import { eva } from "../field/eva.ts";
import { PEFT_VERSION } from "../field/version.ts";
import { isFilled } from "./shape.ts";
import { tableIndex } from "./table.ts";
import type { AdaLoraConfig, LoraConfig } from "./types.ts";

/** A config while it is being made. */
export type Draft<Config> = { -readonly [Field in keyof Config]: Config[Field] };

/**
 * Changes a config as PEFT's constructor does (LoraConfig.__post_init__): fills in the release,
 * empties a loftqConfig that nothing reads, fills in the sub-config that the initialisation needs.
 * The branches exclude each other as they do in PEFT.
 */
export function construct(config: Draft<LoraConfig> | Draft<AdaLoraConfig>): void {
  config.peftVersion ??= PEFT_VERSION;
  // A file may hold 0, 1 or null for the boolean.
  if (typeof config.initLoraWeights !== "string") config.initLoraWeights = !!config.initLoraWeights;
  const { initLoraWeights: init } = config;
  if (init === "loftq") return;
  if (isFilled(config.loftqConfig)) config.loftqConfig = {};
  else if (init === "eva")
    config.evaConfig ??= defaultsOf(eva) as unknown as LoraConfig["evaConfig"];
  else if (config.evaConfig === null && init === "corda") {
    config.cordaConfig ??= defaultsOf(corda) as unknown as LoraConfig["cordaConfig"];
  }
}

const defaultsOf = (table: typeof eva | typeof corda) => ({ ...tableIndex(table.fields).defaults });
