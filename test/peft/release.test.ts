import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import { tableIndex } from "../../src/config/table.ts";
import { toAdapterConfigJson } from "../../src/file/text.ts";
import { check, type PeftConfig } from "../../src/finding/check.ts";
import { configClasses } from "../../src/finding/class.ts";
import { PeftConfigError } from "../../src/finding/error.ts";
import { fromPeftDict, type PeftDict, toPeftDict } from "../../src/peft/dict.ts";
import { checkRelease } from "../../src/peft/release.ts";
import { isAtLeast, peftReleases } from "../../src/peft/releases.ts";
import { isUntouched } from "../../src/peft/settings.ts";
import { mildConfig } from "../conformance/arbitraries.ts";
import { releaseCases } from "../conformance/release-cases.ts";
import { type RecordedOutcome, readReleases } from "../conformance/release-recording.ts";

const recording = readReleases();
const targetModules = ["q_proj", "v_proj"];

const digestOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** The one finding there is. */
function finding(config: PeftConfig, release: string) {
  const found = checkRelease(config, release);
  expect(found).toHaveLength(1);
  return found[0];
}

describe("the default configs", () => {
  const configs = { LoraConfig: loraConfig({}), AdaLoraConfig: adaLoraConfig({ totalStep: 100 }) };

  it("are recorded for every release", () => {
    expect(Object.keys(recording.digests)).toEqual(peftReleases);
  });

  it.each(peftReleases)("are for PEFT %s its own default files", (peftVersion) => {
    const texts = Object.values(configs).map((config) =>
      toAdapterConfigJson(config, { peftVersion }),
    );
    expect(texts.map(digestOf)).toEqual(recording.digests[peftVersion]);
  });

  it.each(Object.entries(recording.texts))(
    "are that to the letter for %s",
    (peftVersion, files) => {
      for (const [name, text] of Object.entries(files)) {
        const config = configs[name as keyof typeof configs];
        expect(toAdapterConfigJson(config, { peftVersion })).toBe(text);
      }
    },
  );
});

describe("what the releases do", () => {
  it("was asked for each case", () => {
    expect(recording.cases.map(({ name }) => name)).toEqual(releaseCases.map(({ name }) => name));
  });

  const outcomes = (index: number) =>
    (recording.cases[index]?.outcomes ?? []).flatMap(([from, to, outcome]) =>
      peftReleases
        .filter((release) => isAtLeast(release, from) && isAtLeast(to, release))
        .map((release) => [release, outcome] as const),
    );

  /** The outcomes that the findings allow: an error is certain. */
  const allowed = (config: PeftConfig, release: string, elsewhere = false): RecordedOutcome[] => {
    const found = checkRelease(config, release);
    const codes = found.map(({ code }) => code);
    if (codes.includes("release-field-unknown")) return ["unknown field"];
    const wrong: RecordedOutcome[] = [
      "different",
      "refused by get_peft_model",
      "refused on loading",
    ];
    if (codes.includes("release-semantics")) return elsewhere ? [...wrong, "same"] : wrong;
    return found.length === 0 ? ["same"] : ["same", ...wrong];
  };

  it.each(releaseCases.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
    const { input, elsewhere } = releaseCases[index] ?? { input: {} };
    const result = check(input);
    if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
    const wrong = outcomes(index).filter(
      ([release, outcome]) => !allowed(result.config, release, elsewhere).includes(outcome),
    );
    expect(wrong).toEqual([]);
    expect(outcomes(index)).toHaveLength(peftReleases.length);
  });
});

describe("checkRelease", () => {
  const dora = loraConfig({ targetModules, useDora: true });

  it.each([
    ["0.5.0", "strict", null, { by: null }, " and silently drops it."],
    ["0.8.2", "construction", "TypeError", {}, ": PEFT's from_pretrained raises TypeError."],
  ])(
    "reports what PEFT %s does with a field it does not know",
    (release, stage, raises, by, end) => {
      expect(finding(dora, release)).toEqual({
        code: "release-field-unknown",
        severity: "error",
        stage,
        raises,
        path: ["useDora"],
        peftPath: ["use_dora"],
        data: { release, since: "0.3.0", until: "0.9.0", ...by },
        message: `PEFT ${release} does not know useDora (added in 0.9.0)${end}`,
        hint: "Use PEFT 0.9.0 or newer, or leave useDora out.",
      });
    },
  );

  it("reports that newer releases warn", () => {
    const config = loraConfig({ targetModules, kasaConfig: {} });
    expect(finding(config, "0.20.0")?.message).toBe(
      "PEFT 0.20.0 does not know kasaConfig (added in 0.21.0) and drops it with a warning.",
    );
    expect(finding(config, "0.14.0")?.message).toBe(
      "PEFT 0.14.0 does not know kasaConfig (added in 0.21.0) and drops it with a warning. Its PeftConfig.from_pretrained drops all fields of LoRA with it.",
    );
  });

  it("reports what has another meaning", () => {
    const config = loraConfig({ targetModules, layersToTransform: [0] });
    expect(finding(config, "0.19")).toEqual({
      code: "release-semantics",
      severity: "error",
      stage: "strict",
      raises: null,
      path: ["layersToTransform"],
      peftPath: ["layers_to_transform"],
      data: {
        release: "0.19.1",
        since: "0.8.0",
        until: "0.20.0",
        field: "layersToTransform",
        init: null,
      },
      message:
        "PEFT 0.19.1 reads the last number in a module name as the layer index; in a mixture of experts that is the expert's index.",
      hint: 'Name the list of layers, such as layersPattern: "layers".',
    });
    expect(checkRelease(config, "0.20.0")).toEqual([]);
  });

  it("warns of what depends on the model", () => {
    expect(finding(loraConfig({ targetModules, bias: "all" }), "0.20.0")).toEqual({
      code: "release-may-differ",
      severity: "warning",
      stage: "silent",
      raises: null,
      path: ["bias"],
      peftPath: ["bias"],
      data: { release: "0.20.0", since: "0.0.1", until: "0.21.0", field: "bias", init: null },
      message:
        'PEFT 0.20.0 trains every parameter with "bias" anywhere in its name, such as relative_attention_bias.weight.',
      hint: "Use PEFT 0.21.0 or newer, or leave bias out.",
    });
  });

  it("only warns of what a release makes of its own defaults", () => {
    const found = checkRelease(adaLoraConfig({ totalStep: 100 }), "0.3.0");
    expect(found.map(({ message, severity, stage }) => [message, severity, stage])).toEqual([
      [
        "PEFT 0.3.0 has default targetModules for fewer model types, and refuses the others: get_peft_model raises ValueError.",
        "warning",
        "silent",
      ],
      [
        "PEFT 0.3.0 has no defaults for loraAlpha and loraDropout: get_peft_model raises TypeError.",
        "warning",
        "silent",
      ],
      [
        "PEFT 0.3.0 does not support AdaLoRA without dropout: get_peft_model raises TypeError.",
        "warning",
        "silent",
      ],
    ]);
  });

  it("finds nothing for the release that this library follows", () => {
    fc.assert(
      fc.property(mildConfig, (input) => {
        const result = check(input);
        if (result.ok) expect(checkRelease(result.config, "0.21.2")).toEqual([]);
      }),
    );
  });

  it("refuses what is not a release", () => {
    expect(() => checkRelease(dora, "latest")).toThrow(RangeError);
  });
});

