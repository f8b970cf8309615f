import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { read } from "./pages.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { FORCE_COLOR: _, NO_COLOR: __, ...plain } = process.env;

/** What the demo prints into a pipe. */
const demo = (env: NodeJS.ProcessEnv = {}): string =>
  execFileSync(process.execPath, ["--import", "tsx", "docs/demo/main.js"], {
    cwd: root,
    encoding: "utf8",
    env: { ...plain, ...env },
  });

/** Runs on the built package, as `npm run demo` does. */
describe("the demo", () => {
  let printed = "";

  beforeAll(() => {
    rmSync(`${root}docs/demo/output`, { recursive: true, force: true });
    printed = demo();
  }, 30_000);

  it("ends with the chapter's three configs as files", () => {
    const files = ["dora", "adalora", "selected"].map((name) => `docs/demo/output/${name}.json`);
    expect(
      printed
        .trimEnd()
        .split("\n")
        .slice(-3)
        .map((line) => line.trim()),
    ).toEqual(files);
    const [dora, adalora, selected] = files.map((file) => JSON.parse(read(file)));
    expect(dora).toMatchObject({ use_dora: true, r: 16, lora_alpha: 32, lora_dropout: 0.05 });
    expect(dora.target_modules).toHaveLength(7);
    expect(adalora).toMatchObject({
      peft_type: "ADALORA",
      init_r: 16,
      target_r: 8,
      tinit: 200,
      tfinal: 1000,
      deltaT: 10,
      orth_reg_weight: 0.1,
      total_step: 10000,
    });
    expect(selected.layers_to_transform).toEqual(Array.from({ length: 20 }, (_, i) => i + 20));
  });

  it("writes them as PEFT does: two spaces, sorted keys, no newline at the end", () => {
    const text = read("docs/demo/output/dora.json");
    const entries = Object.entries(JSON.parse(text)).toSorted(([a], [b]) => (a < b ? -1 : 1));
    expect(text).toBe(JSON.stringify(Object.fromEntries(entries), null, 2));
  });

  it("shows ranks, layers, the budget, and diagnostics with hints", () => {
    for (const [size, rank] of [
      [800, 8],
      [3000, 16],
      [15000, 32],
      [50000, 64],
    ]) {
      expect(printed).toMatch(new RegExp(`${size} +→ +${rank} `));
    }
    expect(printed).toContain(" 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39\n");
    expect(printed).toContain("2560 ┤██");
    expect(printed).toMatch(/error unknown-key\n.*\n.*\n +→ Did you mean r\?/);
  });

  it("keeps to 80 columns", () => {
    expect(printed.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
  });

  it("has colours on a terminal only", () => {
    const colour = String.fromCharCode(27);
    expect(printed).not.toContain(colour);
    expect(demo({ NO_COLOR: "1" })).toBe(printed);
    expect(demo({ FORCE_COLOR: "1" })).toContain(`${colour}[`);
  });
});
