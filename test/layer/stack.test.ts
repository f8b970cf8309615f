import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tell } from "../../src/config/shape.ts";
import { PeftConfigError } from "../../src/finding/error.ts";
import { type LayerStackOptions, layerStack } from "../../src/layer/stack.ts";

/** The findings of a config that is refused. */
function refused(config: unknown, options: unknown = {}) {
  try {
    layerStack(config, options as LayerStackOptions);
  } catch (error) {
    if (error instanceof PeftConfigError) return error.diagnostics;
    throw error;
  }
  throw new Error("not refused");
}

describe("layerStack", () => {
  it("reads gpt-oss-20b: 24 layers, not the 40 of the chapter", () => {
    const config = { model_type: "gpt_oss", num_hidden_layers: 24, num_local_experts: 32 };
    expect(layerStack(config)).toEqual({
      modelType: "gpt_oss",
      total: 24,
      source: "num_hidden_layers",
      pattern: "layers",
      side: null,
      moe: true,
      alsoMatches: [],
    });
  });

  it.each([
    [{ model_type: "llama", num_hidden_layers: 32 }, 32, "layers", "num_hidden_layers"],
    [{ model_type: "gpt2", n_layer: 12 }, 12, "h", "n_layer"],
    [{ model_type: "mpt", n_layers: 32 }, 32, "blocks", "n_layers"],
    [{ model_type: "chatglm", num_layers: 28 }, 28, "layers", "num_layers"],
    [{ model_type: "bert", num_hidden_layers: 12 }, 12, "layer", "num_hidden_layers"],
    [{ model_type: "trocr", decoder_layers: 6 }, 6, "layers", "decoder_layers"],
    [
      { model_type: "albert", num_hidden_layers: 12, num_hidden_groups: 1 },
      1,
      "albert_layer_groups",
      "num_hidden_groups",
    ],
    [
      { model_type: "nemotron_h", layers_block_type: ["mamba", "moe"] },
      2,
      "layers",
      "layers_block_type.length",
    ],
    [
      {
        model_type: "lfm2",
        num_key_value_heads: 8,
        layer_types: ["conv", "conv", "full_attention"],
      },
      3,
      "layers",
      "layer_types.length",
    ],
    [{ model_type: "qwen3_vl_vision", depth: 27 }, 27, "blocks", "depth"],
    [
      { model_type: "gemma3", text_config: { model_type: "gemma3_text", num_hidden_layers: 62 } },
      62,
      "layers",
      "text_config.num_hidden_layers",
    ],
    [
      {
        model_type: "internvl_chat",
        llm_config: { model_type: "internlm2", num_hidden_layers: 24 },
      },
      24,
      "layers",
      "llm_config.num_hidden_layers",
    ],
    [
      {
        model_type: "deepseek_vl_v2",
        language_config: { model_type: "deepseek_v2", num_hidden_layers: 27 },
      },
      27,
      "layers",
      "language_config.num_hidden_layers",
    ],
    [
      {
        model_type: "qwen2_5_omni",
        thinker_config: {
          text_config: {
            model_type: "qwen2_5_omni_text",
            num_hidden_layers: 28,
            rms_norm_eps: 1e-6,
          },
        },
      },
      28,
      "layers",
      "thinker_config.text_config.num_hidden_layers",
    ],
  ])("reads %j", (config, total, pattern, source) => {
    expect(layerStack(config)).toMatchObject({ total, pattern, source, side: null });
  });

  it("accepts several keys that agree, and ignores nulls", () => {
    const falcon = { model_type: "falcon", n_layer: 60, num_hidden_layers: 60, num_layers: null };
    expect(layerStack(falcon)).toMatchObject({ total: 60, source: "num_hidden_layers" });
  });

  it("knows a mixture of experts", () => {
    const layers = { num_hidden_layers: 4 };
    for (const experts of [
      { num_experts: 8 },
      { num_local_experts: 8 },
      { n_routed_experts: 8 },
      { moe_num_experts: [8, 8] },
      { ffn_config: { moe_num_experts: 16 } },
    ]) {
      expect(layerStack({ ...layers, ...experts }).moe).toBe(true);
    }
    for (const none of [{}, { num_experts: 1 }, { n_routed_experts: null }, { ffn_config: {} }]) {
      expect(layerStack({ ...layers, ...none }).moe).toBe(false);
    }
  });

  it("gives the list two names where transformers 5 renamed it", () => {
    expect(layerStack({ model_type: "vit", num_hidden_layers: 12 }).pattern).toEqual([
      "layers",
      "layer",
    ]);
  });

  it("gives an unknown model type the names that PEFT itself once tried", () => {
    const pattern = ["layers", "h", "block", "blocks", "layer"];
    expect(layerStack({ model_type: "of-tomorrow", num_hidden_layers: 7 })).toMatchObject({
      modelType: "of-tomorrow",
      total: 7,
      pattern,
    });
    expect(layerStack({ num_hidden_layers: 7 })).toMatchObject({ modelType: "", pattern });
  });

  it("knows an architecture in the manner of Llama by its keys", () => {
    const config = { model_type: "of-tomorrow", num_hidden_layers: 7, num_key_value_heads: 2 };
    expect(layerStack(config).pattern).toBe("layers");
    expect(layerStack({ num_hidden_layers: 7, rms_norm_eps: 1e-6 }).pattern).toBe("layers");
    expect(layerStack({ ...config, model_type: "gpt_bigcode" }).pattern).toBe("h");
  });

  it("goes by the outer model type where the inner is not known", () => {
    const config = {
      model_type: "florence2",
      text_config: { encoder_layers: 12, decoder_layers: 12 },
    };
    expect(layerStack(config).pattern).toBe("layers");
    expect(
      layerStack({ text_config: { model_type: "llama", num_hidden_layers: 2 } }).modelType,
    ).toBe("llama");
  });

  it("knows what transformers leaves out of a nested config", () => {
    const config = { model_type: "llava", text_config: { model_type: "mistral" } };
    expect(layerStack(config)).toMatchObject({
      total: 32,
      source: "the default of mistral in transformers",
      pattern: "layers",
    });
    expect(refused({ model_type: "mistral" })).toMatchObject([{ code: "model-layers-unknown" }]);
    expect(refused({ text_config: { model_type: "of-tomorrow" } })).toHaveLength(1);
  });
});

