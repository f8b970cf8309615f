/** Where PEFT's own documentation has a field. */
import { tableIndex } from "../../src/config/table.ts";
import { baseFields } from "../../src/field/base.ts";
import { loraFields } from "../../src/field/lora.ts";

const reference = "https://huggingface.co/docs/peft/package_reference/";

const base = tableIndex(baseFields).fields.map(({ peft }) => peft);
const lora = tableIndex(loraFields).fields;

/** The page and the place on it. Fields of sub-configs are where LoraConfig has the sub-config. */
export function documentation(className: string, peft: string): string {
  if (base.includes(peft)) return `${reference}config#peft.PeftConfig.${peft}`;
  if (className === "AdaLoraConfig" && !lora.some((field) => field.peft === peft)) {
    return `${reference}adalora#peft.AdaLoraConfig.${peft}`;
  }
  const holder = lora.find(({ kind }) => kind.is === "config" && kind.table.name === className);
  return `${reference}lora#peft.LoraConfig.${holder?.peft ?? peft}`;
}
