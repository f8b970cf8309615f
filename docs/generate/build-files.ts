/** Writes into the built package what is not bundled: a part of `npm run build`. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { declarationMap } from "./declaration-map.ts";
import { builderSchema, inputSchema, lenientSchema, strictSchema } from "./schema.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, "dist");

const schemas = {
  "adapter_config.schema.json": lenientSchema(),
  "adapter_config.strict.schema.json": strictSchema(),
  "LoraConfigInput.schema.json": builderSchema("LORA"),
  "AdaLoraConfigInput.schema.json": builderSchema("ADALORA"),
  "PeftConfigInput.schema.json": inputSchema(),
};

for (const [name, schema] of Object.entries(schemas)) {
  write(`schema/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
}
dropMap("cli.js");
for (const name of built(".js.map")) moveSources(name);
for (const name of built(".d.ts")) writeDeclarations(name);

/** The built files with an ending. */
function built(ending: string): readonly string[] {
  return readdirSync(dist).filter((name) => name.endsWith(ending));
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(dist, name)), { recursive: true });
  writeFileSync(join(dist, name), text);
}

/** Nobody goes to a definition in the command. */
function dropMap(name: string): void {
  rmSync(join(dist, `${name}.map`));
  const text = readFileSync(join(dist, name), "utf8");
  writeFileSync(join(dist, name), text.replace(/\n\/\/# sourceMappingURL=.*\n?$/, "\n"));
}

/** Ships the sources that a map names, once for all maps. */
function moveSources(name: string): void {
  const map = JSON.parse(readFileSync(join(dist, name), "utf8"));
  const { sourcesContent: _, ...rest } = map;
  const sources = map.sources.map((source: string) => source.replace("../", ""));
  for (const source of sources) write(source, readFileSync(join(root, source), "utf8"));
  write(name, JSON.stringify({ ...rest, sources }));
}

/** Gives declarations their map, and CommonJS the same declarations. */
function writeDeclarations(name: string): void {
  const text = readFileSync(join(dist, name), "utf8");
  const twins = [
    [name, text],
    [name.replace(".d.ts", ".d.cts"), text.replaceAll(/(from '\.\/[^']+)\.js'/g, "$1.cjs'")],
  ] as const;
  for (const [twin, declarations] of twins) {
    const { map, sources } = declarationMap(twin, declarations);
    for (const source of sources) write(source, readFileSync(join(root, source), "utf8"));
    write(twin, `${declarations.trimEnd()}\n//# sourceMappingURL=${twin}.map\n`);
    write(`${twin}.map`, JSON.stringify(map));
  }
}
