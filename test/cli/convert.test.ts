import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loraConfig } from "../../src/build/lora.ts";
import { toAdapterConfigJson } from "../../src/file/text.ts";
import { lora, world } from "./world.ts";

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
      err: "Left out, as no field: enable_lora\n",
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

  it("writes to a file", async () => {
    const { out, exit } = await call("convert a.json --canonical -o out.json");
    expect([out, exit]).toEqual(["", 0]);
    expect(readFileSync(join(cwd, "out.json"), "utf8")).toBe(toAdapterConfigJson(config));
  });

  it("ends with 2 where it cannot write", async () => {
    const { err, exit } = await call("convert a.json --python -o no/folder.py");
    expect(err).toBe("no/folder.py cannot be written: there is no such file.\n");
    expect(exit).toBe(2);
  });

  for (const line of ["convert a.json", "convert a.json --python --canonical"]) {
    it(`wants one form, not ${line}`, async () => {
      const { err, exit } = await call(line);
      expect(exit).toBe(2);
      expect(err).toContain("Say one form to convert to: --peft VERSION, --python or --canonical.");
    });
  }

  it("says what is wrong with a file that has no config", async () => {
    const { out, err, exit } = await call("convert broken.json --python");
    expect([out, exit]).toEqual(["", 1]);
    expect(err).toContain(
      "broken.json cannot be converted: this is a PEFT config of the method LORA.\n\nbroken.json:1:28 error",
    );
    expect((await call("convert page.json --python")).err).toContain("this is a web page.");
  });
});
