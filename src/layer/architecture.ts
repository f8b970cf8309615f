/**
 * Names of the list of layers, for model types in wide use whose configs may not determine it
 * (see `listNamesOf`). A row has two names if transformers 5 renamed the list (vit), if two lists count
 * the same layers (xlm), or if two implementations differ.
 */
export const listNames: Readonly<Record<string, string>> = {
  layers:
    "biogpt chatglm clip_text_model clip_vision_model cohere cohere2 deepseek_v2 deepseek_v3 " +
    "exaone4 falcon_mamba florence2 florence2_language gemma gemma2 gemma3_text gemma3n_text " +
    "gemma4_text glm glm4 gpt_neox gpt_oss granite hubert idefics2_vision idefics3_vision " +
    "internlm2 jamba llama llama4 llama4_text llama4_vision_model mamba mamba2 mbart mistral " +
    "mixtral mllama_text_model mllama_vision_model modernbert moonshine nemotron nemotron_h olmo " +
    "olmo2 opt persimmon phi phi3 pixtral qwen2 qwen2_5_vl_text qwen2_moe qwen2_vl_text qwen3 " +
    "qwen3_5_text qwen3_moe qwen3_next qwen3_vl_text siglip2_vision_model siglip_vision_model " +
    "smollm3 stablelm starcoder2 trocr wav2vec2 wavlm whisper xglm",
  h:
    "bloom btlm codegen ctrl falcon gpt2 gpt_bigcode gpt_neo gptj openai-gpt qwen RefinedWeb " +
    "RefinedWebModel",
  layer:
    "align_text_model bert big_bird blip_2_qformer blip_text_model bridgetower_text_model " +
    "camembert convbert data2vec-text deberta deberta-v2 dinov2 distilbert electra ernie esm " +
    "flava_image_model flava_multimodal_model flava_text_model instructblip_qformer " +
    "internvl_vision layoutlm layoutlmv3 longformer mpnet radio rembert roberta sapiens2 " +
    "xlm-roberta xlnet",
  block: "longt5 mt5 pop2piano switch_transformers t5 udop umt5",
  blocks: "dbrx mpt rwkv xlstm",
  albert_layer_groups: "albert",
  "layers layer": "audio-spectrogram-transformer beit deit vit",
  "layers blocks": "rwkv7",
  "attentions ffns": "flaubert xlm",
};

/** What PEFT itself tried, in this order, up to release 0.7 (COMMON_LAYERS_PATTERN). */
export const commonListNames: readonly string[] = ["layers", "h", "block", "blocks", "layer"];

/** Keys that state the number of layers in place of the usual ones. */
export const ownCountKeys: Readonly<Record<string, string>> = {
  num_hidden_groups: "albert",
  layers: "kosmos_2_text_model kosmos_2_5_text_model",
  num_layers: "longcat_flash",
  num_blocks: "xlstm",
};

/** How many layers transformers gives a text model whose config does not state the number. */
export const defaultTotals: Readonly<Record<string, string>> = {
  12: "bert gpt2 opt",
  22: "modernbert",
  26: "gemma2 gemma3_text",
  28: "gemma",
  32: "aria_text granite llama mistral mixtral phi3 qwen2 qwen3 qwen3_vl_text",
  40: "cohere cohere2 glm4v_text mllama_text_model",
  48: "llama4_text",
  80: "qwen2_vl_text qwen2_5_vl_text",
};

/** Prefixes of model types whose lists are longer or shorter than the usual keys state. */
export const uncounted =
  /^(d_fine|deimv2|efficientformer|gptsan|hrm_text|lightglue|mask2?former|oneformer|patchtsmixer|pp_(doclayout|formulanet)|rt_detr|sam3_lite_text|seamless_m4t|swin2sr)/;

/** The key of the row that names a model type, if one does. */
export function findRow(
  table: Readonly<Record<string, string>>,
  modelType: string,
): string | undefined {
  return Object.keys(table).find((key) => table[key]?.split(" ").includes(modelType));
}

/** Names of the list of layers of a model type, if the table has it. */
export function findListNames(modelType: string): readonly string[] | undefined {
  return findRow(listNames, modelType)?.split(" ");
}