describe("layerStack, for an encoder and a decoder,", () => {
  const t5 = { model_type: "t5", is_encoder_decoder: true, num_layers: 12, num_decoder_layers: 6 };

  it("asks which is meant where they differ, for PEFT adapts both", () => {
    expect(refused(t5)).toEqual([
      {
        code: "model-stack-ambiguous",
        severity: "error",
        stage: "strict",
        raises: null,
        path: ["side"],
        peftPath: [],
        data: {
          source: "num_layers",
          value: 12,
          otherSource: "num_decoder_layers",
          otherValue: 6,
        },
        message:
          "num_layers is 12, but num_decoder_layers is 6. PEFT adapts the selected indices in both encoder and decoder.",
        hint: 'Write side: "encoder" or side: "decoder".',
      },
    ]);
    expect(layerStack(t5, { side: "encoder" })).toMatchObject({
      total: 12,
      pattern: "block",
      side: "encoder",
      alsoMatches: [{ part: "decoder", total: 6 }],
    });
    expect(layerStack(t5, { side: "decoder" })).toMatchObject({
      total: 6,
      side: "decoder",
      alsoMatches: [{ part: "encoder", total: 12 }],
    });
  });

  it.each([
    [{ ...t5, num_decoder_layers: 12 }, 12, "num_decoder_layers"],
    [{ model_type: "t5", is_encoder_decoder: true, num_layers: 12 }, 12, "num_layers"],
    [
      { model_type: "bart", num_hidden_layers: 12, encoder_layers: 12, decoder_layers: 12 },
      12,
      "decoder_layers",
    ],
    [
      { model_type: "prophetnet", num_encoder_layers: 12, num_decoder_layers: 12 },
      12,
      "num_decoder_layers",
    ],
    [
      { model_type: "moonshine", encoder_num_hidden_layers: 6, decoder_num_hidden_layers: 6 },
      6,
      "decoder_num_hidden_layers",
    ],
    [{ text_config: { encoder_layers: 12, decoder_layers: 12 } }, 12, "text_config.decoder_layers"],
  ])("takes the decoder where both have as many: %j", (config, total, source) => {
    expect(layerStack(config)).toMatchObject({
      total,
      source,
      side: "decoder",
      alsoMatches: [{ part: "encoder", total }],
    });
  });

  it("reads sides that have a config each", () => {
    const config = {
      model_type: "encoder-decoder",
      encoder: { model_type: "bert", num_hidden_layers: 12 },
      decoder: { model_type: "gpt2", n_layer: 24 },
    };
    expect(layerStack(config, { side: "encoder" })).toMatchObject({
      total: 12,
      source: "encoder.num_hidden_layers",
      pattern: "layer",
      alsoMatches: [],
    });
    expect(layerStack(config, { side: "decoder" })).toMatchObject({ total: 24, pattern: "h" });
    const dia = {
      encoder_config: { model_type: "dia_encoder", num_hidden_layers: 12 },
      decoder_config: { model_type: "dia_decoder", num_hidden_layers: 18 },
    };
    expect(layerStack(dia, { side: "encoder" })).toMatchObject({
      total: 12,
      alsoMatches: [{ part: "decoder", total: 18 }],
    });
  });

  it("reads the decoder that Donut borrows from mBART, and T5 without its decoder", () => {
    const donut = {
      model_type: "vision-encoder-decoder",
      encoder: { model_type: "donut-swin", num_layers: 4 },
      decoder: {
        model_type: "mbart",
        is_encoder_decoder: false,
        encoder_layers: 12,
        decoder_layers: 4,
      },
    };
    expect(layerStack(donut)).toMatchObject({ total: 4, side: "decoder", pattern: "layers" });
    expect(layerStack({ ...t5, is_encoder_decoder: false })).toMatchObject({
      total: 12,
      side: "encoder",
      alsoMatches: [],
    });
  });

  it("reads the encoder of an encoder that also sees", () => {
    const config = {
      model_type: "t5gemma2",
      encoder: {
        text_config: { model_type: "t5gemma2_text", num_hidden_layers: 26 },
        vision_config: { model_type: "siglip_vision_model", num_hidden_layers: 27 },
      },
      decoder: { model_type: "t5gemma2_decoder", num_hidden_layers: 26 },
    };
    expect(layerStack(config)).toMatchObject({
      total: 26,
      source: "decoder.num_hidden_layers",
      alsoMatches: [
        { part: "encoder", total: 26 },
        { part: "encoder.vision_config", total: 27 },
      ],
    });
  });

  it.each([
    [
      { model_type: "llama", num_hidden_layers: 32 },
      "encoder",
      'side is "encoder", but the model is not an encoder-decoder model.',
    ],
    [t5, "both", 'side is "both", but the model has only "encoder" and "decoder".'],
    [t5, null, 'side is null, but the model has only "encoder" and "decoder".'],
    [
      { num_hidden_layers: 3 },
      "decoder",
      'side is "decoder", but the model is not an encoder-decoder model.',
    ],
    [
      { ...t5, is_encoder_decoder: false },
      "decoder",
      'side is "decoder", but the model has only "encoder".',
    ],
  ])("refuses a side that %j has not: %j", (config, side, message) => {
    expect(refused(config, { side })).toMatchObject([
      { code: "model-stack-absent", path: ["side"], message },
    ]);
  });
});

