/** Writes the JSON Schemas into the built package: a part of `npm run build`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lenientSchema, strictSchema } from "./schema.ts";

const folder = fileURLToPath(new URL("../../dist/schema/", import.meta.url));

const files = {
  "adapter_config.schema.json": lenientSchema(),
  "adapter_config.strict.schema.json": strictSchema(),
};

mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(files)) {
  writeFileSync(folder + name, `${JSON.stringify(schema, null, 2)}\n`);
}
