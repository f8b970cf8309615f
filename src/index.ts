export { adaLoraConfig } from "./build/adalora.ts";
export { doraConfig } from "./build/dora.ts";
export { loraConfig } from "./build/lora.ts";
export { adaLoraConfigSchema, loraConfigSchema, peftConfigSchema } from "./build/schema.ts";
export { type CheckResult, check, type PeftConfig } from "./diagnostic/check.ts";
export { fromPeftDict, type PeftDict, toPeftDict } from "./peft/dict.ts";
export { toAdapterConfigJson } from "./peft/file.ts";
export { toPython } from "./peft/python.ts";
export { PEFT_VERSION } from "./peft/version.ts";
