"""Writes test/fixtures/checkpoints.json: headers of checkpoints that transformers saves, with their config.json.

    python test/conformance/record_checkpoints.py > test/fixtures/checkpoints.json

Run it with the conformance environment's Python. Models are tiny and have random weights: no network, no
remote code. Saving undoes what loading does, so the names are those of files on the Hub.
"""

import json
import os
import sys
import tempfile
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_VERBOSITY"] = "critical"
os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
warnings.simplefilter("ignore")

import transformers
from safetensors import safe_open
from transformers import AutoConfig

BASE = dict(hidden_size=8,intermediate_size=16,num_hidden_layers=2,vocab_size=16,num_attention_heads=2,num_key_value_heads=2,head_dim=4)
MOE = dict(num_experts=4,num_local_experts=4,moe_intermediate_size=8,n_routed_experts=4,num_experts_per_tok=2,n_group=1,topk_group=1,shared_expert_intermediate_size=8)
MLA = dict(q_lora_rank=4,kv_lora_rank=4,qk_rope_head_dim=4,qk_nope_head_dim=4,v_head_dim=4,first_k_dense_replace=1)
VISION = dict(hidden_size=8,intermediate_size=16,num_hidden_layers=1,num_attention_heads=2,image_size=28,patch_size=14,depth=1,embed_dim=8,num_heads=2,out_hidden_size=8)
#: Class and config by model type.
CASES = {
    "llama": ("LlamaForCausalLM", BASE),
    "mixtral": ("MixtralForCausalLM", {**BASE,**MOE}),
    "qwen2_moe": ("Qwen2MoeForCausalLM", {**BASE,**MOE}),
    "qwen3_moe": ("Qwen3MoeForCausalLM", {**BASE,**MOE}),
    "deepseek_v3": ("DeepseekV3ForCausalLM", {**BASE,**MOE,**MLA}),
    "deepseek_v2": ("DeepseekV2ForCausalLM", {**BASE,**MOE,**MLA}),
    "gpt_oss": ("GptOssForCausalLM", {**BASE,**MOE}),
    "olmoe": ("OlmoeForCausalLM", {**BASE,**MOE}),
    "granitemoe": ("GraniteMoeForCausalLM", {**BASE,**MOE}),
    "gpt2": ("GPT2LMHeadModel", dict(n_embd=8,n_layer=2,n_head=2,vocab_size=16,n_positions=16)),
    "bert": ("BertForSequenceClassification", {**BASE}),
    "t5": ("T5ForConditionalGeneration", dict(d_model=8,d_kv=4,d_ff=16,num_layers=2,num_heads=2,vocab_size=16)),
    "minimax_m2": ("MiniMaxM2ForCausalLM", {**BASE,**MOE}),
    "glm4_moe": ("Glm4MoeForCausalLM", {**BASE,**MOE}),
    "qwen3_next": ("Qwen3NextForCausalLM", {**BASE,**MOE}),
    "gemma2": ("Gemma2ForCausalLM", BASE),
    "ernie4_5": ("Ernie4_5ForCausalLM", BASE),
    "nemotron": ("NemotronForCausalLM", BASE),
    "vit": ("ViTForImageClassification", VISION),
    "clip": ("CLIPModel", dict(text_config={**BASE},vision_config=VISION,projection_dim=8)),
    "phi3": ("Phi3ForCausalLM", {**BASE,"pad_token_id":0}),
    "gpt_neox": ("GPTNeoXForCausalLM", BASE),
    "wav2vec2": ("Wav2Vec2ForCTC", {**BASE,"conv_dim":[8,8],"conv_kernel":[3,3],"conv_stride":[2,2],"num_conv_pos_embeddings":4,"num_conv_pos_embedding_groups":2,"num_feat_extract_layers":2}),
    "llava": ("LlavaForConditionalGeneration", dict(text_config={**BASE,"model_type":"llama"},vision_config={**VISION,"model_type":"clip_vision_model"})),
    "qwen2_vl": ("Qwen2VLForConditionalGeneration", dict(text_config={**BASE},vision_config={**VISION,"hidden_size":8})),
    "paligemma": ("PaliGemmaForConditionalGeneration", dict(text_config={**BASE,"model_type":"gemma"},vision_config={**VISION,"model_type":"siglip_vision_model"},projection_dim=8)),
    "gemma3": ("Gemma3ForConditionalGeneration", dict(text_config={**BASE,"model_type":"gemma3_text"},vision_config={**VISION,"model_type":"siglip_vision_model"})),
    "mistral3": ("Mistral3ForConditionalGeneration", dict(text_config={**BASE,"model_type":"mistral"},vision_config={**VISION,"model_type":"pixtral","head_dim":4})),
}


def record(model_type):
    """The config.json and the header of a checkpoint."""
    name, keys = CASES[model_type]
    model = getattr(transformers, name)(AutoConfig.for_model(model_type, **keys))
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        with open(os.path.join(folder, "config.json")) as file:
            config = json.load(file)
        with safe_open(os.path.join(folder, "model.safetensors"), "pt") as file:
            shapes = {tensor: list(file.get_slice(tensor).get_shape()) for tensor in file.keys()}
    return {"config": config, "shapes": shapes}


json.dump({model_type: record(model_type) for model_type in CASES}, sys.stdout, separators=(",", ":"))
print()
