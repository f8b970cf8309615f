"""Answers for one release of PEFT: what it makes of the text of an adapter_config.json.

Started by releases.ts with that release first on PYTHONPATH. Reads a question per line from
standard input, {"text": ...}, and writes an answer per line; "defaults" asks for the default files.
"""

import contextlib
import hashlib
import io
import json
import math
import os
import sys
import tempfile
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"

import torch  # noqa: E402
from torch import nn  # noqa: E402
from transformers import LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification  # noqa: E402

warnings.simplefilter("ignore")

import peft  # noqa: E402

PACKAGE = os.path.dirname(peft.__file__)
LORA_PARTS = ("lora_embedding_A", "lora_embedding_B", "lora_A", "lora_B", "lora_E", "magnitude", "lora_diag")


class Expert(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.w1 = nn.Linear(size, size, bias=False)

    def forward(self, x):
        return self.w1(x)


def tiny_model(task):
    """A Llama of two layers with biases, and two experts in each layer."""
    settings = LlamaConfig(
        vocab_size=64,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=4,
        attention_bias=True,
        pad_token_id=0,
        tie_word_embeddings=False,
    )
    model = (LlamaForSequenceClassification if task == "SEQ_CLS" else LlamaForCausalLM)(settings)
    for layer in model.model.layers:
        layer.mlp.experts = nn.ModuleList([Expert(32), Expert(32)])
        layer.mlp.register_forward_hook(lambda mlp, given, out: out + sum(e(given[0]) for e in mlp.experts))
    if not hasattr(model, "_prepare_encoder_decoder_kwargs_for_generation"):
        model._prepare_encoder_decoder_kwargs_for_generation = None
    for name, parameter in model.named_parameters():
        parameter.data = pattern_of(name, parameter.shape)
    return model


def pattern_of(name, shape):
    """Values that depend on the name alone."""
    seed = int(hashlib.sha256(name.encode()).hexdigest()[:6], 16) % 1000
    steps = torch.arange(math.prod(shape), dtype=torch.float64)
    return (torch.sin(steps * 0.37 + seed) * 0.2).reshape(tuple(shape)).float()


def plain_name(name):
    """A parameter's name without what PEFT renamed over the years."""
    name = name.replace(".base_layer", "").replace("base_model.model.", "")
    return name.replace("magnitude_vector.default.weight", "magnitude_vector.default")


@contextlib.contextmanager
def peft_warnings():
    """The texts of the warnings that PEFT itself gives."""
    texts = []
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("always")
        yield texts
    texts += [str(each.message)[:120] for each in caught if each.filename.startswith(PACKAGE)]


def config_class(peft_type):
    """Before 0.5 only the method's own class reads its file."""
    if tuple(int(part) for part in peft.__version__.split(".")[:2]) >= (0, 5):
        return peft.PeftConfig
    return peft.AdaLoraConfig if peft_type == "ADALORA" else peft.LoraConfig


def answer(text):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "adapter_config.json"), "w") as file:
            file.write(text)
        given = json.loads(text)
        try:
            with peft_warnings() as texts:
                config = config_class(given["peft_type"]).from_pretrained(folder)
        except Exception as error:
            return {"stage": "load", "error": error_text(error)}
    found = {"stage": "inject", "warnings": texts, "values": plain(config.to_dict(), given)}
    try:
        return {**found, "stage": "trains", "print": fingerprint(config, given.get("task_type"))}
    except Exception as error:
        return {**found, "error": error_text(error)}


def error_text(error):
    return f"{type(error).__name__}: {str(error)[:160]}"


def plain(values, given):
    """The values of a loaded config as JSON, for the keys of its file."""

    def item(value):
        if isinstance(value, (set, frozenset)):
            return sorted(value)
        if isinstance(value, dict):
            return {key: item(part) for key, part in value.items()}
        if isinstance(value, (list, tuple)):
            return [item(part) for part in value]
        return getattr(value, "value", value)

    return {key: item(value) for key, value in values.items() if key in given}


def fingerprint(config, task):
    """What is trained, and how it starts and computes."""
    torch.manual_seed(0)
    model = tiny_model(task)
    base = {name: parameter.detach().clone() for name, parameter in model.named_parameters()}
    torch.manual_seed(1)
    with peft_warnings():
        wrapped = peft.get_peft_model(model, config)
    named = dict(wrapped.named_parameters())
    trained = sorted(
        [plain_name(name), list(parameter.shape)]
        for name, parameter in named.items()
        # The original of a module that is saved in full gets no gradient.
        if parameter.requires_grad and "original_module" not in name
    )
    result = {
        "trained": trained,
        "start": starts(named),
        "base_changes": any(
            plain_name(name) in base
            and parameter.shape == base[plain_name(name)].shape
            and not torch.equal(parameter, base[plain_name(name)])
            for name, parameter in named.items()
        ),
        "dropout": sorted(
            {round(part.p, 4) for name, part in wrapped.named_modules() if isinstance(part, nn.Dropout) and "lora" in name}
        ),
    }
    settle(named, base)
    result["output"] = output_of(wrapped)
    allocator = getattr(wrapped.base_model, "rankallocator", None)
    if allocator is not None:
        result["budget"] = [budget(allocator, step) for step in range(0, 101, 7)]
    return result


def starts(named):
    """The spread of each kind of parameter: 0 for zeros."""
    parts = {}
    for name, parameter in named.items():
        kind = next((part for part in LORA_PARTS if part in name), None)
        if kind is not None:
            parts.setdefault(kind, []).append(parameter.detach().flatten().float())
    spread = {}
    for kind, values in parts.items():
        joined = torch.cat(values)
        spread[kind] = 0.0 if joined.abs().max() == 0 else float(f"{joined.std(unbiased=False).item():.3g}")
    return spread


def settle(named, base):
    """Gives every parameter values that do not depend on chance."""
    for name, parameter in named.items():
        own = plain_name(name)
        if own in base and parameter.shape == base[own].shape:
            parameter.data = base[own].clone()
        elif "magnitude" in name:
            parameter.data = parameter.data * 1.1
        elif "lora_" in name and "ranknum" not in name:
            parameter.data = pattern_of(own, parameter.shape)


def output_of(wrapped):
    wrapped.eval()
    tokens = torch.arange(1, 13).reshape(2, 6)
    labels = torch.zeros(2, dtype=torch.long) if hasattr(wrapped.base_model.model, "score") else tokens
    with torch.no_grad():
        logits = wrapped(input_ids=tokens, labels=labels).logits
    some = logits.flatten()[:: max(1, logits.numel() // 12)].tolist()
    return [round(value, 6) for value in some]


def budget(allocator, step):
    try:
        return [int(part) for part in allocator.budget_schedule(step)]
    except ZeroDivisionError:
        return None


def defaults():
    """The default files, as this release saves them."""
    files = {}
    for name, config in (("LoraConfig", peft.LoraConfig()), ("AdaLoraConfig", peft.AdaLoraConfig(total_step=100))):
        with tempfile.TemporaryDirectory() as folder:
            config.save_pretrained(folder)
            with open(os.path.join(folder, "adapter_config.json")) as file:
                files[name] = file.read()
    return files


def main():
    torch.set_num_threads(1)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    print(json.dumps({"release": peft.__version__}), file=answers, flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        result = defaults() if question.get("ask") == "defaults" else answer(question["text"])
        print(json.dumps(result), file=answers, flush=True)


main()
