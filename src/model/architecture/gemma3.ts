import { architecture } from "../blueprint.ts";
import { object, optionalFlag } from "../config-key.ts";
import { conditionalHeads, sequenceHead } from "../head.ts";
import { parameters, weight } from "../module-part.ts";
import { gemma3Text } from "./gemma.ts";
import { ofText } from "./image-text.ts";

/** @see transformers/models/gemma3/configuration_gemma3.py Gemma3Config */
const gemma3Fields = {
  text_config: object(),
  vision_config: object(),
  tie_word_embeddings: optionalFlag(true),
};

export const gemma3 = architecture({
  fields: gemma3Fields,
  body: (c, inner) => {
    const vision = inner("vision_config", c.vision_config, "siglip_vision_model");
    const text = inner("text_config", c.text_config, gemma3Text);
    return {
      vision_tower: vision.root,
      multi_modal_projector: parameters(
        { mm_input_projection_weight: [vision.width, text.width] },
        { mm_soft_emb_norm: weight(vision.width), avg_pool: {} },
      ),
      language_model: text.root,
    };
  },
  about: (c, inner) =>
    ofText(inner("text_config", c.text_config, gemma3Text), c.tie_word_embeddings),
  heads: { ...conditionalHeads("Gemma3"), Gemma3ForSequenceClassification: sequenceHead() },
});
