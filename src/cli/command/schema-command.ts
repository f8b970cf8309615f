import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Io } from "../terminal/io.ts";
import { type Arguments, type Command, type ExitCode, exit } from "./command.ts";

/** The schemas of the package, by what the command calls them. */
const schemas = {
  editor: "adapter_config.schema.json",
  strict: "adapter_config.strict.schema.json",
  lora: "LoraConfigInput.schema.json",
  adalora: "AdaLoraConfigInput.schema.json",
  input: "PeftConfigInput.schema.json",
} as const;

/** The command that prints a JSON Schema. */
export const schemaCommand: Command = {
  name: "schema",
  summary: "Prints a JSON Schema of adapter configs.",
  operands: { usage: "", least: 0, most: 0 },
  options: {
    of: {
      value: "NAME",
      choices: Object.keys(schemas),
      summary:
        "editor (adapter_config.json, marks only what PEFT refuses), strict (adapter_config.json, for services), lora, adalora or input (TypeScript names). Default: editor.",
    },
  },
  notes: [
    'An editor completes and explains a file that has "$schema" with the schema\'s path or address: https://unpkg.com/peft-config/dist/schema/adapter_config.schema.json',
  ],
  run: runSchema,
};

async function runSchema({ values }: Arguments, io: Io): Promise<ExitCode> {
  const name = values.get("of") ?? "editor";
  const file = Object.hasOwn(schemas, name)
    ? schemas[name as keyof typeof schemas]
    : schemas.editor;
  const path = createRequire(import.meta.url).resolve(`peft-config/schema/${file}`);
  await io.out.write(readFileSync(path, "utf8"));
  return exit.fine;
}
