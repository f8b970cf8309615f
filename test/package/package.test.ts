import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const modules = join(root, "node_modules");
let folder = "";
let tarball = "";

const run = (command: string, args: readonly string[], cwd = folder): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** The text a failed command printed, or its output. */
function output(command: string, args: readonly string[], cwd?: string): string {
  try {
    return run(command, args, cwd);
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(" ")}\n${stdout}${stderr}`);
  }
}

/** An empty project with the packed tarball and zod in it, and nothing else. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "peft-config-package-"));
  const [packed] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], root),
  ) as [{ filename: string }];
  tarball = join(folder, packed.filename);
  mkdirSync(join(folder, "node_modules/peft-config"), { recursive: true });
  run("tar", [
    "xzf",
    tarball,
    "--strip-components=1",
    "-C",
    join(folder, "node_modules/peft-config"),
  ]);
  symlinkSync(join(modules, "zod"), join(folder, "node_modules/zod"));
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packed package", () => {
  it("holds the build and its papers, and nothing else", () => {
    const files = run("tar", ["tzf", tarball]).trim().split("\n");
    for (const file of files) {
      expect(file).toMatch(
        /^package\/(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/|docs\/(diagnostics|engines)\.md)/,
      );
    }
    expect(files).toContain("package/dist/index.d.ts");
  });

  it("works from ESM", () => {
    const source = `import { loraConfig } from "peft-config"; import { recommendRank } from "peft-config/rank";
      console.log(loraConfig({ r: 4 }).r + recommendRank(800));`;
    expect(output(process.execPath, ["--input-type=module", "--eval", source])).toBe("12\n");
  });

  it("works from CommonJS", () => {
    const source = `const { loraConfig } = require("peft-config"); const { recommendRank } = require("peft-config/rank");
      console.log(loraConfig({ r: 4 }).r + recommendRank(800));`;
    expect(output(process.execPath, ["--input-type=commonjs", "--eval", source])).toContain("12\n");
  });

  const consumer = `
    import { check, loraConfig, loraConfigSchema, type LoraConfig } from "peft-config";
    import { type Servability, servability } from "peft-config/engines";
    import { recommendRank } from "peft-config/rank";
    const config: LoraConfig = loraConfig({ r: recommendRank(800), targetModules: ["q_proj", "own"] });
    const parsed: LoraConfig = loraConfigSchema.parse(config);
    const served: Servability = servability(parsed, { engine: "vllm", release: "0.28" });
    const result = check(parsed);
    if (result.ok && result.config.peftType === "ADALORA") result.config.totalStep;
    // @ts-expect-error two variants
    loraConfig({ useDora: true, kasaConfig: {} });
  `;

  for (const [module, resolution] of [
    ["node16", "node16"],
    ["esnext", "bundler"],
  ] as const) {
    it(`type-checks with module ${module} and ${resolution} resolution`, () => {
      writeFileSync(join(folder, "consumer.ts"), consumer);
      const options = ["--module", module, "--moduleResolution", resolution, "--target", "es2022"];
      output(process.execPath, [
        join(modules, "typescript/bin/tsc"),
        ...["--noEmit", "--strict", ...options, "consumer.ts"],
      ]);
    }, 60_000);
  }

  it("pleases publint", () => {
    const command = join(modules, "publint/src/cli.js");
    expect(output(process.execPath, [command, tarball, "--strict"])).toContain("All good!");
  });

  it("pleases are-the-types-wrong", () => {
    const command = join(modules, "@arethetypeswrong/cli/dist/index.js");
    expect(output(process.execPath, [command, tarball, "--profile", "esm-only"])).toContain("🟢");
  }, 60_000);
});

describe("size", () => {
  /** Bytes after bundling, minifying and gzip. */
  async function gzipped(source: string): Promise<number> {
    const { outputFiles } = await build({
      stdin: { contents: source, resolveDir: folder },
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      platform: "browser",
    });
    return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
  }

  it("of peft-config/rank is below 1 kB", async () => {
    expect(await gzipped('export * from "peft-config/rank"')).toBeLessThan(1000);
  });

  /** What reads files of any origin, which a program that makes configs does not carry. */
  const readers = ["parseAdapterConfig", "stringifyAdapterConfig"];

  it("of all that makes, checks, plans and writes configs, with zod, is below 37.5 kB", async () => {
    const names = Object.keys(await import("../../src/index.ts"));
    const rest = names.filter((name) => !readers.includes(name));
    expect(await gzipped(`export { ${rest.join(", ")} } from "peft-config"`)).toBeLessThan(37_500);
  });

  it("of everything, reading files included, is below 45 kB", async () => {
    expect(await gzipped('export * from "peft-config"')).toBeLessThan(45_000);
  });

  it("of peft-config/engines, beyond the rest, is below 15 kB", async () => {
    const rest = await gzipped('export * from "peft-config"');
    const both = 'export * from "peft-config"; export * from "peft-config/engines"';
    expect((await gzipped(both)) - rest).toBeLessThan(15_000);
  });

  it("leaves nothing of Node in the library", async () => {
    for (const name of ["index.js", "rank.js", "engines.js"]) {
      const text = readFileSync(join(folder, "node_modules/peft-config/dist", name), "utf8");
      expect(text).not.toMatch(/from ["'](node:|fs|path)/);
    }
  });
});
