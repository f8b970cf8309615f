import { architecture } from "../blueprint.ts";
import { activationName, count, type Field, integer, numberAt } from "../config-key.ts";
import { bare, languageHead } from "../head.ts";
import type { Heads } from "../model-class.ts";
import {
  activation,
  type Block,
  convolution,
  embedding,
  linear,
  list,
  parameters,
  weight,
} from "../module-part.ts";

/** What the class works out, and what a file may say in its place, as `intermediate_size` does. */
const inner: Field<number> = {
  ...integer(0),
  default: null,
  rule: (keys) => numberAt(keys, "expand") * numberAt(keys, "hidden_size"),
};

const rank: Field<number | "auto"> = {
  expected: 'an integer or "auto"',
  accepts: (value) => value === "auto" || Number.isInteger(value),
  default: "auto",
};

/** @see transformers/models/mamba/configuration_mamba.py MambaConfig */
const mambaFields = {
  vocab_size: 50280,
  hidden_size: 768,
  state_size: 16,
  num_hidden_layers: count(32),
  expand: 2,
  conv_kernel: 4,
  use_bias: false,
  use_conv_bias: true,
  hidden_act: activationName("silu"),
  time_step_rank: rank,
  tie_word_embeddings: true,
  intermediate_size: inner,
};

function mambaLike(norms: Block, heads: Heads) {
  return architecture({
    fields: mambaFields,
    body: (c) => {
      const { hidden_size: width, intermediate_size: channels, use_bias: bias } = c;
      const steps = c.time_step_rank === "auto" ? Math.ceil(width / 16) : c.time_step_rank;
      const filter = { bias: c.use_conv_bias, groups: channels };
      const mixer = parameters(
        { A_log: [channels, c.state_size], D: [channels] },
        {
          conv1d: convolution(channels, channels, [c.conv_kernel], filter),
          act: activation(c.hidden_act),
          in_proj: linear(width, 2 * channels, bias),
          x_proj: linear(channels, steps + 2 * c.state_size, false),
          dt_proj: linear(steps, channels),
          out_proj: linear(channels, width, bias),
          ...norms,
        },
      );
      return {
        embeddings: embedding(c.vocab_size, width),
        layers: list(c.num_hidden_layers, () => ({ norm: weight(width), mixer })),
        norm_f: weight(width),
      };
    },
    about: () => ({ input: "embeddings" }),
    heads,
  });
}

export const mamba = mambaLike(
  {},
  { MambaModel: bare, MambaForCausalLM: languageHead("backbone") },
);

/**
 * Its further norms have no weights.
 *
 * @see transformers/models/falcon_mamba/configuration_falcon_mamba.py FalconMambaConfig
 */
export const falconMamba = mambaLike(
  { dt_layernorm: {}, b_layernorm: {}, c_layernorm: {} },
  { FalconMambaModel: bare, FalconMambaForCausalLM: languageHead("backbone") },
);
