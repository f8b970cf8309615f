import { albert } from "./architecture/albert.ts";
import { apertus } from "./architecture/apertus.ts";
import { bart, m2m100, mbart, pegasus } from "./architecture/bart.ts";
import { bert } from "./architecture/bert.ts";
import { biogpt } from "./architecture/biogpt.ts";
import { bloom } from "./architecture/bloom.ts";
import { clip, clipText, clipVision } from "./architecture/clip.ts";
import { cohere, cohere2 } from "./architecture/cohere.ts";
import { debertaV2 } from "./architecture/deberta-v2.ts";
import { deepseekV2, deepseekV3 } from "./architecture/deepseek.ts";
import { dinov2 } from "./architecture/dinov2.ts";
import { distilbert } from "./architecture/distilbert.ts";
import { electra } from "./architecture/electra.ts";
import { ernie45 } from "./architecture/ernie4-5.ts";
import { exaone4 } from "./architecture/exaone4.ts";
import { falcon } from "./architecture/falcon.ts";
import { falconH1 } from "./architecture/falcon-h1.ts";
import { florence2 } from "./architecture/florence2.ts";
import { gemma, gemma2, gemma3Text } from "./architecture/gemma.ts";
import { gemma3 } from "./architecture/gemma3.ts";
import { gemma4Text } from "./architecture/gemma4.ts";
import { gemma4 } from "./architecture/gemma4-vision.ts";
import { glm, glm4, glm4Moe } from "./architecture/glm.ts";
import { gptBigcode } from "./architecture/gpt-bigcode.ts";
import { gptNeo } from "./architecture/gpt-neo.ts";
import { gptNeox } from "./architecture/gpt-neox.ts";
import { gptOss } from "./architecture/gpt-oss.ts";
import { gpt2 } from "./architecture/gpt2.ts";
import { codegen, gptj } from "./architecture/gptj.ts";
import { granite, granitemoe } from "./architecture/granite.ts";
import { hunyuanV1Dense } from "./architecture/hunyuan.ts";
import { idefics3, smolvlm } from "./architecture/idefics3.ts";
import { internvl } from "./architecture/internvl.ts";
import { lfm2 } from "./architecture/lfm2.ts";
import { llama } from "./architecture/llama.ts";
import { llama4Text } from "./architecture/llama4.ts";
import { llama4 } from "./architecture/llama4-vision.ts";
import { llava } from "./architecture/llava.ts";
import { falconMamba, mamba } from "./architecture/mamba.ts";
import { minimax, minimaxM2 } from "./architecture/minimax.ts";
import { ministral, ministral3, mistral } from "./architecture/mistral.ts";
import { mistral3, pixtral } from "./architecture/mistral3.ts";
import { mixtral } from "./architecture/mixtral.ts";
import { mllama } from "./architecture/mllama.ts";
import { modernbert } from "./architecture/modernbert.ts";
import { mpt } from "./architecture/mpt.ts";
import { nemotron } from "./architecture/nemotron.ts";
import { nemotronH } from "./architecture/nemotron-h.ts";
import { olmo, olmo2, olmo3, olmoe } from "./architecture/olmo.ts";
import { opt } from "./architecture/opt.ts";
import { paligemma } from "./architecture/paligemma.ts";
import { phi, phi3 } from "./architecture/phi.ts";
import { qwen2Moe, qwen3Moe } from "./architecture/qwen-moe.ts";
import { qwen2 } from "./architecture/qwen2.ts";
import { qwen2Vl, qwen25Vl } from "./architecture/qwen2-vl.ts";
import { qwen3 } from "./architecture/qwen3.ts";
import { qwen3Next, qwen35MoeText, qwen35Text } from "./architecture/qwen3-next.ts";
import { qwen3Vl, qwen35 } from "./architecture/qwen3-vl.ts";
import { roberta, xlmRoberta } from "./architecture/roberta.ts";
import { rwkv } from "./architecture/rwkv.ts";
import { seedOss } from "./architecture/seed-oss.ts";
import { siglip, siglipText, siglipVision } from "./architecture/siglip.ts";
import { smollm3 } from "./architecture/smollm3.ts";
import { stablelm } from "./architecture/stablelm.ts";
import { starcoder2 } from "./architecture/starcoder2.ts";
import { mt5, t5, umt5 } from "./architecture/t5.ts";
import { vit } from "./architecture/vit.ts";
import { wav2vec2 } from "./architecture/wav2vec2.ts";
import { whisper } from "./architecture/whisper.ts";
import { xglm } from "./architecture/xglm.ts";
import type { Architecture } from "./blueprint.ts";

/**
 * The model types that have a table. A type is listed only after 50 random variants of its config
 * gave the exact tree for each head (`test/conformance/trees.ts`).
 */
export const architectures: Readonly<Record<string, Architecture>> = {
  albert,
  apertus,
  bart,
  bert,
  biogpt,
  bloom,
  clip,
  clip_text_model: clipText,
  clip_vision_model: clipVision,
  codegen,
  cohere,
  cohere2,
  "deberta-v2": debertaV2,
  deepseek_v2: deepseekV2,
  deepseek_v3: deepseekV3,
  dinov2,
  distilbert,
  electra,
  ernie4_5: ernie45,
  exaone4,
  falcon,
  falcon_h1: falconH1,
  falcon_mamba: falconMamba,
  florence2,
  gemma,
  gemma2,
  gemma3,
  gemma3_text: gemma3Text,
  gemma4,
  gemma4_text: gemma4Text,
  glm,
  glm4,
  glm4_moe: glm4Moe,
  gpt2,
  gpt_bigcode: gptBigcode,
  gpt_neo: gptNeo,
  gpt_neox: gptNeox,
  gpt_oss: gptOss,
  gptj,
  granite,
  granitemoe,
  hunyuan_v1_dense: hunyuanV1Dense,
  idefics3,
  internvl,
  lfm2,
  llama,
  llama4,
  llama4_text: llama4Text,
  llava,
  m2m_100: m2m100,
  mamba,
  mbart,
  minimax,
  minimax_m2: minimaxM2,
  ministral,
  ministral3,
  mistral,
  mistral3,
  mixtral,
  mllama,
  modernbert,
  mpt,
  mt5,
  nemotron,
  nemotron_h: nemotronH,
  olmo,
  olmo2,
  olmo3,
  olmoe,
  opt,
  paligemma,
  pegasus,
  phi,
  phi3,
  pixtral,
  qwen2,
  qwen2_5_vl: qwen25Vl,
  qwen2_moe: qwen2Moe,
  qwen2_vl: qwen2Vl,
  qwen3,
  qwen3_5: qwen35,
  qwen3_5_moe_text: qwen35MoeText,
  qwen3_5_text: qwen35Text,
  qwen3_moe: qwen3Moe,
  qwen3_next: qwen3Next,
  qwen3_vl: qwen3Vl,
  roberta,
  rwkv,
  seed_oss: seedOss,
  siglip,
  siglip_text_model: siglipText,
  siglip_vision_model: siglipVision,
  smollm3,
  smolvlm,
  stablelm,
  starcoder2,
  t5,
  umt5,
  vit,
  wav2vec2,
  whisper,
  xglm,
  "xlm-roberta": xlmRoberta,
};
