"""Makes tiny adapters with the real PEFT, and compares the logits of two that should be the same.

    ports.py make FOLDER      writes FOLDER/base-* and FOLDER/<case>/old
    ports.py compare FOLDER   reads FOLDER/<case>/old and FOLDER/<case>/new, prints a JSON object
"""

import json
import sys
from pathlib import Path

import torch
from peft import AdaLoraConfig, LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM, GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

VOCAB = 64
QV = ["q_proj", "v_proj"]
MLP = ["gate_proj", "up_proj", "down_proj"]


def lora(**fields):
    return LoraConfig(**{"r": 4, "lora_alpha": 8, "target_modules": QV, **fields})


def adalora(**fields):
    given = {"init_r": 6, "target_r": 3, "lora_alpha": 12, "target_modules": QV, "total_step": 12}
    return AdaLoraConfig(**{**given, "tinit": 1, "tfinal": 2, "deltaT": 1, **fields})


PATTERNS = {"rank_pattern": {"layers.0.self_attn.q_proj": 2, "down_proj": 6}, "alpha_pattern": {"v_proj": 3, "layers.1": 5}}
DTYPES = {"bf16": torch.bfloat16, "f16": torch.float16}

# name: base, config
CASES = {
    "plain": ("llama", lora()),
    "scaling-one": ("llama", lora(lora_alpha=4)),
    "alpha-odd": ("llama", lora(lora_alpha=7)),
    "alpha-not-integer": ("llama", lora(lora_alpha=2.5)),
    "rslora": ("llama", lora(use_rslora=True)),
    "rslora-odd": ("llama", lora(r=3, lora_alpha=11, use_rslora=True)),
    "rank-pattern": ("llama", lora(rank_pattern={"v_proj": 7})),
    "rank-pattern-regex": ("llama", lora(rank_pattern={r".*layers\.0.*": 2}, target_modules=QV + MLP)),
    "rank-pattern-order": ("llama", lora(rank_pattern={"layers.1.self_attn.q_proj": 3, "q_proj": 5})),
    "rank-pattern-dots": ("llama", lora(rank_pattern={"self.attn.q_proj": 2})),
    "alpha-pattern": ("llama", lora(alpha_pattern={"q_proj": 1, r"layers\.1\..*v_proj": 32})),
    "both-patterns": ("llama", lora(**PATTERNS, target_modules=QV + MLP)),
    "both-patterns-rslora": ("llama", lora(**PATTERNS, target_modules=QV + MLP, use_rslora=True)),
    "target-regex": ("llama", lora(target_modules=r".*layers\.1\.(self_attn|mlp)\.\w+_proj", use_rslora=True)),
    "all-linear": ("llama", lora(target_modules="all-linear", lora_alpha=5)),
    "one-layer": ("llama", lora(layers_to_transform=[1], use_rslora=True)),
    "embedding": ("llama", lora(target_modules=["embed_tokens", "q_proj"], lora_alpha=6, rank_pattern={"embed_tokens": 2})),
    "head": ("llama", lora(target_modules=["lm_head", "q_proj"], lora_alpha=6)),
    "gaussian": ("llama", lora(init_lora_weights="gaussian", use_rslora=True)),
    "orthogonal": ("llama", lora(init_lora_weights="orthogonal", use_rslora=True)),
    "conv1d": ("gpt2", lora(target_modules=["c_attn", "c_proj"], rank_pattern={"c_attn": 2}, fan_in_fan_out=True)),
    "default-targets": ("llama", lora(target_modules=None, use_rslora=True)),
    "adalora-before": ("llama", adalora()),
    "adalora-before-mlp": ("llama", adalora(target_modules=QV + MLP, lora_alpha=5)),
    "adalora-pruned": ("llama", adalora()),
    "adalora-pruned-hard": ("llama", adalora(target_r=1, target_modules=QV + MLP)),
    "adalora-rslora": ("llama", adalora(use_rslora=True, alpha_pattern={"q_proj": 3})),
    "bf16-rslora": ("llama", lora(use_rslora=True, r=3)),
    "bf16-power-of-two": ("llama", lora(lora_alpha=16, rank_pattern={"v_proj": 8})),
    "f16-rslora": ("llama", lora(use_rslora=True, r=3)),
    "bf16-adalora": ("llama", adalora()),
    "refused-dora": ("llama", lora(use_dora=True)),
    "refused-pissa": ("llama", lora(init_lora_weights="pissa")),
    "refused-pissa-niter": ("llama", lora(init_lora_weights="pissa_niter_4")),
    "refused-olora": ("llama", lora(init_lora_weights="olora")),
    "refused-lora-bias": ("gpt2", lora(target_modules=["c_attn"], lora_bias=True, fan_in_fan_out=True)),
    "refused-bias": ("gpt2", lora(target_modules=["c_attn"], bias="lora_only", fan_in_fan_out=True)),
    "refused-saved": ("llama", lora(modules_to_save=["lm_head"])),
    "refused-tokens": ("llama", lora(trainable_token_indices=[1, 2])),
    "refused-alora": ("llama", lora(alora_invocation_tokens=[5], task_type="CAUSAL_LM")),
    "refused-replication": ("llama", lora(layer_replication=[[0, 2], [1, 2]])),
}


