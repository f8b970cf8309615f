"""Draws random configs of a model type and writes the module trees that transformers builds of them.

Long-lived: one JSON question a line on stdin, one JSON answer a line on stdout.
    {"op": "draw", "type": "llama", "seed": 1, "heads": ["LlamaForCausalLM", ...]}
        -> {"config": "text of config.json", "head": ..., "tree": {...}} or {"config", "head", "refused": "..."}
    {"op": "build", "config": "text of config.json", "head": null or a class}
        -> the same
Models are built on the meta device, without weights, network or remote code.
"""

import dataclasses
import json
import os
import random
import re
import sys
import tempfile
import types
import typing
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_VERBOSITY"] = "critical"
warnings.simplefilter("ignore")

import torch
import transformers
from torch import nn
from transformers import AutoConfig
from transformers.activations import ACT2CLS
from transformers.configuration_utils import ALLOWED_LAYER_TYPES, PreTrainedConfig
from transformers.models.auto.configuration_auto import CONFIG_MAPPING
from transformers.pytorch_utils import Conv1D

KINDS = [(nn.Linear, "Linear"), (Conv1D, "Conv1D"), (nn.Embedding, "Embedding"), (nn.Conv1d, "Conv1d"),
         (nn.Conv2d, "Conv2d"), (nn.Conv3d, "Conv3d"), (nn.MultiheadAttention, "MultiheadAttention")]

#: Values of single keys, where reading names and annotations does not suffice.
HINTS = json.load(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "trees.json")))

BASE_FIELDS = {field.name for field in dataclasses.fields(PreTrainedConfig)}
LAYERS = re.compile(r"(^|_)n?(um)?_?(hidden_|encoder_|decoder_)?(layers?|blocks)$|depth$")
EXPERTS = re.compile(r"(^|_)(n|num)_?(local_|routed_|shared_)?experts$")


def record(model):
    """The tree of a model, as peft-config's ModuleTree has it."""
    seen, tied, modules = {}, {}, []
    for name, parameter in model.named_parameters(remove_duplicate=False):
        if id(parameter) in seen:
            tied[name] = seen[id(parameter)]
        else:
            seen[id(parameter)] = name
    for name, module in model.named_modules():
        kind = next((kind for cls, kind in KINDS if isinstance(module, cls)), None)
        row = {"name": name, "kind": kind,
               "parameters": {key: list(p.shape) for key, p in module.named_parameters(recurse=False)}}
        if getattr(module, "groups", 1) != 1 and kind in ("Conv1d", "Conv2d", "Conv3d"):
            row["groups"] = module.groups
        modules.append(row)
    at = {id(module): name for name, module in model.named_modules()}
    return {"modules": modules, "tied": tied, "inputEmbedding": embedding(model.get_input_embeddings, at),
            "outputEmbedding": embedding(model.get_output_embeddings, at)}


def embedding(get, at):
    try:
        return at.get(id(get()))
    except NotImplementedError:
        return None


def build(text, head):
    """Builds the class on the meta device, from a config.json as from_pretrained reads it."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "config.json"), "w") as file:
            file.write(text)
        config = AutoConfig.from_pretrained(folder, trust_remote_code=False)
    cls = getattr(transformers, head or config.architectures[0])
    with torch.device("meta"):
        return record(cls._from_config(config))


class Source:
    """What the source of a config class and of its model says beyond the fields' types."""

    def __init__(self, cls):
        folder = os.path.dirname(sys.modules[cls.__module__].__file__)
        files = [name for name in sorted(os.listdir(folder)) if name.startswith(("modeling_", "configuration_"))]
        text = "".join(open(os.path.join(folder, name)).read() for name in files)
        #: Keys asked for by getattr, or taken from what the class does not declare.
        self.extras = set(re.findall(r'(?:getattr|hasattr)\((?:self\.)?config, "(\w+)"', text))
        self.extras |= set(re.findall(r'kwargs\.(?:pop|get)\("(\w+)"', text))
        #: Texts that a key is compared with.
        self.texts = {}
        for key, value in re.findall(r'(?:config|self)\.(\w+) (?:==|!=) "([\w-]+)"', text):
            self.texts.setdefault(key, set()).add(value)
        self.layer_types = sorted({name for name in ALLOWED_LAYER_TYPES if f'"{name}"' in text})


SOURCES = {}


def source(cls):
    if cls not in SOURCES:
        SOURCES[cls] = Source(cls)
    return SOURCES[cls]


