/** What every runtime does: build, refuse, check, write, read, and know its own errors. */
import {
  check,
  loraConfig,
  PeftConfigError,
  parseAdapterConfig,
  toAdapterConfigJson,
} from "peft-config";
import { recommendRank } from "peft-config/rank";
import { peftDictSchema } from "peft-config/zod";

function thrown() {
  try {
    loraConfig({ r: 0 });
  } catch (error) {
    return error;
  }
}

const json = toAdapterConfigJson(loraConfig({ r: recommendRank(800) }));
export const facts = {
  refuses: thrown() instanceof PeftConfigError,
  suggests: check({ lora_alpha: 8 }).diagnostics[0]?.hint === "Did you mean loraAlpha?",
  reads: parseAdapterConfig(json).config?.r === 8,
  parses: peftDictSchema.safeParse({ lora_alhpa: 1 }).error?.issues[0]?.path[0] === "lora_alhpa",
};
export const verdict = Object.values(facts).every(Boolean) ? "all well" : JSON.stringify(facts);