def make_bases(folder):
    torch.manual_seed(0)
    sizes = {"hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 4}
    llama = LlamaForCausalLM(LlamaConfig(vocab_size=VOCAB, num_key_value_heads=2, **sizes))
    gpt2 = GPT2LMHeadModel(GPT2Config(vocab_size=VOCAB, n_positions=32, n_embd=16, n_layer=2, n_head=4))
    for name, model in {"llama": llama, "gpt2": gpt2}.items():
        model.save_pretrained(folder / f"base-{name}")


def load_base(folder, base):
    return AutoModelForCausalLM.from_pretrained(folder / f"base-{base}", dtype=torch.float32)


def disturb(model):
    """Gives every trained parameter values, as training would."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                parameter.add_(torch.randn_like(parameter) * 0.3)


def prune(model):
    """Trains to the end of AdaLoRA's schedule, which prunes."""
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=1e-3)
    for step in range(1, 13):
        ids = torch.randint(0, VOCAB, (2, 8))
        model(input_ids=ids, labels=ids).loss.backward()
        optimizer.step()
        model.base_model.update_and_allocate(step)
        optimizer.zero_grad()


def make(folder):
    make_bases(folder)
    for seed, (name, (base, config)) in enumerate(CASES.items()):
        torch.manual_seed(seed)
        model = get_peft_model(load_base(folder, base), config)
        disturb(model)
        if "pruned" in name:
            prune(model)
        dtype = DTYPES.get(name.split("-")[0])
        if dtype is not None:
            for part, parameter in model.named_parameters():
                if "lora_" in part:
                    parameter.data = parameter.data.to(dtype)
        model.save_pretrained(folder / name / "old")


@torch.no_grad()
def logits(folder, base, adapter):
    model = PeftModel.from_pretrained(load_base(folder, base), adapter).eval().float()
    ids = torch.arange(32).reshape(2, 16) % VOCAB
    return model(input_ids=ids).logits.double()


def compare(folder):
    differences = {}
    for name, (base, _) in CASES.items():
        if not (folder / name / "new").exists():
            continue
        with torch.no_grad():
            bare = load_base(folder, base).eval()(input_ids=torch.arange(32).reshape(2, 16) % VOCAB).logits.double()
        old, new = (logits(folder, base, folder / name / side) for side in ("old", "new"))
        size = old.abs().max()
        differences[name] = {
            "relative": ((old - new).abs().max() / size).item(),
            # What the adapter does at all: without it the comparison would mean nothing.
            "effect": ((old - bare).abs().max() / size).item(),
        }
    print(json.dumps(differences))


{"make": make, "compare": compare}[sys.argv[1]](Path(sys.argv[2]))
