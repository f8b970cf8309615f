import { albert } from "./architecture/albert.ts";
import { bart, m2m100, mbart, pegasus } from "./architecture/bart.ts";
import { bert } from "./architecture/bert.ts";
import { clip, clipText, clipVision } from "./architecture/clip.ts";
import { cohere, cohere2 } from "./architecture/cohere.ts";
import { debertaV2 } from "./architecture/deberta-v2.ts";
import { deepseekV2, deepseekV3 } from "./architecture/deepseek.ts";
import { dinov2 } from "./architecture/dinov2.ts";
import { distilbert } from "./architecture/distilbert.ts";
import { electra } from "./architecture/electra.ts";
import { gemma, gemma2, gemma3Text } from "./architecture/gemma.ts";
import { gptOss } from "./architecture/gpt-oss.ts";
import { gpt2 } from "./architecture/gpt2.ts";
import { llama } from "./architecture/llama.ts";
import { ministral, ministral3, mistral } from "./architecture/mistral.ts";
import { mixtral } from "./architecture/mixtral.ts";
import { modernbert } from "./architecture/modernbert.ts";
import { olmo, olmo2, olmo3, olmoe } from "./architecture/olmo.ts";
import { phi, phi3 } from "./architecture/phi.ts";
import { qwen2Moe, qwen3Moe } from "./architecture/qwen-moe.ts";
import { qwen2 } from "./architecture/qwen2.ts";
import { qwen3 } from "./architecture/qwen3.ts";
import { qwen35MoeText, qwen35Text, qwen3Next } from "./architecture/qwen3-next.ts";
import { roberta, xlmRoberta } from "./architecture/roberta.ts";
import { siglip, siglipText, siglipVision } from "./architecture/siglip.ts";
import { mt5, t5, umt5 } from "./architecture/t5.ts";
import { vit } from "./architecture/vit.ts";
import { wav2vec2 } from "./architecture/wav2vec2.ts";
import { whisper } from "./architecture/whisper.ts";
import type { Architecture } from "./architecture.ts";

/**
 * The model types that have a table. A type is listed only after 50 random variants of its config
 * gave the exact tree for each head (`test/conformance/trees.ts`).
 */
export const architectures: Readonly<Record<string, Architecture>> = {
  albert,
  bart,
  bert,
  clip,
  clip_text_model: clipText,
  clip_vision_model: clipVision,
  cohere,
  cohere2,
  "deberta-v2": debertaV2,
  deepseek_v2: deepseekV2,
  deepseek_v3: deepseekV3,
  dinov2,
  distilbert,
  electra,
  gemma,
  gemma2,
  gemma3_text: gemma3Text,
  gpt2,
  gpt_oss: gptOss,
  llama,
  m2m_100: m2m100,
  mbart,
  ministral,
  ministral3,
  mistral,
  mixtral,
  modernbert,
  mt5,
  olmo,
  olmo2,
  olmo3,
  olmoe,
  pegasus,
  phi,
  phi3,
  qwen2,
  qwen2_moe: qwen2Moe,
  qwen3,
  qwen3_5_moe_text: qwen35MoeText,
  qwen3_5_text: qwen35Text,
  qwen3_moe: qwen3Moe,
  qwen3_next: qwen3Next,
  roberta,
  siglip,
  siglip_text_model: siglipText,
  siglip_vision_model: siglipVision,
  t5,
  umt5,
  vit,
  wav2vec2,
  whisper,
  "xlm-roberta": xlmRoberta,
};
