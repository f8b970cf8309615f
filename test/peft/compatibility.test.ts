import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import { check } from "../../src/finding/check.ts";
import {
  type Compatibility,
  compatibility,
  findCompatibility,
} from "../../src/peft/compatibility.ts";
import { checkRelease } from "../../src/peft/release.ts";
import { peftReleases } from "../../src/peft/releases.ts";
import { mildConfig } from "../conformance/arbitraries.ts";

const targetModules = ["q_proj", "v_proj"];
const newest = {
  release: "0.21.2",
  field: null,
  reason: "This is the newest release this library knows.",
} as const;

const fields = ({ edges }: Compatibility) =>
  edges.map(({ release, field }) => `${release} ${field}`);

describe("compatibility", () => {
  it("goes down to the oldest release if nothing rules it out", () => {
    expect(compatibility(loraConfig({ r: 16, targetModules }))).toEqual({
      from: "0.3.0",
      to: "0.21.2",
      edges: [
        newest,
        {
          release: "0.3.0",
          field: null,
          reason: "This is the oldest release this library knows.",
        },
      ],
      warnings: [
        {
          release: "0.5.0",
          field: "targetModules",
          reason:
            'Before 0.5.0, PEFT matches a target with the end of any module name, so "proj" also matches "q_proj".',
        },
      ],
    });
  });

  it("begins where the newest field does", () => {
    expect(compatibility(loraConfig({ targetModules, useDora: true }))).toEqual({
      from: "0.9.0",
      to: "0.21.2",
      edges: [
        newest,
        { release: "0.9.0", field: "useDora", reason: "PEFT added useDora in 0.9.0." },
      ],
      warnings: [
        {
          release: "0.13.0",
          field: "useDora",
          reason:
            "From 0.9.0 to 0.12.0, PEFT does not support useDora on embeddings, nor before 0.10.0 on convolutions and quantised layers: get_peft_model raises ValueError.",
        },
      ],
    });
  });

  it("says what changed, from which release to which", () => {
    const { edges } = compatibility(loraConfig({ targetModules, layersToTransform: [0, 1] }));
    expect(edges[1]).toEqual({
      release: "0.20.0",
      field: "layersToTransform",
      reason:
        "From 0.8.0 to 0.19.1, PEFT reads the last number in a module name as the layer index; in a mixture of experts that is the expert's index.",
    });
  });

  it("names a single release, and what it raises", () => {
    const loftq = {
      initLoraWeights: "loftq",
      loftqConfig: { loftqBits: 4, loftqIter: 1 },
    } as const;
    const config = loraConfig({ targetModules, ...loftq, useDora: true });
    expect(compatibility(config).edges[1]).toEqual({
      release: "0.10.0",
      field: "useDora",
      reason:
        'In 0.9.0, PEFT cannot combine useDora with the initialisation "loftq": PEFT\'s constructor raises ValueError.',
    });
  });

  it("speaks the language of its reader", () => {
    const config = loraConfig({ targetModules, useDora: true, initLoraWeights: "gaussian" });
    const edgesIn = (language: "json" | "python") =>
      findCompatibility(config, language)
        .edges.slice(1)
        .map(({ field, reason }) => [field, reason]);
    expect(edgesIn("json")).toEqual([
      ["use_dora", 'PEFT added "use_dora" in 0.9.0.'],
      [
        "init_lora_weights",
        'Before 0.7.0, PEFT does not know the initialisation "gaussian" (added in 0.7.0) and silently treats it as true.',
      ],
    ]);
    expect(edgesIn("python")).toEqual([
      ["use_dora", "PEFT added use_dora in 0.9.0."],
      [
        "init_lora_weights",
        'Before 0.7.0, PEFT does not know the initialisation "gaussian" (added in 0.7.0) and silently treats it as True.',
      ],
    ]);
  });

  it("has one edge for each field, the newest first", () => {
    const config = loraConfig({
      targetModules,
      taskType: "CAUSAL_LM",
      initLoraWeights: "eva",
      evaConfig: {},
      layersToTransform: [1],
      layersPattern: "layers",
      useRslora: true,
    });
    expect(fields(compatibility(config))).toEqual([
      "0.21.2 null",
      "0.14.0 evaConfig",
      "0.14.0 initLoraWeights",
      "0.8.0 useRslora",
      "0.4.0 layersToTransform",
      "0.4.0 layersPattern",
    ]);
  });

  it("tells the default configs from those of old releases, which do not train", () => {
    expect(compatibility(loraConfig({})).from).toBe("0.4.0");
    expect(compatibility(adaLoraConfig({ totalStep: 100 })).from).toBe("0.5.0");
    expect(compatibility(adaLoraConfig({ totalStep: 100, loraDropout: 0.1 })).from).toBe("0.3.0");
  });

  it("is the longest range up to the newest release without an error", () => {
    fc.assert(
      fc.property(mildConfig, (input) => {
        const result = check(input);
        if (!result.ok) return;
        const { config } = result;
        const { from, to, edges } = compatibility(config);
        const first = peftReleases.indexOf(from);
        const isFine = (release: string) =>
          checkRelease(config, release).every(({ severity }) => severity !== "error");
        expect(to).toBe(peftReleases.at(-1));
        expect(peftReleases.slice(first).every(isFine)).toBe(true);
        const before = peftReleases[first - 1];
        const isDefault = edges.some(
          ({ field }) => field === "loraAlpha" || field === "loraDropout",
        );
        if (before !== undefined && !isDefault) expect(isFine(before)).toBe(false);
      }),
    );
  });
});
