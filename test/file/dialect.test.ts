import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readJson } from "../../src/file/decoder.ts";
import { type Dialect, dialectOf } from "../../src/file/dialect.ts";
import { layoutOf } from "../../src/file/layout.ts";
import { readSource } from "../../src/file/source.ts";

function dialect(text: string): Dialect {
  return dialectOf(readJson(text));
}

describe("dialectOf", () => {
  test.each<[string, Dialect["kind"], string]>([
    ['{"peft_type": "LORA"}', "peft", "a PEFT config for the method LORA"],
    ['{"peft_type": "BONE"}', "peft", "a PEFT config for the method BONE"],
    ['{"peft_type": "LORA", "peft_type": "VERA"}', "peft", "a PEFT config for the method VERA"],
    [
      '{"peft_type": "lora"}',
      "peft-unknown-method",
      'a PEFT config for the method "lora", which no release up to 0.21 knows',
    ],
    [
      '{"peft_type": "toString"}',
      "peft-unknown-method",
      'a PEFT config for the method "toString", which no release up to 0.21 knows',
    ],
    ['{"peft_type": null, "task_type": null}', "peft-no-type", 'a PEFT config without "peft_type"'],
    ['{"r": 8, "lora_alpha": 16}', "peft-no-type", 'a PEFT config without "peft_type"'],
    ['{"target_modules": ["q_proj"]}', "peft-no-type", 'a PEFT config without "peft_type"'],
    ['{"num_virtual_tokens": 20}', "peft-no-type", 'a PEFT config without "peft_type"'],
    ['{"num_layers": 16, "lora_parameters": {"rank": 8}}', "mlx", "an MLX adapter config"],
    ['{"fine_tune_type": "full", "iters": 600}', "mlx", "an MLX adapter config"],
    [
      '{"config": {}, "model_class": "BertModel", "hidden_size": 768}',
      "adapterhub",
      "an AdapterHub config",
    ],
    [
      '{"model_type": "llama", "hidden_size": 4096}',
      "model-config",
      "a model's config, not an adapter's",
    ],
    [
      '{"hidden_size": 768, "num_hidden_layers": 12}',
      "model-config",
      "a model's config, not an adapter's",
    ],
    ['{"error": "Repository not found"}', "hub-error", "the error message of a failed download"],
    ['{"lora_rank": 16}', "unknown-object", "JSON, but not an adapter config"],
    ["{}", "unknown-object", "JSON, but not an adapter config"],
    ["[1]", "not-object", "JSON, but not an object"],
    ["null", "not-object", "JSON, but not an object"],
    ['{"peft_type": "LORA"', "broken-json", "broken JSON"],
    ['{"peft_type": "LORA", \0}', "broken-json", "broken JSON"],
    ["[", "broken-json", "broken JSON"],
    ["hello", "broken-json", "broken JSON"],
    ["", "empty", "an empty file"],
    ["\ufeff \n", "empty", "an empty file"],
    [
      "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 874\n",
      "git-lfs-pointer",
      "a Git LFS pointer",
    ],
    ["\n<!DOCTYPE html>\n<html>", "html", "a web page"],
    ['<?xml version="1.0"?><Error/>', "xml", "XML"],
    ["{'r': 8, 'bias': None}", "python", "a printed Python value"],
    ["LoraConfig(peft_type='LORA', r=8)", "python", "a printed Python value"],
    ["config = dict(r=8)", "python", "a printed Python value"],
    ['X\x01\0\0\0\0\0\0{"__metadata__":{"format":"pt"}}', "safetensors", "a safetensors file"],
    ["PK\x03\x04\x14\0\0", "binary", "binary data"],
    ["\u0080\x02}q\0X", "binary", "binary data"],
    ["Entry not found", "http-error", "the error message of a failed download"],
    ["404: Not Found", "http-error", "the error message of a failed download"],
    ["Access to model x is restricted", "http-error", "the error message of a failed download"],
    ["# LoRA\n\nr: 8\nlora_alpha: 16", "yaml", "YAML"],
    ["---\nlibrary_name: peft\n---\n", "yaml", "YAML"],
  ])("%j", (text, kind, says) => {
    expect(dialect(text)).toMatchObject({ kind, says });
  });

  test("gives peft_type where it is text", () => {
    expect(dialect('{"peft_type": "ADALORA"}').method).toBe("ADALORA");
    expect(dialect('{"peft_type": "FINEGATES"}').method).toBe("FINEGATES");
    expect(dialect('{"peft_type": 7}')).toMatchObject({ kind: "peft-no-type", method: null });
  });

  test("a comment before it does not make JSON YAML", () => {
    expect(dialect('// LoRA\n# r: 8\n{"peft_type": "LORA",}').kind).toBe("peft");
  });
});

const corpus = "/work/shared/corpus/";

/** A line of the corpus's index. */
interface Row {
  readonly file: string;
  readonly kind: string;
  readonly peft_type: string | null;
  readonly indent: number | string;
  readonly sorted_keys: boolean | null;
}

/** The names in the index of the kinds that it does not distinguish. */
const indexed: Readonly<Partial<Record<Dialect["kind"], string>>> = {
  "peft-unknown-method": "peft",
  "model-config": "other",
  "unknown-object": "other",
  "not-object": "other",
  "git-lfs-pointer": "bad",
};

describe.skipIf(!existsSync(corpus))("files from the wild", () => {
  const rows: readonly Row[] = existsSync(corpus)
    ? readFileSync(`${corpus}index.jsonl`, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [];

  test.each(rows)("$file is $kind $peft_type", (row) => {
    const { text } = readSource(readFileSync(corpus + row.file));
    const reading = readJson(text);
    const { kind, method } = dialectOf(reading);
    expect({ kind: indexed[kind] ?? kind, method }).toEqual({
      kind: row.kind,
      method: row.peft_type,
    });
    if (reading.value?.kind !== "object") return;
    const { indent, sortedKeys } = layoutOf(text, reading.value);
    expect(indent).toBe(" ".repeat(Number(row.indent)));
    expect(sortedKeys).toBe(row.sorted_keys ?? true);
  });
});