class Draw:
    """One random config. Sizes of one draw fit together, or transformers would refuse most of them."""

    def __init__(self, rng, hints):
        self.rng, self.hints = rng, hints
        self.heads = rng.choice([1, 2, 3, 4, 6, 8])
        self.groups = rng.choice([k for k in range(1, self.heads + 1) if self.heads % k == 0])
        self.width = self.heads * rng.choice([2, 4, 6, 10, 16])
        self.layers = rng.choice([1, 1, 2, 2, 3, 4, 5])
        self.experts = rng.choice([2, 3, 4, 6])
        self.omission = rng.choice([0.05, 0.3, 0.6])

    def config(self, cls):
        names = {f.name: f for f in dataclasses.fields(cls) if f.name not in BASE_FIELDS}
        values = {}
        for name, field in names.items():
            left_out = 0.02 if LAYERS.search(name) else self.omission
            if name in self.hints or self.rng.random() >= left_out:
                self.put(values, name, field.type, cls)
        for name in sorted(source(cls).extras | {"tie_word_embeddings"}):
            if name not in names and not name.startswith("_") and self.rng.random() < 0.2:
                self.put(values, name, self.guess(name), cls)
        for alias, name in cls.attribute_map.items():
            if name in values and alias not in names and self.rng.random() < 0.15:
                self.rename(values, alias, name, names[name].type if name in names else int, cls)
        self.labels(values)
        return values

    def rename(self, values, alias, name, annotation, cls):
        """Writes a key under its other name, alone or beside itself with another value."""
        if self.rng.random() < 0.6:
            values[alias] = values.pop(name)
        else:
            self.put(values, alias, annotation, cls)

    def put(self, values, name, annotation, cls):
        if isinstance(self.hints.get(name), list):  # an object holds hints for a config inside
            value = self.rng.choice(self.hints[name])
            if value == "leave out":
                return
        else:
            value = self.value(name, annotation, cls)
        if value is not ...:
            values[name] = value

    def labels(self, values):
        if self.rng.random() < 0.2:
            values["id2label"] = {str(i): f"LABEL_{i}" for i in range(self.rng.choice([1, 3, 5]))}
        if self.rng.random() < 0.1:
            values["num_labels"] = self.rng.choice([1, 2, 4])

    def guess(self, name):
        """The type of a key that no class declares."""
        if re.search(r"bias|^use_|^is_|^tie|^has_|_norm$", name):
            return bool
        return int if re.search(r"dim|size|^num|^n_|layers|heads", name) else type(None)

    def value(self, name, annotation, cls):
        spec = cls.sub_configs_defaults.get(name)
        if spec is not None and self.rng.random() < 0.95:
            return self.inner(spec, self.hints.get(name, {}))
        options = self.options(annotation)
        if type(None) in options and len(options) > 1 and self.rng.random() < 0.25:
            return None
        options = [option for option in options if option is not type(None)]
        return self.typed(name, self.rng.choice(options), cls) if options else ...

    def inner(self, spec, hints):
        """The config of a model in the model: of one class, or of any type that the hints allow."""
        if issubclass(spec.config_class, PreTrainedConfig):
            return Draw(self.rng, {**HINTS.get("*", {}), **hints}).config(spec.config_class)
        model_type = self.rng.choice(hints.get("model_type", [spec.model_type]))
        draw = Draw(self.rng, {**HINTS.get("*", {}), **HINTS.get(model_type, {}), **hints})
        return {**draw.config(CONFIG_MAPPING[model_type]), "model_type": model_type}

    def options(self, annotation):
        if isinstance(annotation, (types.UnionType,)) or typing.get_origin(annotation) is typing.Union:
            return list(typing.get_args(annotation))
        return [annotation]

    def typed(self, name, option, cls):
        origin = typing.get_origin(option) or option
        if origin is typing.Literal:
            return self.rng.choice(typing.get_args(option))
        if option is bool:
            return self.rng.random() < 0.5
        if option is int:
            return 0 if "drop" in name else self.integer(name)
        if option is float:
            return self.rng.choice([0.0, 0.1]) if re.search("drop", name) else ...
        if option is str:
            return self.text(name, cls)
        if origin is list:
            return self.list(name, typing.get_args(option), cls)
        return ...

    def integer(self, name):
        rng = self.rng
        if name.endswith("_token_id") or name.endswith("_token_index"):
            return rng.choice([0, 1, 2])
        if LAYERS.search(name):
            return self.layers
        if re.search(r"(key_value|kv)_(heads|head)$", name):
            return self.groups
        if re.search(r"(attention_heads|n_heads?|num_heads)$", name):
            return self.heads
        if re.search(r"(^|_)(hidden_size|d_model|n_embd)$", name):
            return self.width if rng.random() < 0.9 else rng.randint(4, 60)
        if re.search(r"(head_dim|rank|_dim)$", name):
            return 2 * rng.randint(1, 20)
        if EXPERTS.search(name):
            return self.experts
        if re.search(r"per_tok|top_?k|n_group|step|interval|freq", name):
            return rng.choice([1, 2])
        if re.search(r"layer", name):
            return rng.randint(0, 4)
        if name == "vocab_size":
            return rng.randint(10, 300)
        return rng.randint(1, 40)

    def text(self, name, cls):
        known = source(cls).texts.get(name)
        if known:
            return self.rng.choice(sorted(known))
        if re.search(r"act($|ivation)", name):
            return self.rng.choice(sorted(ACT2CLS))
        return ...

    def list(self, name, args, cls):
        rng = self.rng
        if name == "mlp_layer_types":
            return [rng.choice(["sparse", "dense"]) for _ in range(self.layers)]
        if name.endswith("layer_types"):
            return [rng.choice(source(cls).layer_types or ["full_attention"]) for _ in range(self.layers)]
        if args == (int,) and re.search("layer|id", name):
            return sorted(rng.sample(range(self.layers), rng.randint(0, self.layers)))
        return ...


def draw(question):
    rng = random.Random(question["seed"])
    model_type = question["type"]
    head = rng.choice(question["heads"])
    values = Draw(rng, {**HINTS.get("*", {}), **HINTS.get(model_type, {})}).config(CONFIG_MAPPING[model_type])
    return {"config": json.dumps({"model_type": model_type, "architectures": [head], **values}), "head": head}


def answer(question):
    asked = draw(question) if question["op"] == "draw" else {k: question[k] for k in ("config", "head")}
    try:
        return {**asked, "tree": build(asked["config"], asked["head"])}
    except Exception as error:  # whatever transformers refuses, for whatever reason
        return {**asked, "refused": f"{type(error).__name__}: {error}"[:300]}


if __name__ == "__main__":
    out = sys.stdout
    sys.stdout = sys.stderr
    print(json.dumps({"torch": torch.__version__, "transformers": transformers.__version__}), file=out, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=out, flush=True)
