import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, modules, type Project } from "../package/project.ts";

let project: Project;

beforeAll(() => {
  project = createProject(["zod"]);
}, 60_000);

afterAll(() => project.remove());

const body = `
test("a bad rank", () => {
  expect(() => loraConfig({ r: 0 })).toThrow(PeftConfigError);
  expect(loraConfigSchema.safeParse({ r: 0 }).error.issues[0].path).toEqual(["r"]);
  expect(recommendRank(800)).toBe(8);
});`;

const names = {
  "peft-config": "loraConfig, PeftConfigError",
  "peft-config/zod": "loraConfigSchema",
  "peft-config/rank": "recommendRank",
};

const lines = (write: (names: string, from: string) => string): string =>
  Object.entries(names)
    .map(([from, list]) => write(list, from))
    .join("\n");

describe("Jest", () => {
  it.each([
    [
      "CommonJS",
      "commonjs.test.cjs",
      lines((list, from) => `const { ${list} } = require("${from}");`),
    ],
    ["ESM", "module.test.mjs", lines((list, from) => `import { ${list} } from "${from}";`)],
  ])(
    "loads every entry as %s",
    (_, file, imports) => {
      project.write(file, imports + body);
      const settings = { testMatch: [`**/${file}`], transform: {}, testEnvironment: "node" };
      project.write("jest.config.json", JSON.stringify(settings));
      const jest = join(modules, "jest/bin/jest.js");
      const options = [
        "--config",
        "jest.config.json",
        "--no-watchman",
        "--no-cache",
        "--runInBand",
      ];
      expect(() => project.node("--experimental-vm-modules", jest, ...options)).not.toThrow();
    },
    60_000,
  );
});