describe("writing for a release", () => {
  it("leaves out what the release does not know, and dates the file", () => {
    const config = loraConfig({ r: 4, targetModules });
    const old = toPeftDict(config, { peftVersion: "0.6.2" });
    expect(Object.keys(old).toSorted()).toEqual([
      "alpha_pattern",
      "auto_mapping",
      "base_model_name_or_path",
      "bias",
      "fan_in_fan_out",
      "inference_mode",
      "init_lora_weights",
      "layers_pattern",
      "layers_to_transform",
      "lora_alpha",
      "lora_dropout",
      "modules_to_save",
      "peft_type",
      "r",
      "rank_pattern",
      "revision",
      "target_modules",
      "task_type",
    ]);
    expect(toPeftDict(config, { peftVersion: "0.18" }).peft_version).toBe("0.18.1");
    expect(toPeftDict(config).peft_version).toBe("0.21.2");
  });

  it("writes a value for what has no default in 0.3.0", () => {
    const { lora_alpha, lora_dropout } = toPeftDict(loraConfig({ targetModules }), {
      peftVersion: "0.3.0",
    });
    expect([lora_alpha, lora_dropout]).toEqual([8, 0]);
  });

  it("throws everything that the release cannot express", () => {
    const config = loraConfig({ targetModules, useDora: true, initLoraWeights: "olora" });
    const write = () => toAdapterConfigJson(config, { peftVersion: "0.8.2" });
    expect(write).toThrow(PeftConfigError);
    expect(write).toThrow(
      [
        "This config has 2 errors.",
        "- PEFT 0.8.2 does not know useDora (added in 0.9.0): PEFT's from_pretrained raises TypeError. [release-field-unknown]",
        "  Use PEFT 0.9.0 or newer, or leave useDora out.",
        '- PEFT 0.8.2 does not know the initialisation "olora" (added in 0.12.0): get_peft_model raises ValueError. [release-semantics]',
        "  Use PEFT 0.12.0 or newer, or leave initLoraWeights out.",
      ].join("\n"),
    );
  });

  it("throws for what is not a release", () => {
    expect(() => toPeftDict(loraConfig({}), { peftVersion: "99.0" })).toThrow(RangeError);
  });

  it("treats an undefined release as none", () => {
    const config = loraConfig({ r: 4 });
    expect(toPeftDict(config, { peftVersion: undefined })).toEqual(toPeftDict(config));
  });

  it("throws just where checkRelease has an error, and else loses nothing", () => {
    fc.assert(
      fc.property(mildConfig, fc.constantFrom(...peftReleases), (input, peftVersion) => {
        const result = check(input);
        if (!result.ok) return;
        const { config } = result;
        // The default file of 0.3.0 has null for lora_alpha, which no release since can train with.
        fc.pre(isAtLeast(peftVersion, "0.4.0") || !isUntouched(config));
        const isRefused = checkRelease(config, peftVersion).some(
          ({ severity }) => severity === "error",
        );
        if (isRefused) {
          expect(() => toPeftDict(config, { peftVersion })).toThrow(PeftConfigError);
          return;
        }
        const dict = toPeftDict(config, { peftVersion });
        const known = tableIndex(configClasses[config.peftType].fields)
          .fields.filter(({ since, unsaved }) => isAtLeast(peftVersion, since) && !unsaved)
          .map(({ peft }) => peft);
        expect(Object.keys(dict)).toEqual(known);
        // Not with the config: a stray sub-config is emptied, and PEFT's own file loses what it hid.
        expect(readBack(dict)).toEqual(readBack(toPeftDict(config)));
      }),
    );
  });
});

/** The config of a dict, but for its release. */
function readBack(dict: PeftDict): Partial<PeftConfig> {
  const result = fromPeftDict(dict);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  const { peftVersion: _, ...config } = result.config;
  return config;
}
