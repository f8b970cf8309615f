import { architecture } from "../blueprint.ts";
import { conditionalHeads } from "../head.ts";
import { linear } from "../module-part.ts";
import { objectOr, ofText } from "./image-text.ts";

/** @see transformers/models/paligemma/configuration_paligemma.py PaliGemmaConfig */
const paligemmaFields = {
  vision_config: objectOr({
    intermediate_size: 4096,
    hidden_size: 1152,
    patch_size: 14,
    image_size: 224,
    num_hidden_layers: 27,
    vision_use_head: false,
  }),
  text_config: objectOr({
    hidden_size: 2048,
    num_hidden_layers: 18,
    intermediate_size: 16384,
    num_attention_heads: 8,
    num_key_value_heads: 1,
    vocab_size: 257152,
  }),
  projection_dim: 2048,
  tie_word_embeddings: true,
};

export const paligemma = architecture({
  fields: paligemmaFields,
  body: (c, inner) => {
    const vision = inner("vision_config", c.vision_config, "siglip_vision_model");
    return {
      vision_tower: vision.root,
      multi_modal_projector: { linear: linear(vision.width, c.projection_dim) },
      language_model: inner("text_config", c.text_config, "gemma").root,
    };
  },
  about: (c, inner) => ofText(inner("text_config", c.text_config, "gemma"), c.tie_word_embeddings),
  heads: conditionalHeads("PaliGemma"),
});
