/** Writes the JSON Schemas into the built package: a part of `npm run build`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { builderSchema, inputSchema, lenientSchema, strictSchema } from "./schema.ts";

const folder = fileURLToPath(new URL("../../dist/schema/", import.meta.url));

const files = {
  "adapter_config.schema.json": lenientSchema(),
  "adapter_config.strict.schema.json": strictSchema(),
  "LoraConfigInput.schema.json": builderSchema("LORA"),
  "AdaLoraConfigInput.schema.json": builderSchema("ADALORA"),
  "PeftConfigInput.schema.json": inputSchema(),
};

mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(files)) {
  writeFileSync(folder + name, `${JSON.stringify(schema, null, 2)}\n`);
}