describe("layerStack, for a model that also sees or hears,", () => {
  const text = { model_type: "llama", num_hidden_layers: 32 };

  it.each([
    [
      "a tower of the same list name",
      { vision_config: { model_type: "clip_vision_model", num_hidden_layers: 24 } },
      [{ part: "vision_config", total: 24 }],
    ],
    [
      "a tower that states no number",
      { vision_config: { model_type: "siglip_vision_model" } },
      [{ part: "vision_config", total: null }],
    ],
    [
      "an unknown tower",
      { audio_config: { encoder_layers: 32 } },
      [{ part: "audio_config", total: 32 }],
    ],
    [
      "two towers",
      { vision_config: { num_hidden_layers: 2 }, audio_config: { num_layers: 3 } },
      [
        { part: "vision_config", total: 2 },
        { part: "audio_config", total: 3 },
      ],
    ],
    ["a tower of blocks", { vision_config: { model_type: "qwen2_5_vl", depth: 32 } }, []],
    ["an unknown tower of blocks", { vision_config: { depth: 32 } }, []],
    [
      "a tower of the same model type as the whole",
      { vision_config: { model_type: "qwen2_5_vl" } },
      [],
    ],
    ["a tower of stages", { vision_config: { model_type: "davit", depths: [1, 1, 9, 1] } }, []],
    [
      "configs that are not towers",
      { quantization_config: { bits: 4 }, rope_scaling: { factor: 8 } },
      [],
    ],
  ])("counts the language model's layers, and names %s", (_, towers, alsoMatches) => {
    expect(layerStack({ model_type: "llava", text_config: text, ...towers })).toMatchObject({
      total: 32,
      alsoMatches,
    });
  });

  it("names the towers of a flat config too", () => {
    const vision_config = { model_type: "clip_vision_model", num_hidden_layers: 24 };
    expect(layerStack({ ...text, vision_config }).alsoMatches).toEqual([
      { part: "vision_config", total: 24 },
    ]);
  });
});

