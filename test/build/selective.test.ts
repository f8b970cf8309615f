import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loraConfig } from "../../src/build/lora-config.ts";
import {
  checkSelectiveLora,
  type SelectiveLoraConfigInput,
  selectiveLoraConfig,
} from "../../src/build/selective.ts";
import { PeftConfigError } from "../../src/finding/error.ts";
import {
  everyNthLayer,
  exceptLayers,
  firstLayers,
  lastFraction,
  lastLayers,
  layerRange,
  layersFrom,
} from "../../src/layer/selection.ts";
import { toPeftDict } from "../../src/peft/dict.ts";

const gptOss = { model_type: "gpt_oss", num_hidden_layers: 24, num_local_experts: 32 };
const gemma3 = {
  model_type: "gemma3",
  text_config: { model_type: "gemma3_text", num_hidden_layers: 34 },
  vision_config: { model_type: "siglip_vision_model", num_hidden_layers: 27 },
};
const t5 = { model_type: "t5", is_encoder_decoder: true, num_layers: 12, num_decoder_layers: 6 };
const targetModules = ["q_proj", "k_proj", "v_proj", "o_proj"] as const;

const upTo = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

/** The error a builder throws. */
function thrown(input: unknown): PeftConfigError {
  try {
    selectiveLoraConfig(input as SelectiveLoraConfigInput);
  } catch (error) {
    if (error instanceof PeftConfigError) return error;
    throw error;
  }
  throw new Error("nothing thrown");
}

const codes = (input: unknown) => checkSelectiveLora(input).diagnostics.map(({ code }) => code);

describe("selectiveLoraConfig", () => {
  it("builds the chapter's example: 40 layers from 20 on", () => {
    const config = selectiveLoraConfig({
      layers: layersFrom(20),
      totalLayers: 40,
      r: 16,
      loraAlpha: 32,
      targetModules,
      taskType: "CAUSAL_LM",
    });
    expect(config).toEqual(
      loraConfig({
        r: 16,
        loraAlpha: 32,
        targetModules,
        taskType: "CAUSAL_LM",
        layersToTransform: upTo(20, 40),
      }),
    );
    expect(toPeftDict(config)).toMatchObject({
      layers_to_transform: upTo(20, 40),
      layers_pattern: null,
    });
  });

  it("reports that gpt-oss-20b, the chapter's example, has 24 layers", () => {
    const error = thrown({ layers: layerRange(20, 40), model: gptOss, targetModules });
    expect(error.message).toBe(
      [
        "This config has 1 error.",
        "- layerRange(20, 40) is not within layers 0 to 23 (num_hidden_layers is 24). PEFT silently adapts only layers 20 to 23. [layers-out-of-range]",
        "  Write layerRange(20, 24); the end is not included.",
      ].join("\n"),
    );
    expect(codes({ layers: upTo(20, 40), model: gptOss, targetModules })).toEqual([
      "layers-out-of-range",
    ]);
  });

  it("takes the number of layers and the list's name from the model", () => {
    const config = selectiveLoraConfig({ layers: lastFraction(0.5), model: gptOss, targetModules });
    expect(config.layersToTransform).toEqual(upTo(12, 24));
    expect(config.layersPattern).toBe("layers");
    expect(toPeftDict(config)).toMatchObject({ layers_pattern: "layers" });
  });

  it.each([
    [{ model_type: "gpt2", n_layer: 12 }, "h"],
    [{ model_type: "vit", num_hidden_layers: 12 }, ["layers", "layer"]],
    [{ model_type: "of-tomorrow", num_layers: 12 }, ["layers", "h", "block", "blocks", "layer"]],
  ])("writes the pattern of %j", (model, pattern) => {
    const config = selectiveLoraConfig({ layers: [3, 1], model, targetModules: ["c_attn"] });
    expect(config.layersToTransform).toEqual([1, 3]);
    expect(config.layersPattern).toEqual(pattern);
  });

  it("lets the caller's pattern stand", () => {
    const input = { layers: [0], targetModules };
    const written = selectiveLoraConfig({
      ...input,
      model: gptOss,
      layersPattern: "decoder_layers",
    });
    expect(written.layersPattern).toBe("decoder_layers");
    expect(
      selectiveLoraConfig({ ...input, model: gptOss, layersPattern: null }).layersPattern,
    ).toBe(null);
    expect(
      selectiveLoraConfig({ ...input, model: gptOss, layersPattern: undefined }).layersPattern,
    ).toBe("layers");
    expect(
      selectiveLoraConfig({ ...input, totalLayers: 2, layersPattern: "h" }).layersPattern,
    ).toBe("h");
  });

  it("counts in the side of an encoder-decoder model that is asked for", () => {
    const input = { layers: lastLayers(2), model: t5, targetModules: ["q", "v"] };
    expect(selectiveLoraConfig({ ...input, side: "encoder" }).layersToTransform).toEqual([10, 11]);
    expect(selectiveLoraConfig({ ...input, side: "decoder" }).layersToTransform).toEqual([4, 5]);
    expect(codes(input)).toEqual(["model-stack-ambiguous"]);
    expect(thrown({ ...input, layers: firstLayers(7), side: "decoder" }).message).toContain(
      "(num_decoder_layers is 6).",
    );
  });

  it("takes any field of a LoRA config beside", () => {
    const config = selectiveLoraConfig({
      layers: exceptLayers(everyNthLayer(2)),
      totalLayers: 4,
      useDora: true,
      modulesToSave: ["lm_head"],
    });
    expect(config).toMatchObject({ layersToTransform: [1, 3], useDora: true, targetModules: null });
  });

  it("gives frozen data, and leaves its input as it was", () => {
    const input = Object.freeze({ layers: Object.freeze([2, 0]), totalLayers: 3, targetModules });
    const config = selectiveLoraConfig(input);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.layersToTransform)).toBe(true);
    expect(input.layers).toEqual([2, 0]);
  });
});

