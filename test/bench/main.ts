/**
 * `npm run bench`: what checking a file costs beside parsing it. It runs as a bundle, which is how
 * users run the library; tsx wraps every function to keep its name, and that takes half as long again.
 * Each table has a process of its own, so that none pays for what another made the engine assume.
 */
import { spawnSync } from "node:child_process";
import { readJson } from "../../src/file/decoder.ts";
import {
  fromPeftDict,
  loraConfig,
  parseAdapterConfig,
  toAdapterConfigJson,
} from "../../src/index.ts";
import { filesTable } from "./files.ts";
import { measured, tableText } from "./ratio.ts";
import { ajvShape, valibotShape, zodShape } from "./shapes.ts";

const text = toAdapterConfigJson(
  loraConfig({
    r: 16,
    loraAlpha: 32,
    loraDropout: 0.05,
    targetModules: ["q_proj", "k_proj", "v_proj", "o_proj"],
    taskType: "CAUSAL_LM",
    baseModelNameOrPath: "meta-llama/Llama-3.1-8B",
  }),
);

/** Each table by name: what it is about, and what was measured. */
const tables: Readonly<Record<string, () => string>> = {
  check: () => {
    const shapes = { zod: zodShape(), ajv: ajvShape(), valibot: valibotShape() };
    for (const [name, isRight] of Object.entries(shapes)) {
      if (!isRight(JSON.parse(text))) throw new Error(`${name} refuses the file.`);
    }
    if (!fromPeftDict(JSON.parse(text)).ok) throw new Error("peft-config refuses the file.");
    const rows = measured({
      "JSON.parse": () => JSON.parse(text),
      "JSON.parse, then peft-config: schema, all rules, config": () =>
        fromPeftDict(JSON.parse(text)),
      "JSON.parse, then zod: shape alone": () => shapes.zod(JSON.parse(text)),
      "JSON.parse, then ajv: shape alone": () => shapes.ajv(JSON.parse(text)),
      "JSON.parse, then valibot: shape alone": () => shapes.valibot(JSON.parse(text)),
    });
    const keys = Object.keys(JSON.parse(text)).length;
    return `A file of ${keys} keys, ${text.length} bytes:\n\n${tableText(rows)}`;
  },
  reading: () =>
    [
      "Reading it without losing a character:",
      tableText(
        measured({
          "JSON.parse": () => JSON.parse(text),
          "readJson: every value with its place": () => readJson(text),
          "parseAdapterConfig: and all diagnostics": () => parseAdapterConfig(text),
        }),
      ),
    ].join("\n\n"),
  files: () => `check, on files:\n\n${filesTable()}`,
};

const [, script = "", name = ""] = process.argv;
const table = tables[name];
if (table !== undefined) console.log(`${table()}\n`);
else
  for (const each of Object.keys(tables))
    spawnSync(process.execPath, [script, each], { stdio: "inherit" });
