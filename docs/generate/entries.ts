/** The entries of the package: package.json, the build and the documentation's tests read this table. */
import { readFileSync } from "node:fs";

/** Each entry by what users write after the package's name, with its source. A new entry is one row. */
export const entries: Readonly<Record<string, string>> = {
  ".": "src/index.ts",
  "./rank": "src/rank.ts",
  "./zod": "src/zod.ts",
  "./engines": "src/engines.ts",
  "./plan": "src/plan.ts",
};

/** What the build calls an entry: index, rank, zod. */
export const nameOf = (entry: string): string => (entry === "." ? "index" : entry.slice(2));

/** The entries as users import them, with their sources. */
export const specifiers: readonly (readonly [specifier: string, source: string])[] = Object.entries(
  entries,
).map(([entry, source]) => [`peft-config${entry.slice(1)}`, source]);

/** The sources of the entries, by what the build calls them. */
export const namedSources: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(entries).map(([entry, source]) => [nameOf(entry), source]),
);

const manifest = new URL("../../package.json", import.meta.url);

/** package.json with the fields that say what the entries are. */
export function manifestText(): string {
  const fields = JSON.parse(readFileSync(manifest, "utf8"));
  const { exports: _exports, typesVersions: _typesVersions, ...rest } = fields;
  const rows = Object.entries(rest).flatMap(([key, value]) =>
    key === "scripts"
      ? [
          ["exports", exportsOf()],
          ["typesVersions", typesVersions()],
          [key, value],
        ]
      : [[key, value]],
  );
  return `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`;
}

/** Every entry for `import` and `require`, types first, as TypeScript takes the first that fits. */
function exportsOf(): Readonly<Record<string, unknown>> {
  const forms = Object.keys(entries).map((entry) => {
    const file = `./dist/${nameOf(entry)}`;
    const form = (ending: string) => ({
      types: `${file}.d.${ending.replace("js", "ts")}`,
      default: `${file}.${ending}`,
    });
    return [entry, { import: form("js"), require: form("cjs") }];
  });
  return {
    ...Object.fromEntries(forms),
    "./schema/*": "./dist/schema/*",
    "./package.json": "./package.json",
  };
}

/** The types of the entries, for TypeScript that resolves as Node 10 did. */
function typesVersions(): Readonly<Record<string, unknown>> {
  const types = Object.keys(entries)
    .filter((entry) => entry !== ".")
    .map((entry) => [nameOf(entry), [`./dist/${nameOf(entry)}.d.cts`]]);
  return { "*": Object.fromEntries(types) };
}
