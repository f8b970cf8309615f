import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findCandidates, resolveFile } from "../../../src/cli/input/files.ts";
import { world } from "../world.ts";

const { cwd } = world({
  "b/adapter_config.json": "",
  "b/deep/x.json": "",
  "b/deep/x.txt": "",
  "a/adapter_config.json": "",
  "a/node_modules/y.json": "",
  "a/weights.bin": "",
  "[odd].json": "",
  "real*.json": "",
});
symlinkSync(join(cwd, "a"), join(cwd, "link"));

const paths = (operand: string) => [...findCandidates(operand, cwd)].map(({ path }) => path);

describe("the files of an operand", () => {
  for (const [operand, expected] of [
    ["-", ["-"]],
    ["a/weights.bin", ["a/weights.bin"]],
    ["missing.json", ["missing.json"]],
    ["a", ["a/adapter_config.json"]],
    ["b", ["b/adapter_config.json", "b/deep/x.json"]],
    ["./b/", ["b/adapter_config.json", "b/deep/x.json"]],
    ["link", ["link/adapter_config.json"]],
    ["*/adapter_config.json", ["a/adapter_config.json", "b/adapter_config.json"]],
    ["b/**/*.json", ["b/adapter_config.json", "b/deep/x.json"]],
    ["b/**", ["b/adapter_config.json", "b/deep/x.json"]],
    ["b/*", ["b/adapter_config.json", "b/deep/x.json"]],
    ["?/**", ["a/adapter_config.json", "b/adapter_config.json", "b/deep/x.json"]],
    ["a/*", ["a/adapter_config.json", "a/weights.bin"]],
    ["l*", ["link/adapter_config.json"]],
    ["[odd].json", ["[odd].json"]],
    ["real*.json", ["real*.json"]],
    ["none/*.json", []],
    ["z*", []],
    ["nul\0", ["nul\0"]],
  ] as const) {
    it(`${JSON.stringify(operand)} are ${expected.join(", ") || "none"}`, () => {
      expect(paths(operand)).toEqual(expected);
    });
  }

  it("of an absolute pattern are absolute", () => {
    expect(paths(join(cwd, "*/deep/*.json"))).toEqual([join(cwd, "b/deep/x.json")]);
    expect(paths("/*.no-such-ending")).toEqual([]);
  });

  it("are meant but for JSON that merely lies in a folder", () => {
    const found = [...findCandidates("b", cwd), ...findCandidates("b/deep/*.json", cwd)];
    expect(found.map(({ isMeant }) => isMeant)).toEqual([true, false, true]);
  });

  it.skipIf(process.getuid?.() === 0)("are the folder itself if it cannot be opened", () => {
    chmodSync(join(cwd, "b/deep"), 0);
    expect(paths("b")).toEqual(["b/adapter_config.json", "b/deep"]);
    chmodSync(join(cwd, "b/deep"), 0o755);
  });
});

describe("the one file of an operand", () => {
  it("is that of a folder, or itself", () => {
    expect(["a", "x.json", "-"].map((operand) => resolveFile(operand, cwd))).toEqual([
      "a/adapter_config.json",
      "x.json",
      "-",
    ]);
  });
});
