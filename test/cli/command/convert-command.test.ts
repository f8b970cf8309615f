import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loraConfig } from "../../../src/build/lora-config.ts";
import { toAdapterConfigJson } from "../../../src/file/text.ts";
import { lora, world } from "../world.ts";

const { call, cwd } = world({
  "a.json": lora({ r: 16, enable_lora: null }),
  "page.json": "<!doctype html>",
  "broken.json": '{"peft_type": "LORA", "r": "eight"}',
});
const config = loraConfig({ r: 16, targetModules: ["q_proj"] });

describe("convert", () => {
  it("writes what PEFT would, byte for byte, and says what was left out", async () => {
    expect(await call("convert a.json --canonical")).toEqual({
      out: toAdapterConfigJson(config),
      err: "Dropped unknown keys: enable_lora\n",
      exit: 0,
    });
  });

  it("ends the last line on a terminal", async () => {
    const { out } = await call("convert a.json --canonical", { isTTY: true });
    expect(out).toBe(`${toAdapterConfigJson(config)}\n`);
  });

  it("writes Python", async () => {
    expect((await call("convert - --python", { stdin: lora({ r: 16 }) })).out).toBe(
      `from peft import LoraConfig

config = LoraConfig(
    r=16,
    target_modules=["q_proj"],
)
`,
    );
  });

  it("writes for another release", async () => {
    const { out, exit } = await call("convert - --peft 0.8", { stdin: lora({ r: 16 }) });
    expect(exit).toBe(0);
    expect(out).toBe(toAdapterConfigJson(config, { peftVersion: "0.8.2" }));
    expect(out).not.toContain("use_dora");
  });

  it("reports a field that the release does not know, and writes nothing", async () => {
    const stdin = lora({ use_dora: true });
    const { out, err, exit } = await call("convert - --peft 0.8.2 -o dora.json", { stdin });
    expect([out, exit]).toEqual(["", 1]);
    expect(err).toContain(
      'PEFT 0.8.2 does not know "use_dora" (added in 0.9.0): PEFT\'s from_pretrained raises TypeError. [release-field-unknown]\n  Use PEFT 0.9.0 or newer, or leave "use_dora" out.\n',
    );
    expect(existsSync(join(cwd, "dora.json"))).toBe(false);
  });

  for (const version of ["0.22", "0.1", "x"]) {
    it(`knows no PEFT ${version}`, async () => {
      const { err, exit } = await call(`convert a.json --peft ${version}`);
      expect(exit).toBe(2);
      expect(err).toContain(
        `PEFT ${version} is not a release this library writes for: choose one from 0.3.0 to`,
      );
    });
  }

  it("writes to a file", async () => {
    const { out, exit } = await call("convert a.json --canonical -o out.json");
    expect([out, exit]).toEqual(["", 0]);
    expect(readFileSync(join(cwd, "out.json"), "utf8")).toBe(toAdapterConfigJson(config));
  });

  it("ends with 2 where it cannot write", async () => {
    const { err, exit } = await call("convert a.json --python -o no/folder.py");
    expect(err).toBe("no/folder.py cannot be written: the file does not exist.\n");
    expect(exit).toBe(2);
  });

  for (const line of ["convert a.json", "convert a.json --python --canonical"]) {
    it(`wants one form, not ${line}`, async () => {
      const { err, exit } = await call(line);
      expect(exit).toBe(2);
      expect(err).toContain("Choose one form: --peft VERSION, --python or --canonical.");
    });
  }

  it("reports what is wrong with a file that has no config", async () => {
    const { out, err, exit } = await call("convert broken.json --python");
    expect([out, exit]).toEqual(["", 1]);
    expect(err).toContain(
      'broken.json cannot be converted: this is a PEFT config for the method LORA.\n\nbroken.json:1:28 error "r" is "eight", but must be an integer.',
    );
    expect((await call("convert page.json --python")).err).toContain("this is a web page.");
  });

  it("never overwrites its input silently", async () => {
    const { call: convert } = world({ "own.json": lora() });
    const refused = await convert("convert own.json --canonical -o ./own.json");
    expect([refused.exit, refused.err]).toEqual([
      2,
      "./own.json is the input. To overwrite it, add --force.\n",
    ]);
    expect((await convert("convert own.json --canonical -o own.json --force")).exit).toBe(0);
  });
});
