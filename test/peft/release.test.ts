import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import { fieldTables, tableIndex } from "../../src/config/table.ts";
import { toAdapterConfigJson } from "../../src/file/text.ts";
import { check, type PeftConfig } from "../../src/finding/check.ts";
import { PeftConfigError } from "../../src/finding/error.ts";
import { fromPeftDict, type PeftDict, toPeftDict } from "../../src/peft/dict.ts";
import { isUntouched } from "../../src/peft/known.ts";
import { checkRelease } from "../../src/peft/release.ts";
import { isSince, peftReleases } from "../../src/peft/releases.ts";
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
        .filter((release) => isSince(release, from) && isSince(to, release))
        .map((release) => [release, outcome] as const),
    );

  /** What the finding says may be: it is sure where it is an error. */
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
    ["0.5.0", "it silently drops it"],
    ["0.8.2", "its loading raises TypeError"],
  ])("says what PEFT %s does with a field it does not know", (release, effect) => {
    expect(finding(dora, release)).toEqual({
      code: "release-field-unknown",
      severity: "error",
      path: ["useDora"],
      peftPath: ["use_dora"],
      message: `PEFT ${release} has no useDora, which is new in 0.9.0: ${effect}.`,
      hint: "Write for PEFT 0.9.0 or newer, or leave useDora out.",
    });
  });

  it("says that newer releases warn", () => {
    const config = loraConfig({ targetModules, kasaConfig: {} });
    expect(finding(config, "0.20.0")?.message).toBe(
      "PEFT 0.20.0 has no kasaConfig, which is new in 0.21.0: it warns and drops it.",
    );
  });

  it("says what has another meaning", () => {
    const config = loraConfig({ targetModules, layersToTransform: [0] });
    expect(finding(config, "0.19")).toEqual({
      code: "release-semantics",
      severity: "error",
      path: ["layersToTransform"],
      peftPath: ["layers_to_transform"],
      message:
        "PEFT 0.19.1 takes the last number in a name for the layer's: among experts the expert's.",
      hint: 'Write layersPattern, such as "layers" or "h": it counts the same in every release.',
    });
    expect(checkRelease(config, "0.20.0")).toEqual([]);
  });

  it("warns of what depends on the model", () => {
    expect(finding(loraConfig({ targetModules, bias: "all" }), "0.20.0")).toMatchObject({
      code: "release-may-differ",
      severity: "warning",
      path: ["bias"],
    });
  });

  it("finds nothing for the release that this library follows", () => {
    fc.assert(
      fc.property(mildConfig, (input) => {
        const result = check(input);
        if (result.ok) expect(checkRelease(result.config, "0.21.2")).toEqual([]);
      }),
    );
  });

  it("refuses what is no release", () => {
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

  it("throws everything that the release cannot say", () => {
    const config = loraConfig({ targetModules, useDora: true, initLoraWeights: "olora" });
    const write = () => toAdapterConfigJson(config, { peftVersion: "0.8.2" });
    expect(write).toThrow(PeftConfigError);
    expect(write).toThrow(
      [
        "This config has 2 errors.",
        "- PEFT 0.8.2 has no useDora, which is new in 0.9.0: its loading raises TypeError. [release-field-unknown]",
        "  Write for PEFT 0.9.0 or newer, or leave useDora out.",
        '- PEFT 0.8.2 has no initialisation "olora": before 0.7.0 it silently takes true, later get_peft_model raises ValueError. [release-semantics]',
        "  Write for PEFT 0.12.0 or newer, or leave initLoraWeights out.",
      ].join("\n"),
    );
  });

  it("throws for what is no release", () => {
    expect(() => toPeftDict(loraConfig({}), { peftVersion: "99.0" })).toThrow(RangeError);
  });

  it("takes an undefined release for none", () => {
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
        fc.pre(isSince(peftVersion, "0.4.0") || !isUntouched(config));
        const isRefused = checkRelease(config, peftVersion).some(
          ({ severity }) => severity === "error",
        );
        if (isRefused) {
          expect(() => toPeftDict(config, { peftVersion })).toThrow(PeftConfigError);
          return;
        }
        const dict = toPeftDict(config, { peftVersion });
        const known = tableIndex(fieldTables[config.peftType])
          .fields.filter(({ since, unsaved }) => isSince(peftVersion, since) && !unsaved)
          .map(({ peft }) => peft);
        expect(Object.keys(dict)).toEqual(known);
        // Not with the config: a stray sub-config is emptied, and PEFT's own file loses what it hid.
        expect(readBack(dict)).toEqual(readBack(toPeftDict(config)));
      }),
    );
  });
});

/** The config of a dict, but for the release it says. */
function readBack(dict: PeftDict): Partial<PeftConfig> {
  const result = fromPeftDict(dict);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  const { peftVersion: _, ...config } = result.config;
  return config;
}
