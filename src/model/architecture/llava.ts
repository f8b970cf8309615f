import { architecture, type Inner } from "../blueprint.ts";
import { activationName, type Completed, type Field, object } from "../config-key.ts";
import { conditionalHeads } from "../head.ts";
import { objectOr, ofText, projector } from "./image-text.ts";

/** A layer of the vision tower to look at, or several, side by side. */
export const featureLayers = (value: number): Field<number | readonly number[]> => ({
  expected: "an integer or a list of them",
  accepts: (given) =>
    Number.isInteger(given) || (Array.isArray(given) && given.every(Number.isInteger)),
  default: value,
});

/** How many layers of the tower are looked at. */
export const howMany = (layers: number | readonly number[]) =>
  typeof layers === "number" ? 1 : layers.length;

/** @see transformers/models/llava/configuration_llava.py LlavaConfig */
const llavaFields = {
  vision_config: objectOr({
    intermediate_size: 4096,
    hidden_size: 1024,
    patch_size: 14,
    image_size: 336,
    num_hidden_layers: 24,
  }),
  text_config: object(),
  projector_hidden_act: activationName("gelu"),
  vision_feature_layer: featureLayers(-2),
  multimodal_projector_bias: true,
  tie_word_embeddings: false,
};

const textOf = (c: Completed<typeof llavaFields>, inner: Inner) =>
  inner("text_config", c.text_config, "llama");

export const llava = architecture({
  fields: llavaFields,
  body: (c, inner) => {
    const vision = inner("vision_config", c.vision_config, "clip_vision_model");
    const text = textOf(c, inner);
    const seen = vision.width * howMany(c.vision_feature_layer);
    const { projector_hidden_act: act, multimodal_projector_bias: bias } = c;
    return {
      vision_tower: vision.root,
      multi_modal_projector: projector(seen, text.width, act, bias),
      language_model: text.root,
    };
  },
  about: (c, inner) => {
    const text = textOf(c, inner);
    return ofText(text, c.tie_word_embeddings || text.isTied);
  },
  heads: conditionalHeads("Llava"),
});
