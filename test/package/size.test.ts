import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, type Project } from "./project.ts";

let project: Project;

beforeAll(() => {
  project = createProject(["zod"]);
}, 60_000);

afterAll(() => project.remove());

/** Bytes after bundling, minifying and gzip. zod is the user's own. */
async function weigh(source: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: project.folder },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    external: ["zod"],
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}

const everything = "everything";

/** What each export may weigh alone, in bytes: promises to users. */
const budgets: Readonly<Record<string, number>> = {
  PEFT_VERSION: 300,
  recommendRank: 1400,
  adaLoraSchedule: 2500,
  layerStack: 8000,
  check: 26_000,
  [everything]: 45_000,
};

/** Promises that are not kept yet, and what is weighed today. Whoever keeps one removes its row. */
const owed: Readonly<Record<string, number>> = {
  layerStack: 8900,
  check: 28_500,
  [everything]: 61_700,
};

const sourceOf = (name: string): string =>
  `export ${name === everything ? "*" : `{ ${name} }`} from "peft-config"`;

describe("the weight", () => {
  it.each(Object.entries({ ...budgets, ...owed }))(
    "of %s is at most %i bytes",
    async (name, most) => {
      expect(await weigh(sourceOf(name))).toBeLessThanOrEqual(most);
    },
  );

  it("is not owed where it is kept", async () => {
    for (const name of Object.keys(owed)) {
      expect(await weigh(sourceOf(name))).toBeGreaterThan(budgets[name] ?? 0);
    }
  });

  it("of peft-config/rank is below 1 kB", async () => {
    expect(await weigh('export * from "peft-config/rank"')).toBeLessThan(1000);
  });

  it.each([["engines", 15_000]])(
    "of peft-config/%s beyond the core is at most %i",
    async (entry, most) => {
      const core = await weigh('export * from "peft-config"');
      const both = `export * from "peft-config"; export * as other from "peft-config/${entry}"`;
      expect((await weigh(both)) - core).toBeLessThanOrEqual(most);
    },
  );
});
