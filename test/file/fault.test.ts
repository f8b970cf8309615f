import { describe, expect, test } from "vitest";
import { parseAdapterConfig } from "../../src/file/document.ts";
import { fileFacts } from "../../src/file/fault/index.ts";
import { severityOf } from "../../src/finding/finding.ts";

test("each code is listed once, in kebab case", () => {
  const codes = fileFacts.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^(file|json)(-[a-z0-9]+)+$/);
});

test("PEFT raises for all errors, and for no warning", () => {
  for (const { code, stage, raises } of fileFacts) {
    expect(raises !== undefined, code).toBe(severityOf(stage, "existing") === "error");
  }
});

/** The one finding of a file. */
function finding(text: string) {
  const [first, ...others] = parseAdapterConfig(text).diagnostics;
  expect(others).toEqual([]);
  return first;
}

const LOADS = "PEFT's from_pretrained raises";

describe("file-not-peft", () => {
  test.each([
    ["[1]", "TypeError"],
    ["null", "TypeError"],
    ['"runtime_config"', "TypeError"],
    ['{"peft_type": "MAGIC"}', "KeyError"],
    ['{"peft_type": null, "r": 8}', "KeyError"],
    ['{"peft_type": 7}', "KeyError"],
    ['{"peft_type": ["LORA"]}', "TypeError"],
    ['{"peft_type": {}}', "TypeError"],
    ['{"r": 8, "lora_alpha": 16}', "TypeError"],
    ['{"task_type": "x", "r": 8}', "TypeError"],
    ['{"task_type": "x"}', "ValueError"],
    ['{"lora_parameters": {"rank": 8}}', "TypeError"],
  ])("%s: %s", (text, raises) => {
    expect(finding(text)).toMatchObject({
      code: "file-not-peft",
      severity: "error",
      stage: "construction",
      raises,
      message: expect.stringContaining(`: ${LOADS} ${raises}.`),
    });
  });

  test.each(["{}", '{"task_type": "CAUSAL_LM"}', '{"task_type": null, "runtime_config": {}}'])(
    "%s: PEFT loads a config of no method, and cannot use it",
    (text) => {
      expect(finding(text)).toMatchObject({
        severity: "error",
        stage: "injection",
        raises: "KeyError",
        message: "This is JSON, but not an adapter config: get_peft_model raises KeyError.",
      });
    },
  );

  test.each([
    ['{"peft_type": "lora", "r": 8}', 'Write "peft_type": "LORA".'],
    ['{"peft_type": "MAGIC"}', "Pass the adapter_config.json that PEFT wrote."],
    ['{"r": 8, "lora_alpha": 16}', 'Write "peft_type": "LORA", or the method of the adapter.'],
    ['{"fine_tune_type": "lora"}', "Fuse the adapter with mlx_lm.fuse, or train one with PEFT."],
  ])("%s: %s", (text, hint) => {
    expect(finding(text)?.hint).toBe(hint);
  });

  test("keeps its data short", () => {
    const text = JSON.stringify({ peft_type: "x".repeat(5000) });
    expect(JSON.stringify(finding(text)).length).toBeLessThan(1000);
  });
});

describe("file-other-method", () => {
  test.each([
    [
      "VERA",
      "This is a PEFT config for the method VERA; only LORA and ADALORA are checked.",
      "Nothing to do.",
    ],
    [
      "BONE",
      "This is a PEFT config for the method BONE, which PEFT 0.19.0 removed; only LORA and ADALORA are checked.",
      "Load the adapter with a PEFT release before 0.19.0.",
    ],
  ])("%s", (method, message, hint) => {
    const text = JSON.stringify({ peft_type: method });
    expect(finding(text)).toMatchObject({ severity: "warning", raises: null, message, hint });
  });
});

describe("file-integer-as-float", () => {
  const places = (fields: string) =>
    parseAdapterConfig(
      `{"peft_type": "LORA", "target_modules": ["q_proj"], ${fields}}`,
    ).diagnostics.filter(({ code }) => code === "file-integer-as-float");

  test("where PEFT hands the rank to torch", () => {
    expect(places('"r": 1.6e1')).toMatchObject([
      {
        severity: "error",
        stage: "injection",
        raises: "TypeError",
        path: ["r"],
        data: { integer: "16" },
        message:
          '"r" is written as a float, but must be an integer: get_peft_model raises TypeError.',
        hint: "Write 16.",
      },
    ]);
  });

  test("where the forward pass looks tokens up", () => {
    expect(places('"trainable_token_indices": [0.0]')).toMatchObject([
      {
        severity: "error",
        stage: "training",
        raises: "RuntimeError",
        path: ["trainableTokenIndices", 0],
        peftPath: ["trainable_token_indices", 0],
        message:
          '"trainable_token_indices"[0] is written as a float, but must be an integer: the first forward pass raises RuntimeError.',
        hint: "Write 0.",
      },
    ]);
  });
});
