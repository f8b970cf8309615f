import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "../docs/pages.ts";
import { installed, tsc } from "./project.ts";

const project = installed("tool-author");
const chapter = JSON.parse(read("docs/examples/tool-author/job.json"));

beforeAll(() => {
  expect(project.run(tsc)).toMatchObject({ stdout: "", status: 0 });
}, 60_000);

afterAll(project.remove);

/** Runs the tool on the example's job with some of its options changed. */
function build(changes: object) {
  writeFileSync(join(project.folder, "job.json"), JSON.stringify({ ...chapter, ...changes }));
  return project.run("dist/main.js", "job.json", "out");
}

const written = (name: string): string => readFileSync(join(project.folder, "out", name), "utf8");

describe("the tool", () => {
  it("writes the file that PEFT would write, and names its files", () => {
    const { status, stdout, stderr } = build({});
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: "out/adapter_config.json\nout/train.py\n",
      stderr: "",
    });
    const text = written("adapter_config.json");
    expect(text.startsWith('{\n  "alora_invocation_tokens": null,\n')).toBe(true);
    expect(JSON.parse(text)).toMatchObject({
      peft_type: "LORA",
      use_dora: true,
      r: 32,
      lora_alpha: 64,
      lora_dropout: 0.05,
      base_model_name_or_path: "Qwen/Qwen3-14B",
    });
  });

  it("writes the Python that trains", () => {
    build({});
    expect(written("train.py")).toMatch(/^from peft import LoraConfig\n\nconfig = LoraConfig\(\n/);
    expect(written("train.py")).toContain('from_pretrained("Qwen/Qwen3-14B")');
  });

  it.each([
    ["start", { peft_type: "LORA", use_dora: false, r: 32 }],
    ["parameter-economy", { peft_type: "ADALORA", init_r: 64, target_r: 32, total_step: 1500 }],
    [
      "retention",
      { layers_to_transform: Array.from({ length: 20 }, (_, index) => index + 20), r: 32 },
    ],
  ])("answers the priority %j", (priority, expected) => {
    expect(build({ priority })).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(written("adapter_config.json"))).toMatchObject(expected);
  });

  it("refuses what PEFT could not train, as its README says", () => {
    const { status, stderr } = build({ priority: "parameter-economy", epochs: 0 });
    expect(status).toBe(1);
    const shown = stderr.trimEnd().replaceAll(/^/gm, "    ");
    expect(read("docs/examples/tool-author/README.md")).toContain(shown);
  });

  it("refuses a number of examples that is none", () => {
    const { status, stderr } = build({ examples: -1 });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "datasetSize is -1 (number): write the number of examples, an integer from 0\n",
    });
  });
});