describe("selectiveLoraConfig refuses", () => {
  it.each<[string, object, string, string]>([
    [
      "no number of layers",
      {},
      "layers-total-source",
      "Exactly one of totalLayers and model must state the number of layers.",
    ],
    [
      "two that differ",
      { totalLayers: 40, model: gptOss },
      "layers-total-source",
      "Exactly one of totalLayers and model must state the number of layers.",
    ],
    [
      "two that agree",
      { totalLayers: 24, model: gptOss },
      "layers-total-source",
      "Exactly one of totalLayers and model must state the number of layers.",
    ],
    [
      "a model that is not an object",
      { model: null },
      "model-config-invalid",
      "model is null, but must be the object in a model's config.json.",
    ],
    [
      "a side without a model",
      { totalLayers: 24, side: "decoder" },
      "model-stack-absent",
      'side is "decoder", but the model is not an encoder-decoder model.',
    ],
    [
      "layersToTransform as well",
      { totalLayers: 24, layersToTransform: [1] },
      "layers-twice",
      "layers determines layersToTransform; the two cannot be combined.",
    ],
    [
      "a pattern of targets, which PEFT cannot limit to layers",
      { totalLayers: 24, targetModules: "all-linear" },
      "layers-with-target-string",
      "layersToTransform and a string in targetModules cannot be combined: PEFT's constructor raises ValueError.",
    ],
  ])("%s", (_, input, code, message) => {
    expect(thrown({ layers: [0], targetModules, ...input }).diagnostics).toMatchObject([
      { code, message },
    ]);
  });

  it("totalLayers beside a model that is not an object", () => {
    expect(thrown({ layers: [0], totalLayers: 2, model: [] }).diagnostics).toMatchObject([
      { message: "Exactly one of totalLayers and model must state the number of layers." },
      { code: "model-config-invalid" },
    ]);
  });

  it("all at once: the selection, its model and every other field", () => {
    const input = {
      layers: layersFrom(-1),
      model: { ...gptOss, n_layer: 40 },
      targetModules: "q_proj|v_proj",
      r: -1,
      lora_alpha: 32,
    };
    expect(codes(input)).toEqual([
      "model-layers-conflict",
      "layers-negative",
      "rank-not-positive",
      "layers-with-target-string",
      "unknown-key",
    ]);
    const targets = checkSelectiveLora(input).diagnostics[3];
    expect(targets?.path).toEqual(["layers"]);
    expect(targets?.peftPath).toEqual(["layers_to_transform"]);
  });

  it.each([null, 7, "layers", [], new Date(0)])("an input that is not an object: %j", (input) => {
    expect(codes(input)).toEqual(["not-an-object"]);
  });

  it("layers that are missing, and another method", () => {
    expect(codes({ totalLayers: 3 })).toEqual(["layers-invalid"]);
    expect(codes({ layers: [0], totalLayers: 3, peftType: "ADALORA" })).toEqual([
      "peft-type-other",
    ]);
  });
});

