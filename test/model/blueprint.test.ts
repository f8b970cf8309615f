import { describe, expect, it } from "vitest";
import { architecture } from "../../src/model/blueprint.ts";
import {
  count,
  late,
  layerTypes,
  multiple,
  needed,
  object,
  optional,
  optionalObject,
  quotient,
  sameAs,
} from "../../src/model/config-key.ts";
import { bare, headOf, languageHead } from "../../src/model/head.ts";
import { embedding, linear, list } from "../../src/model/module-part.ts";
import { Stop } from "../../src/model/problem.ts";

const language = architecture({
  fields: { vocab_size: 10, hidden_size: 4, num_layers: count(1), rank: optional(3) },
  body: (c) => ({
    embed_tokens: embedding(c.vocab_size, c.hidden_size),
    layers: list(c.num_layers, () => linear(c.hidden_size, c.rank ?? 1)),
  }),
  heads: { LanguageModel: bare, LanguageForCausalLM: languageHead() },
});

const seeing = architecture({
  fields: { text_config: object() },
  body: (c, inner) => ({ language_model: inner("text_config", c.text_config, "language").root }),
  about: () => ({ width: 1, vocabulary: 1, input: "language_model.embed_tokens" }),
  heads: { SeeingModel: bare },
});

const models = { language, seeing };

const problemsOf = (config: Readonly<Record<string, unknown>>) => {
  try {
    return seeing.build(config, "SeeingModel", models);
  } catch (error) {
    return error instanceof Stop ? error.problems : error;
  }
};

describe("architecture", () => {
  it("finds the model in a model by its type, or by the default", () => {
    for (const text_config of [undefined, null, {}, { model_type: "language" }]) {
      const config = text_config === undefined ? {} : { text_config };
      expect(seeing.build(config, "SeeingModel", models)?.root).toMatchObject({
        language_model: { embed_tokens: { parameters: { weight: [10, 4] } } },
      });
    }
  });

  it("reads a model inside from the config itself where there is no object for it", () => {
    const flat = architecture({
      fields: { text_config: optionalObject() },
      body: (c, inner) => ({ text: inner("text_config", c.text_config, language).root }),
      about: (c, inner) => ({ width: inner("text_config", c.text_config, language).width }),
      heads: {
        Flat: bare,
        FlatHead: headOf("model", ({ width }) => ({ score: linear(width, 2) })),
      },
    });
    const score = { parameters: { weight: [2, 8] } };
    for (const config of [
      { hidden_size: 8 },
      { text_config: { hidden_size: 8 }, hidden_size: 3 },
    ]) {
      expect(flat.build(config, "FlatHead", models)?.root).toMatchObject({ score });
    }
  });

  it("names the place of what it cannot use in the config inside", () => {
    expect(problemsOf({ text_config: { hidden_size: "4" } })).toMatchObject([
      { code: "model-invalid", path: ["text_config", "hidden_size"] },
    ]);
    expect(problemsOf({ text_config: { model_type: "martian" } })).toMatchObject([
      { code: "model-unknown", path: ["text_config", "model_type"] },
    ]);
    expect(problemsOf({ text_config: { num_labels: "2" } })).toMatchObject([
      { code: "model-invalid", path: ["text_config", "num_labels"] },
    ]);
  });

  it("asks for what it cannot do without", () => {
    const hybrid = architecture({
      fields: {
        width: needed(),
        num_hidden_layers: 2,
        layer_types: layerTypes((layer) => "ab".charAt(layer)),
      },
      aliases: { hidden_size: "width" },
      body: (c) => ({ [c.layer_types.join("")]: linear(c.width, 1, false) }),
      heads: { Hybrid: bare },
    });
    const made = (config: Readonly<Record<string, unknown>>) => {
      try {
        return hybrid.build(config, "Hybrid", models)?.root;
      } catch (error) {
        return error instanceof Stop ? error.problems : error;
      }
    };
    expect(made({ hidden_size: 3 })).toMatchObject({ ab: { parameters: { weight: [1, 3] } } });
    expect(made({ width: null })).toMatchObject([{ code: "model-undecided", path: ["width"] }]);
    expect(made({ width: 3, layer_types: ["a"] })).toMatchObject([
      { code: "model-invalid", path: ["layer_types"] },
    ]);
  });

  it("knows what a table lets differ from layer to layer", () => {
    const rows = architecture({
      fields: { width: 3 },
      apart: ["width"],
      body: (c) => linear(c.width, 1),
      heads: { Rows: bare },
    });
    const isMade = (per_layer_config: unknown) => {
      try {
        return rows.build({ per_layer_config }, "Rows", models) !== undefined;
      } catch (error) {
        return error instanceof Stop ? error.problems[0]?.code : error;
      }
    };
    expect(isMade({ "0": { width: 4 } })).toBe(true);
    expect(isMade({ "0": { width: null } })).toBe("model-unknown");
    expect(isMade({ "0": { depth: 4 } })).toBe("model-unknown");
    expect(isMade([4])).toBe("model-unknown");
  });

  it("gives null a meaning before other names speak, or after", () => {
    const sizes = architecture({
      fields: {
        width: 8,
        heads: 2,
        groups: sameAs("heads"),
        dim: quotient("width", "heads"),
        inner: late(multiple(4, "width")),
      },
      aliases: { hidden_size: "width" },
      body: (c) => ({ all: linear(c.groups * c.dim, c.inner, false), width: linear(c.width, 1) }),
      heads: { Sizes: bare },
    });
    expect(sizes.build({ hidden_size: 16 }, "Sizes", models)?.root).toMatchObject({
      all: { parameters: { weight: [64, 8] } },
      width: { parameters: { weight: [1, 16] } },
    });
  });
});
