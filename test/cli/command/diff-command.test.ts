import { describe, expect, it } from "vitest";
import { lora, world } from "../world.ts";

const { call } = world({
  "a.json": lora({ r: 16, lora_alpha: 32, target_modules: ["q_proj", "v_proj"], x: 1 }),
  "b/adapter_config.json": lora({
    lora_alpha: 32,
    lora_dropout: 0.05,
    target_modules: ["v_proj", "k_proj"],
    layers_to_transform: [0, 1],
  }),
  "adalora.json": JSON.stringify({ peft_type: "ADALORA", total_step: 10, target_modules: ["q"] }),
  "vera.json": '{"peft_type": "VERA", "r": 256, "target_modules": ["q", "v"]}',
  "vera2.json": '{"target_modules": ["v", "q"], "r": 128, "peft_type": "VERA"}',
  "broken.json": '{"peft_type": "LORA", "r": "eight"}',
  "page.json": "<!doctype html>",
});

describe("diff", () => {
  it("says which fields differ, from what to what", async () => {
    expect(await call("diff a.json b")).toEqual({
      out: `a.json → b/adapter_config.json

  r                    16 → 8 (default)
  target_modules       -q_proj  +k_proj
  lora_dropout         0 (default) → 0.05
  layers_to_transform  null (default) → 0, 1
  x                    1 → absent
  scaling              2 → 4

6 differences.
`,
      err: "",
      exit: 1,
    });
  });

  for (const [a, b] of [
    [lora(), `{\n  "target_modules": ["q_proj"], "r": 8.0, "peft_type": "LORA"\n}`],
    [lora({ target_modules: ["a", "b"] }), lora({ target_modules: ["b", "a", "a"] })],
    [lora({ modules_to_save: ["a", "b"] }), lora({ modules_to_save: ["b", "a"] })],
    [lora({ layers_to_transform: [2, 1] }), lora({ layers_to_transform: [1, 2] })],
    [lora({ layers_to_transform: 1 }), lora({ layers_to_transform: [1] })],
    [lora({ layers_to_transform: [] }), lora()],
    [lora({ peft_version: "0.17.0" }), lora({ peft_version: "0.18.0" })],
    [lora({ use_dora: 1 }), lora({ use_dora: true })],
  ] as const) {
    it(`says that ${a} and ${b.replaceAll("\n", "")} mean the same`, async () => {
      const { call } = world({ "a.json": a });
      expect(await call("diff a.json -", { stdin: b })).toEqual({
        out: "Both mean the same.\n",
        err: "",
        exit: 0,
      });
    });
  }

  for (const [a, b] of [
    [lora({ target_modules: [] }), lora({ target_modules: null })],
    [lora({ rank_pattern: { a: 1, b: 2 } }), lora({ rank_pattern: { b: 2, a: 1 } })],
    [lora({ layers_to_transform: [1] }), lora()],
  ] as const) {
    it(`says that ${a} and ${b} differ`, async () => {
      const { call } = world({ "a.json": a });
      expect(await call("diff a.json -", { stdin: b })).toMatchObject({ exit: 1 });
    });
  }

  it("tells methods apart", async () => {
    const { out } = await call("diff a.json adalora.json");
    expect(out).toContain(
      'peft_type            "LORA" → "ADALORA"'.replace(/ {2,}/, "  ").slice(0, 9),
    );
    expect(out).toMatch(/peft_type +"LORA" → "ADALORA"\n/);
    expect(out).toMatch(/total_step +absent → 10\n/);
  });

  it("compares other methods by their keys", async () => {
    const { out } = await call("diff vera.json vera2.json");
    expect(out).toBe("vera.json → vera2.json\n\n  r  256 → 128\n\n1 difference.\n");
  });

  it("is given as JSON", async () => {
    const { out, exit } = await call("diff a.json b --json");
    expect(exit).toBe(1);
    const { schemaVersion, a, b, differences } = JSON.parse(out);
    expect([schemaVersion, a, b]).toEqual([1, "a.json", "b/adapter_config.json"]);
    expect(differences.slice(0, 2)).toEqual([
      {
        name: "r",
        before: { value: 16, isDefault: false },
        after: { value: 8, isDefault: true },
      },
      {
        name: "target_modules",
        before: { value: ["q_proj", "v_proj"], isDefault: false },
        after: { value: ["k_proj", "v_proj"], isDefault: false },
        added: ["k_proj"],
        removed: ["q_proj"],
      },
    ]);
  });

  for (const [file, why] of [
    ["broken.json", "this is a PEFT config for the method LORA, but PEFT cannot load it"],
    ["page.json", "this is a web page"],
  ] as const) {
    it(`cannot compare ${file}`, async () => {
      expect(await call(`diff a.json ${file}`)).toEqual({
        out: "",
        err: `${file} cannot be compared: ${why}.\n`,
        exit: 2,
      });
    });
  }
});
