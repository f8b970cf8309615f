import { describe, expect, it } from "vitest";
import { architecture } from "../../src/model/architecture.ts";
import {
  count,
  late,
  multiple,
  object,
  optional,
  quotient,
  sameAs,
} from "../../src/model/field.ts";
import { bare, languageHead } from "../../src/model/head.ts";
import { embedding, linear, list } from "../../src/model/part.ts";
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
