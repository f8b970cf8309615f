import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loraConfig } from "../../src/build/lora-config.ts";
import { parseAdapterConfig } from "../../src/file/document.ts";
import { stringifyAdapterConfig } from "../../src/file/stringify.ts";
import { toAdapterConfigJson } from "../../src/file/text.ts";
import { PeftConfigError } from "../../src/finding/error.ts";

const lines = (...text: readonly string[]) => text.join("\r\n");

const old = lines(
  "{",
  '\t"peft_type": "LORA",',
  '\t"r": 8,   "lora_alpha": 16.0,',
  '\t"lora_dropout": 5e-02,',
  '\t"merge_weights": false,',
  '\t"eva_config": {"rho": 2, "colour": "red"},',
  '\t"target_modules": ["v_proj", "q_proj"]',
  "}",
  "",
);

describe("parseAdapterConfig", () => {
  const document = parseAdapterConfig(old);

  it("says what the file is, what it means, and what it held beyond", () => {
    expect(document.dialect).toMatchObject({ kind: "peft", method: "LORA" });
    expect(document.loads).toBe(true);
    expect(document.config).toMatchObject({ r: 8, loraAlpha: 16, loraDropout: 0.05 });
    expect(document.extra).toEqual({ merge_weights: false });
  });

  it("places each finding in the text", () => {
    expect(
      document.diagnostics.map(({ code, line, column, length, pointer }) => [
        code,
        line,
        column,
        length,
        pointer,
      ]),
    ).toEqual([
      ["unknown-key", 5, 2, 15, "/merge_weights"],
      ["init-config-ignored", 6, 16, 27, "/eva_config"],
      ["unknown-key", 6, 27, 8, "/eva_config/colour"],
    ]);
  });

  it("speaks PEFT's names", () => {
    const { diagnostics } = parseAdapterConfig('{"peft_type": "ADALORA", "init_r": "x"}');
    expect(diagnostics.find(({ code }) => code === "adalora-total-step-missing")).toMatchObject({
      peftPath: ["total_step"],
      hint: expect.stringContaining('Write "total_step": '),
      line: 1,
      column: 1,
    });
  });

  it("knows what PEFT loads from what PEFT can train", () => {
    const untrainable = parseAdapterConfig('{"peft_type": "LORA", "r": 0}');
    expect(untrainable).toMatchObject({ loads: true, config: { r: 0 } });
    expect(untrainable.diagnostics[0]).toMatchObject({
      code: "rank-not-positive",
      severity: "error",
    });
    const unloadable = parseAdapterConfig('{"peft_type": "LORA", "task_type": "causal"}');
    expect(unloadable).toMatchObject({ loads: false, config: null });
  });

  it("tells a float from an integer where torch does, and only there", () => {
    const codes = (fields: string) =>
      parseAdapterConfig(
        `{"peft_type": "LORA", "target_modules": ["q_proj"], ${fields}}`,
      ).diagnostics.map(({ code, pointer }) => `${code} ${pointer}`);
    expect(codes('"r": 8.0')).toEqual(["file-integer-as-float /r"]);
    expect(codes('"r": 1e1')).toEqual(["file-integer-as-float /r"]);
    expect(codes('"rank_pattern": {"q_proj": 4.0, "v_proj": 4}')).toEqual([
      "file-integer-as-float /rank_pattern/q_proj",
    ]);
    expect(codes('"layer_replication": [[0.0, 2]]')).toEqual([
      "file-integer-as-float /layer_replication/0/0",
    ]);
    expect(codes('"lora_alpha": 16.0, "layers_to_transform": [1.0]')).toEqual([]);
    const document = parseAdapterConfig('{"peft_type": "LORA", "r": 8.0}');
    expect(document).toMatchObject({ loads: true, config: { r: 8 } });
  });

  it("knows what PEFT's constructor trips over without checking a type", () => {
    const loads = (fields: string) => parseAdapterConfig(`{"peft_type": "LORA", ${fields}}`).loads;
    for (const fields of [
      '"corda_config": 0',
      '"kasa_config": {"beta": null}',
      '"arrow_config": {"top_k": "8"}',
      '"eva_config": {"rho": ""}',
    ])
      expect(loads(fields), fields).toBe(false);
    for (const fields of [
      '"monteclora_config": 0',
      '"r": "8"',
      '"lora_dropout": []',
      '"arrow_config": {"top_k": true}',
    ])
      expect(loads(fields), fields).toBe(true);
  });

  it("keeps a value of a wrong type out of the config, and in the file", () => {
    const text = '{"peft_type": "LORA", "r": "8"}';
    const wrong = parseAdapterConfig(text);
    expect(wrong.config).toBeNull();
    expect(stringifyAdapterConfig(wrong)).toBe(text);
  });

  it.each([
    ['{"peft_type": "VERA", "r": 256}', "peft", true, "file-other-method"],
    ['{"peft_type": "BONE", "r": 256}', "peft", false, "file-other-method"],
    ['{"peft_type": "MAGIC"}', "peft-unknown-method", false, "file-not-peft"],
    ['{"r": 8, "lora_alpha": 16}', "peft-no-type", false, "file-not-peft"],
    ['{"fine_tune_type": "lora", "lora_parameters": {"rank": 8}}', "mlx", false, "file-not-peft"],
    ["[1, 2]", "not-object", false, "file-not-peft"],
    [
      "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
      "git-lfs-pointer",
      false,
      "file-not-json",
    ],
    ["<!DOCTYPE html>", "html", false, "file-not-json"],
    ["", "empty", false, "file-not-json"],
    ['{"peft_type": "LORA", "r": 8', "broken-json", false, "json-syntax"],
  ])("tells %s", (text, kind, loads, code) => {
    const other = parseAdapterConfig(text);
    expect(other.dialect.kind).toBe(kind);
    expect(other.loads).toBe(loads);
    expect(other.config).toBeNull();
    expect(other.diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(stringifyAdapterConfig(other)).toBe(text);
  });

  it("keeps all keys of another method", () => {
    expect(parseAdapterConfig('{"peft_type": "IA3", "feedforward_modules": []}').extra).toEqual({
      peft_type: "IA3",
      feedforward_modules: [],
    });
  });

  it("reads bytes", () => {
    const bytes = new TextEncoder().encode('{"peft_type": "LORA", "revision": "é"}');
    expect(parseAdapterConfig(bytes).config?.revision).toBe("é");
    expect(parseAdapterConfig(bytes.slice(0, -3)).loads).toBe(false);
  });

  it.each([
    ["unknown keys", (names: string[]) => Object.fromEntries(names.map((name) => [name, 1]))],
    ["targets, twice", (names: string[]) => ({ target_modules: [...names, ...names] })],
    ["excluded targets", (names: string[]) => ({ target_modules: names, exclude_modules: names })],
    ["saved modules", (names: string[]) => ({ target_modules: names, modules_to_save: names })],
    [
      "trained and saved embeddings",
      (names: string[]) => ({
        trainable_token_indices: Object.fromEntries(names.map((name) => [name, [0]])),
        modules_to_save: names.map((name) => `${name}x`),
        target_modules: names,
      }),
    ],
    [
      "patterns that sort the other way",
      (names: string[]) => ({
        rank_pattern: Object.fromEntries(
          names.map((name, r) => [`.*${99999 - r}.*${name}`, r + 1]),
        ),
      }),
    ],
  ])("comes to an end with 50,000 %s", (_, fields) => {
    const names = Array.from({ length: 50_000 }, (_, index) => `layers.${index}.q_proj`);
    const text = JSON.stringify({ peft_type: "LORA", ...fields(names) });
    expect(parseAdapterConfig(text).loads).toBe(true);
  });

  it.each(["a", "(a|b)", "[", '"', ",", "\\"])("comes to an end with 5 MB of %s", (piece) => {
    const long = piece.repeat(5_000_000 / piece.length);
    for (const fields of [
      { target_modules: long },
      { modules_to_save: [long] },
      { rank_pattern: { [long]: 4 } },
      { [long]: 1 },
    ]) {
      const text = JSON.stringify({ peft_type: "LORA", ...fields });
      for (const { message, hint } of parseAdapterConfig(text).diagnostics) {
        expect(message.length + hint.length).toBeLessThan(2000);
      }
    }
  });

  it.each([
    old,
    '{"peft_type": "VERA", "r": 256}',
    '{"peft_type": "LORA", // rank\n"r": 8.0, "__proto__": {"a": 1}}',
    "version https://git-lfs.github.com/spec/v1",
    Uint8Array.from(Buffer.from('\ufeff{"peft_type": "LORA"}', "utf16le")),
    Uint8Array.of(0x22, 0xe9, 0x22),
  ])("is data: a copy is as good, whether cloned or from JSON: %j", (input) => {
    const document = parseAdapterConfig(input);
    for (const copy of [structuredClone(document), JSON.parse(JSON.stringify(document))]) {
      expect(copy).toEqual(document);
      expect(stringifyAdapterConfig(copy)).toBe(document.source.text);
      if (document.config !== null) {
        expect(toAdapterConfigJson(copy)).toBe(toAdapterConfigJson(document));
      }
    }
  });

  it("answers whatever it is given, and pollutes nothing", () => {
    const piece = fc.oneof(
      fc.json(),
      fc.constantFrom(
        '{"peft_type":"LORA",',
        '"r":',
        "{",
        "}",
        "NaN",
        '"__proto__":{"x":1}',
        ",",
        "]",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join("");
        const document = parseAdapterConfig(text);
        expect(stringifyAdapterConfig(document)).toBe(text);
        expect(({} as { x?: number }).x).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});

describe("stringifyAdapterConfig", () => {
  const document = parseAdapterConfig(old);

  it("gives an unedited document back, character for character", () => {
    expect(stringifyAdapterConfig(document)).toBe(old);
  });

  it("changes only what was edited", () => {
    const config = { ...loraOf(document.config), r: 16, loraDropout: 0 };
    expect(stringifyAdapterConfig({ ...document, config })).toBe(
      old.replace('"r": 8', '"r": 16').replace("5e-02", "0.0"),
    );
  });

  it("changes the innermost value, and adds what was not there", () => {
    const config = loraOf(document.config);
    const evaConfig = { ...eva(config), rho: 3 };
    expect(stringifyAdapterConfig({ ...document, config: { ...config, evaConfig } })).toBe(
      old.replace('"rho": 2', '"rho": 3.0'),
    );
    expect(stringifyAdapterConfig({ ...document, config: { ...config, useDora: true } })).toBe(
      old.replace('["v_proj", "q_proj"]\r\n', '["v_proj", "q_proj"],\r\n\t"use_dora": true\r\n'),
    );
  });

  it("adds a sub-config that PEFT had filled in", () => {
    const filled = parseAdapterConfig('{"peft_type": "LORA", "init_lora_weights": "eva"}');
    const config = loraOf(filled.config);
    const edited = { ...config, evaConfig: { ...eva(config), rho: 3 } };
    const text = stringifyAdapterConfig({ ...filled, config: edited });
    expect(parseAdapterConfig(text).config?.evaConfig).toEqual({ ...eva(config), rho: 3 });
  });

  it("removes and changes what the file had beyond the config", () => {
    expect(stringifyAdapterConfig({ ...document, extra: {} })).toBe(
      old.replace('\t"merge_weights": false,\r\n', ""),
    );
    expect(stringifyAdapterConfig({ ...document, extra: { merge_weights: true } })).toBe(
      old.replace("false", "true"),
    );
  });
});

describe("toAdapterConfigJson of a document", () => {
  it("is PEFT's load and save: numbers and oddities stay, the rest is filled in", () => {
    const text = toAdapterConfigJson(parseAdapterConfig(old));
    expect(text).toContain('"lora_alpha": 16.0,');
    expect(text).toContain('"lora_dropout": 0.05,');
    expect(text).toContain('"rho": 2,');
    expect(text).toContain('"tau": 0.99,');
    expect(text).not.toContain("merge_weights");
    expect(text).toContain('"target_modules": [\n    "q_proj",\n    "v_proj"\n  ]');
  });

  it("follows edits", () => {
    const document = parseAdapterConfig('{"peft_type": "LORA", "r": 8}');
    const config = { ...loraOf(document.config), r: 16 };
    expect(toAdapterConfigJson({ ...document, config })).toBe(
      toAdapterConfigJson(loraConfig({ r: 16 })),
    );
  });

  it("keeps integers that JavaScript rounds, and fills in as PEFT's constructor does", () => {
    const text = toAdapterConfigJson(
      parseAdapterConfig(
        '{"peft_type": "LORA", "init_lora_weights": "corda", "megatron_config": {"a": 12345678901234567890, "b": -0}}',
      ),
    );
    expect(text).toContain('"a": 12345678901234567890,\n    "b": 0');
    expect(text).toContain('"corda_method": "ipm"');
  });

  it("is refused for a file that holds no config", () => {
    expect(() => toAdapterConfigJson(parseAdapterConfig("[]"))).toThrow(PeftConfigError);
  });
});

type Config = ReturnType<typeof parseAdapterConfig>["config"];

function loraOf(config: Config) {
  if (config?.peftType !== "LORA") throw new Error("not a LoRA config");
  return config;
}

function eva({ evaConfig }: ReturnType<typeof loraOf>) {
  if (evaConfig === null) throw new Error("no evaConfig");
  return evaConfig;
}