describe("layerStack, for a value that is not a model config,", () => {
  it.each([
    [null, "model is null, but must be the object in a model's config.json."],
    ["config.json", 'model is "config.json", but must be the object in a model\'s config.json.'],
    [[], "model is an empty list, but must be the object in a model's config.json."],
    [new Map(), "model is an instance of Map, but must be the object in a model's config.json."],
  ])("refuses %j", (config, message) => {
    expect(refused(config)).toEqual([
      {
        code: "model-config-invalid",
        severity: "error",
        stage: "strict",
        raises: null,
        path: ["model"],
        peftPath: [],
        data: { value: tell(config) },
        message,
        hint: "Pass the parsed config.json.",
      },
    ]);
  });

  it("survives getters that throw, and configs nested without end", () => {
    const throwing = {
      get text_config(): object {
        throw new Error("no");
      },
    };
    expect(refused(throwing)).toMatchObject([
      {
        message:
          "model is an object that throws when it is read, but must be the object in a model's config.json.",
      },
    ]);
    const endless: Record<string, unknown> = { num_hidden_layers: 3 };
    endless.text_config = endless;
    endless.vision_config = endless;
    endless.audio_config = endless;
    expect(layerStack(endless)).toMatchObject({ total: 3 });
  });

  it.each([
    [{}, "The model config does not state its number of layers (for example num_hidden_layers)."],
    [
      { peft_type: "LORA", r: 8 },
      "The model config does not state its number of layers (for example num_hidden_layers).",
    ],
    [
      { model_type: "swin2sr", num_layers: 6 },
      "The model config does not state its number of layers (for example num_hidden_layers).",
    ],
    [
      { model_type: "llama", num_hidden_layers: "32" },
      'num_hidden_layers is "32", but must be an integer from 1 to 10000.',
    ],
    [
      { model_type: "llama", num_hidden_layers: 0 },
      "num_hidden_layers is 0, but must be an integer from 1 to 10000.",
    ],
    [
      { model_type: "llama", num_hidden_layers: 1e9 },
      "num_hidden_layers is 1000000000, but must be an integer from 1 to 10000.",
    ],
    [
      { model_type: "t5", num_layers: 2.5, num_decoder_layers: 2 },
      "num_layers is 2.5, but must be an integer from 1 to 10000.",
    ],
  ])("reports why it finds no number in %j", (config, message) => {
    expect(refused(config)).toMatchObject([{ code: "model-layers-unknown", message }]);
  });

  it("refuses two numbers", () => {
    const config = { text_config: { n_layer: 60, num_hidden_layers: 32 } };
    expect(refused(config)).toMatchObject([
      {
        code: "model-layers-conflict",
        path: ["model", "text_config", "n_layer"],
        message:
          "text_config.num_hidden_layers is 32, but text_config.n_layer is 60; both state the number of layers.",
      },
    ]);
    const listed = { num_hidden_layers: "2", layer_types: ["conv", "conv"] };
    expect(refused(listed)).toMatchObject([{ code: "model-layers-unknown" }]);
  });

  it("answers any JSON with layers or findings", () => {
    const key = fc.constantFrom(
      ...["model_type", "text_config", "vision_config", "encoder", "decoder", "num_layers"],
      ...["num_hidden_layers", "encoder_layers", "decoder_layers", "num_decoder_layers"],
    );
    const { config } = fc.letrec((tie) => ({
      config: fc.dictionary(key, tie("value")),
      value: fc.oneof({ depthSize: "small" }, fc.nat(50), fc.jsonValue(), tie("config")),
    }));
    fc.assert(
      fc.property(fc.oneof(config, fc.jsonValue()), (given) => {
        try {
          const { total, pattern } = layerStack(given);
          expect(total).toBeGreaterThan(0);
          expect(pattern.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(PeftConfigError);
          expect((error as PeftConfigError).diagnostics.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
