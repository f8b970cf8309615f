/**
 * Writes every generated file, or with `--check` says which one is stale.
 * A new generated file is one row in the table.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  codesSource,
  examplesSource,
  factsSource,
  meaningsSource,
  versionSource,
} from "./command.ts";
import { conflictsSource } from "./conflicts.ts";
import { diagnosticsPage, stricterPage } from "./diagnostics.ts";
import { enginesPage } from "./engines.ts";
import { manifestText } from "./entries.ts";
import { fieldsPage } from "./fields.ts";
import { drawDeepseek, drawQwen } from "./pictures.ts";
import { architecturePage } from "./rooms.ts";
import { servingSource } from "./serving.ts";
import { typesSource } from "./types.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const files: Readonly<Record<string, () => string>> = {
  "src/config/conflict.ts": () => formatted("conflict.ts", conflictsSource()),
  "src/finding/code.ts": () => formatted("code.ts", codesSource()),
  "src/config/types.ts": () => formatted("types.ts", typesSource()),
  "src/cli/generated/code-facts.ts": () => formatted("facts.ts", factsSource()),
  "src/schema/field-meanings.ts": () => formatted("meanings.ts", meaningsSource()),
  "src/cli/generated/code-examples.ts": () => formatted("examples.ts", examplesSource()),
  "src/cli/generated/package-version.ts": () => formatted("version.ts", versionSource()),
  "package.json": () => formatted("package.json", manifestText()),
  "src/serving.ts": () => formatted("serving.ts", servingSource()),
  "docs/diagnostics.md": diagnosticsPage,
  "docs/stricter-than-peft.md": stricterPage,
  "docs/engines.md": enginesPage,
  "docs/fields.md": fieldsPage,
  "docs/architecture.md": architecturePage,
  "docs/guide/planning-deepseek.svg": drawDeepseek,
  "docs/guide/planning-qwen.svg": drawQwen,
};

function formatted(name: string, source: string): string {
  return execFileSync("npx", ["biome", "format", `--stdin-file-path=${name}`], {
    cwd: root,
    input: source,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "ignore"],
  });
}

const stale = Object.entries(files).filter(([path, text]) => {
  const wanted = text();
  const found = (() => {
    try {
      return readFileSync(root + path, "utf8");
    } catch {
      return undefined;
    }
  })();
  if (found === wanted) return false;
  if (!process.argv.includes("--check")) writeFileSync(root + path, wanted);
  return true;
});

for (const [path] of stale) console.log(path);
if (process.argv.includes("--check") && stale.length > 0) {
  console.error("These generated files are stale: run `npm run generate`.");
  process.exitCode = 1;
}