describe("checkSelectiveLora", () => {
  it("gives the config and no findings where all is well", () => {
    const input: SelectiveLoraConfigInput = { layers: [0], totalLayers: 2, targetModules };
    const result = checkSelectiveLora(input);
    expect(result).toEqual({ ok: true, config: selectiveLoraConfig(input), diagnostics: [] });
  });

  it("warns of a tower whose layers PEFT adapts too", () => {
    const result = checkSelectiveLora({ layers: layersFrom(20), model: gemma3, targetModules });
    expect(result.ok).toBe(true);
    expect(result.diagnostics).toEqual([
      {
        code: "layers-elsewhere",
        severity: "warning",
        stage: "silent",
        raises: null,
        path: ["layers"],
        peftPath: ["layers_to_transform"],
        data: { part: "vision_config", pattern: ".*vision.*" },
        message:
          "PEFT also adapts layers with the same indices in vision_config if targetModules match there.",
        hint: 'To leave out vision_config, write excludeModules: ".*vision.*".',
      },
    ]);
  });

  it("warns of the other side, and of a tower of unknown length", () => {
    const sides = { layers: [0], model: t5, side: "decoder", targetModules: ["q"] };
    expect(checkSelectiveLora(sides).diagnostics).toMatchObject([
      {
        message:
          "PEFT also adapts layers with the same indices in encoder if targetModules match there.",
        // In EncoderDecoderModel the decoder's layers are called decoder.bert.encoder.layer.
        hint: 'To leave out encoder, write excludeModules: "(?!.*decoder).*encoder.*".',
      },
    ]);
    const vision_config = { model_type: "siglip_vision_model" };
    const model = { ...gemma3, vision_config };
    expect(checkSelectiveLora({ layers: [0, 33], model, targetModules }).diagnostics).toMatchObject(
      [
        {
          message:
            "PEFT also adapts layers with the same indices in vision_config if targetModules match there.",
        },
      ],
    );
  });

  it("does not warn of a tower that has no layer of these numbers", () => {
    expect(codes({ layers: layersFrom(27), model: gemma3, targetModules })).toEqual([]);
  });

  it("passes the model type to check", () => {
    expect(checkSelectiveLora({ layers: [0], model: gptOss }).diagnostics).toMatchObject([
      { code: "targets-default-missing", severity: "error" },
    ]);
  });

  it("keeps the warnings of the core beside its own", () => {
    const input = { layers: [0], model: gemma3, targetModules: ["q_proj", "lm_head"] };
    expect(codes(input)).toEqual(
      expect.arrayContaining(["layers-elsewhere", "target-bypasses-layers"]),
    );
    expect(codes({ ...input, r: 0 })).toContain("layers-elsewhere");
  });

  it("survives getters and proxies that throw", () => {
    const throwing = (key: string) =>
      Object.defineProperty({ totalLayers: 2, layers: [0] }, key, {
        enumerable: true,
        get: () => {
          throw new Error("no");
        },
      });
    expect(codes(throwing("layers"))).toEqual(["layers-invalid"]);
    expect(codes(throwing("model"))).toEqual(["layers-invalid"]);
    expect(codes(throwing("side"))).toEqual(["layers-invalid"]);
    expect(codes(throwing("totalLayers"))).toEqual(["layers-invalid"]);
    expect(codes(throwing("r"))).toEqual(["unreadable"]);
    expect(codes(throwing("layersPattern"))).toEqual(["unreadable"]);
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("no");
        },
      },
    );
    expect(codes(proxy)).toContain("not-an-object");
  });

  it("answers any JSON with a config or findings", () => {
    const input = fc.record(
      {
        layers: fc.oneof(fc.jsonValue(), fc.array(fc.nat(30))),
        totalLayers: fc.oneof(fc.jsonValue(), fc.nat(40)),
        model: fc.oneof(fc.jsonValue(), fc.constant(gptOss)),
        side: fc.oneof(fc.jsonValue(), fc.constantFrom("encoder", "decoder")),
        r: fc.oneof(fc.jsonValue(), fc.nat()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(input, fc.jsonValue()), (given) => {
        const result = checkSelectiveLora(given);
        if (!result.ok) {
          expect(result.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
        }
      }),
    );
  });
});
