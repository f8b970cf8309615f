import type { LoraConfig } from "../../../config/types.ts";
import { initNames } from "../../../field/lora.ts";

/** How "pissa_niter_4" is spelt if only Python's int() reads the number: "pissa_niter_ +4". */
const LOOSE_COUNT = /^pissa(?:(?!_niter_).)*_niter_\s*[+-]?(\d+(?:_\d+)*)\s*$/s;

/**
 * The exact spelling of the initialisation that PEFT runs for a text; undefined if PEFT knows none.
 * PEFT compares some names without regard to case, and only the beginning of others.
 */
export function spellingOf(
  init: string,
  { targetParameters }: Pick<LoraConfig, "targetParameters">,
): string | false | undefined {
  if (init === "") return false;
  if (/^pissa_niter_\d+$/.test(init) || initNames.some((name) => name === init)) return init;
  if (init.startsWith("corda")) return "corda";
  const count = LOOSE_COUNT.exec(init)?.[1];
  if (count !== undefined) return `pissa_niter_${count.replaceAll("_", "")}`;
  const name = init.toLowerCase();
  if (name === "olora" || name === "gaussian") return name;
  return name === "mica" && !targetParameters?.length ? name : undefined;
}
