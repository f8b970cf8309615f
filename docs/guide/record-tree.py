"""Writes the modules of a model, without its weights, in the format peft-config/tree@1.

    python record-tree.py MODEL_OR_FOLDER > tree.json

Needs torch and transformers. It reads config.json only, and runs no code of the model's author.
"""
import json
import sys

import torch
import transformers
from torch import nn
from transformers.pytorch_utils import Conv1D

KINDS = {
    "Linear": nn.Linear,
    "Conv1D": Conv1D,
    "Embedding": nn.Embedding,
    "Conv1d": nn.Conv1d,
    "Conv2d": nn.Conv2d,
    "Conv3d": nn.Conv3d,
    "MultiheadAttention": nn.MultiheadAttention,
}


def row(name, module):
    kind = next((kind for kind, known in KINDS.items() if isinstance(module, known)), None)
    own = module.named_parameters(recurse=False)
    parameters = {key: [list(value.shape), str(value.dtype)[6:]] for key, value in own}
    groups = getattr(module, "groups", None) if kind in ("Conv1d", "Conv2d", "Conv3d") else None
    return [name, type(module).__name__, kind, parameters] + ([{"groups": groups}] if groups else [])


def record(model):
    first, tied = {}, {}
    for name, parameter in model.named_parameters(remove_duplicate=False):
        if first.setdefault(id(parameter), name) != name:
            tied[name] = first[id(parameter)]
    names = {id(module): name for name, module in model.named_modules()}
    return {
        "format": "peft-config/tree@1",
        "transformers": transformers.__version__,
        "modelType": model.config.model_type,
        "inputEmbedding": names.get(id(model.get_input_embeddings())),
        "outputEmbedding": names.get(id(model.get_output_embeddings())),
        "tied": tied,
        "modules": [row(name, module) for name, module in model.named_modules()],
    }


config = transformers.AutoConfig.from_pretrained(sys.argv[1])
with torch.device("meta"):
    model = getattr(transformers, config.architectures[0])._from_config(config)
model.tie_weights()
json.dump(record(model), sys.stdout)
