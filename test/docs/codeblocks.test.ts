import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { specifiers } from "../../docs/generate/entries.ts";
import * as assumed from "./assumed.ts";
import { codeBlocks, placeOf, textOf } from "./codeblocks.ts";
import { complaints } from "./compiler.ts";
import { docstringExamples, type Example, isCommand, pageExamples } from "./example.ts";
import { pages, read, sources } from "./pages.ts";
import { outcomeOf } from "./run.ts";
import { unknownCommands } from "./shell.ts";

/** What each entry of the package exports. */
const exported = specifiers.map(async ([from, source]) => ({
  from,
  names: Object.keys(await import(`../../${source}`)),
}));

/** The examples of a source may name what its room exports, what the package does, the assumed. */
async function sourceExamples(source: string): Promise<readonly Example[]> {
  const blocks = codeBlocks(source, read(source));
  if (blocks.length === 0) return [];
  const room = sources.filter((other) => dirname(other) === dirname(source) && other !== source);
  const files = [source, ...room].map((file) => `../../${file}`);
  const modules = files.map(async (from) => ({ from, names: Object.keys(await import(from)) }));
  return docstringExamples(blocks, [
    ...(await Promise.all(modules)),
    ...(await Promise.all(exported)),
    { from: "./assumed.ts", names: Object.keys(assumed) },
  ]);
}

const blocks = pages.flatMap((page) => codeBlocks(page, read(page)));
const examples = [
  ...pages.flatMap((page) => pageExamples(codeBlocks(page, read(page)))),
  ...(await Promise.all(sources.map(sourceExamples))).flat(),
];

/** The name an example has for the compiler, in this folder for the sake of its imports. */
const fileOf = (example: Example): string =>
  `test/docs/${placeOf(example).replaceAll(/\W/g, "-")}.ts`;

describe("every example", () => {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "peft-config-docs-"));
  let found: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    process.chdir(folder);
    found = complaints(new Map(examples.map((example) => [fileOf(example), example.source])));
  }, 60_000);

  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  for (const example of examples) {
    it(`${placeOf(example)} compiles, and does what it says`, async () => {
      expect(found.get(fileOf(example))).toEqual([]);
      const { untrue, printed } = await outcomeOf(example);
      expect(untrue).toEqual([]);
      if (example.printed.length === 0) return;
      expect(printed.trimEnd()).toBe(example.printed.map(textOf).join("\n"));
    });
  }
});

describe("every other block", () => {
  for (const block of blocks.filter(isCommand)) {
    it(`${placeOf(block)} has commands that exist`, () => {
      expect(unknownCommands(block.lines)).toEqual([]);
    });
  }

  for (const block of blocks.filter(({ info }) => info !== "")) {
    it(`${placeOf(block)} is an excerpt of ${block.info}`, () => {
      expect(read(block.info).includes(textOf(block))).toBe(true);
    });
  }

  it("is of a language that is tested", () => {
    const languages = ["ts", "sh", "bash", "text", "json", "python", "mermaid"];
    const others = blocks.filter(({ language }) => !languages.includes(language));
    expect(others.map(placeOf)).toEqual([]);
  });
});
