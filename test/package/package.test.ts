import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entries, nameOf, specifiers } from "../../docs/generate/entries.ts";
import { createProject, modules, type Project, run } from "./project.ts";

let project: Project;

beforeAll(() => {
  project = createProject(["zod"]);
}, 60_000);

afterAll(() => project.remove());

const packed = (name = ""): string => join(project.folder, "node_modules/peft-config", name);

/** The files that an entry needs, its chunks and theirs. */
function reach(name: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found;
  found.add(name);
  const text = readFileSync(packed(`dist/${name}`), "utf8");
  for (const [, next = ""] of text.matchAll(
    /(?:from|require\(|import\(?) ?["']\.\/([^"']+)["']/g,
  )) {
    // Declarations name the JavaScript beside them.
    reach(/\.d\.c?ts$/.test(name) ? next.replace(/\.(c?)js$/, ".d.$1ts") : next, found);
  }
  return found;
}

describe("the packed package", () => {
  it("holds the build and its papers, and nothing else", () => {
    const files = run("tar", ["tzf", project.tarball], project.folder).trim().split("\n");
    for (const file of files) {
      expect(file).toMatch(
        /^package\/(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/|docs\/(diagnostics|engines)\.md)/,
      );
    }
  });

  it("holds no code that no entry reaches, and every source that a map names", () => {
    const names = Object.keys(entries).map(nameOf);
    const reached = ["js", "cjs", "d.ts", "d.cts"]
      .flatMap((ending) => names.map((name) => `${name}.${ending}`))
      .flatMap((name) => [...reach(name)]);
    const known = new Set(["cli.js", ...reach("cli.js"), ...reached]);
    const files = readdirSync(packed("dist")).filter((name) => /\.(js|cjs|ts|cts)$/.test(name));
    expect(files.filter((name) => !known.has(name))).toEqual([]);
    for (const name of readdirSync(packed("dist")).filter((each) => each.endsWith(".map"))) {
      const { sources } = JSON.parse(readFileSync(packed(`dist/${name}`), "utf8"));
      for (const source of sources)
        expect(readFileSync(packed(`dist/${source}`), "utf8")).not.toBe("");
    }
  });

  it("loads in a browser in 12 requests at most, unbundled", () => {
    expect(reach("index.js").size).toBeLessThanOrEqual(12);
  });

  it("imports nothing but zod, and that only from the entry of its name", () => {
    for (const name of Object.keys(entries).map(nameOf)) {
      for (const file of [...reach(`${name}.js`), ...reach(`${name}.cjs`)]) {
        const text = readFileSync(packed(`dist/${file}`), "utf8");
        const imported = [...text.matchAll(/(?:from |require\()["']([^."'][^"']*)["']/g)].map(
          ([, found]) => found,
        );
        expect([file, ...new Set(imported)]).toEqual([
          file,
          ...(/^zod\.c?js$/.test(file) ? ["zod"] : []),
        ]);
      }
    }
  });

  it("declares its types without packages that are not installed", () => {
    for (const name of readdirSync(packed("dist")).filter((each) => /\.d\.c?ts$/.test(each))) {
      const text = readFileSync(packed(`dist/${name}`), "utf8");
      const imported = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
      expect([name, imported.filter((each) => !each.startsWith("./") && each !== "zod")]).toEqual([
        name,
        [],
      ]);
    }
  });

  it.each(specifiers)("%s: gives the same names to import and to require", (specifier) => {
    const list =
      "console.log(Object.keys(entry).filter((name) => name !== 'default').sort().join())";
    const esm = project.node(
      "--input-type=module",
      "-e",
      `import * as entry from "${specifier}"; ${list}`,
    );
    const cjs = project.node(
      "--input-type=commonjs",
      "-e",
      `const entry = require("${specifier}"); ${list}`,
    );
    expect(esm).toBe(cjs);
    expect(esm.length).toBeGreaterThan(20);
  });

  it("knows its errors across both builds, and subclasses apart", () => {
    const source = `import { createRequire } from "node:module"; import * as esm from "peft-config";
      const cjs = createRequire(import.meta.url)("peft-config");
      class Own extends esm.PeftConfigError {}
      const thrown = (build) => { try { build.loraConfig({ r: 0 }); } catch (error) { return error; } };
      console.log([thrown(cjs) instanceof esm.PeftConfigError, thrown(esm) instanceof cjs.PeftConfigError,
        cjs.PeftConfigError === esm.PeftConfigError, thrown(esm) instanceof Own, new Own([]) instanceof Own,
        new Error() instanceof esm.PeftConfigError, null instanceof esm.PeftConfigError].join());`;
    expect(project.node("--input-type=module", "-e", source)).toBe(
      "true,true,false,false,true,false,false\n",
    );
  });

  it("parses configs of zod in CommonJS", () => {
    const source = `const { peftConfigSchema } = require("peft-config/zod"); const { ZodError } = require("zod");
      try { peftConfigSchema.parse({ r: 0 }); } catch (error) { console.log(error instanceof ZodError); }`;
    expect(project.node("--input-type=commonjs", "-e", source)).toBe("true\n");
  });

  const consumer = `
    import { check, loraConfig, type LoraConfig } from "peft-config";
    import { type Servability, servability } from "peft-config/engines";
    import { recommendRank } from "peft-config/rank";
    import { loraConfigSchema } from "peft-config/zod";
    const config: LoraConfig = loraConfig({ r: recommendRank(800), targetModules: ["q_proj", "own"] });
    const parsed: LoraConfig = loraConfigSchema.parse(config);
    const served: Servability = servability(parsed, { engine: "vllm", release: "0.28" });
    const result = check(parsed);
    if (result.ok && result.config.peftType === "ADALORA") result.config.totalStep;
    // @ts-expect-error two variants
    loraConfig({ useDora: true, kasaConfig: {} });
  `;

  it.each([
    ["node16", "node16", "consumer.ts"],
    ["node16", "node16", "consumer.cts"],
    ["esnext", "bundler", "consumer.ts"],
    ["commonjs", "node10", "consumer.ts"],
  ])(
    "type-checks with module %s and %s resolution: %s",
    (module, resolution, file) => {
      project.write(file, consumer);
      const options = ["--module", module, "--moduleResolution", resolution, "--target", "es2022"];
      const tsc = join(modules, "typescript/bin/tsc");
      project.node(tsc, "--noEmit", "--strict", "--skipLibCheck", ...options, file);
    },
    60_000,
  );

  it("pleases publint", () => {
    const command = join(modules, "publint/src/cli.js");
    expect(project.node(command, project.tarball, "--strict")).toContain("All good!");
  });

  it("pleases are-the-types-wrong, node10 included", () => {
    const command = join(modules, "@arethetypeswrong/cli/dist/index.js");
    expect(project.node(command, project.tarball)).toContain("No problems found");
  }, 60_000);
});
