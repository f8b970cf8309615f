"""Draws small models and configs, and writes what PEFT makes of them on the meta device.

Long-lived: one JSON question a line on stdin, one JSON answer a line on stdout.
    {"op": "draw", "type": "llama", "seed": 1, "heads": [...], "cases": 20}
        -> {"config": "text of config.json", "head": ..., "cases": [{"class", "kwargs", "dtype", ...outcome}]} or {"refused": ...}
    {"op": "plan", "config": ..., "head": ..., "cases": [{"class", "kwargs", "dtype"}]}
        -> the same
An outcome has "error" and "message"; or targeted modules and parameters with ranks, the counts and the targets.
"""

import copy
import json
import logging
import os
import random
import re
import sys
import tempfile
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_VERBOSITY"] = "critical"
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import peft
import torch
import transformers
import trees
from peft import AdaLoraConfig, LoraConfig, get_peft_model
from peft.tuners.lora.layer import LoraLayer
from transformers import AutoConfig

CLASSES = {"LoraConfig": LoraConfig, "AdaLoraConfig": AdaLoraConfig}
KINDS = dict((kind, cls) for cls, kind in trees.KINDS)


def build(text, head, dtype, device="meta"):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "config.json"), "w") as file:
            file.write(text)
        config = AutoConfig.from_pretrained(folder, trust_remote_code=False)
    cls = getattr(transformers, head or config.architectures[0])
    torch.manual_seed(0)
    with torch.device(device):
        return cls._from_config(config, dtype=getattr(torch, dtype))


def outcome(text, head, case):
    """What get_peft_model makes of a case: an error, or what is adapted and counted."""
    try:
        model = build(text, head, case["dtype"], case["device"])
    except Exception as error:
        return {"skipped": str(error)}
    try:
        config = CLASSES[case["class"]](**copy.deepcopy(case["kwargs"]))
        model = get_peft_model(model, config)
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)[:200]}
    tuner = model.base_model
    if any(not hasattr(tuner.model.get_submodule(name), "r") for name in tuner.targeted_module_names):
        return {"skipped": "the projection inside an attention that is adapted as a whole"}
    trainable, total = model.get_nb_trainable_parameters()
    return {
        "targeted": {name: numbers(tuner.model.get_submodule(name)) for name in sorted(tuner.targeted_module_names)},
        "targetedParameters": wrapped(tuner),
        "trainable": trainable,
        "total": total,
        "targets": sorted(config.target_modules) if isinstance(config.target_modules, (set, list)) else config.target_modules,
    }


def numbers(layer):
    return [layer.r["default"], layer.lora_alpha["default"], layer.scaling["default"]]


def wrapped(tuner):
    found = {}
    for name, module in tuner.model.named_modules():
        # A module that is trained as a whole is copied with the adapters in it.
        if type(module).__name__ == "ParamWrapper" and ".modules_to_save." not in name:
            key = f"{name.replace('.base_layer', '').replace('.original_module', '')}.{module.parameter_name}"
            found[key] = numbers(module)
    if set(found) != set(tuner.targeted_parameter_names):
        raise AssertionError(f"{sorted(found)} {tuner.targeted_parameter_names}")
    return dict(sorted(found.items()))


#: Models of so many parameters are built with values; larger ones only on the meta device.
SMALL = 1_000_000


class Cases:
    """Random configs for a model: targets of every kind, with up to three other settings."""

    def __init__(self, rng, model, head):
        self.rng, self.head = rng, head
        self.size = sum(p.numel() for p in model.parameters())
        self.modules = {name: module for name, module in model.named_modules() if name}
        self.parameters = [name for name, _ in model.named_parameters()]
        self.adaptable = [n for n, m in self.modules.items() if isinstance(m, tuple(KINDS.values()))]
        self.linear = [n for n, m in self.modules.items() if isinstance(m, (KINDS["Linear"], KINDS["Conv1D"]))] or self.adaptable
        self.leaves = sorted({leaf(n) for n in self.linear})
        self.lists = sorted({n.rsplit(".", 2)[-2] for n in self.modules if re.search(r"\.\d+$", n) and n.count(".") >= 1})

    def draw(self):
        rng = self.rng
        kwargs = {"target_modules": rng.choice([self.names, self.names, self.names, self.all_linear, self.default, self.pattern,
                                                self.pattern, self.whole, self.mixed, self.embeddings, self.odd])()}
        if rng.random() < 0.7:
            kwargs["r"] = rng.choice([1, 2, 4, 6, 8, 16, 3])
        if rng.random() < 0.5:
            kwargs["lora_alpha"] = rng.choice([1, 8, 16, 32, 5])
        if rng.random() < 0.25:
            kwargs["task_type"] = self.task()
        options = [self.layers, self.layers, self.saved, self.tokens, self.bias, self.dora, self.ranks, self.ranks, self.exclude,
                   self.parameter_targets, self.variant, self.tying, self.rare]
        for option in rng.sample(options, rng.choice([0, 0, 1, 1, 2, 3])):
            kwargs.update(option())
        cls = "LoraConfig"
        if rng.random() < 0.12:
            cls = "AdaLoraConfig"
            for key in ("r", "rank_pattern", "use_dora", "target_parameters", "init_lora_weights"):
                kwargs.pop(key, None)
            kwargs.update({"total_step": 100, "init_r": rng.choice([2, 12, 4]), "target_r": 1})
        dtype = "bfloat16" if rng.random() < 0.2 else "float32"
        # The meta device has no values to initialise from.
        if self.size > SMALL:
            for key in ("kasa_config", "monteclora_config"):
                kwargs.pop(key, None)
            if kwargs.get("init_lora_weights", True) not in (True, False, "gaussian", "eva"):
                del kwargs["init_lora_weights"]
        needs_values = kwargs.get("init_lora_weights", True) not in (True, False, "gaussian", "eva") or "kasa_config" in kwargs or "monteclora_config" in kwargs
        device = "cpu" if needs_values or (self.size <= SMALL and rng.random() < 0.1) else "meta"
        return {"class": cls, "kwargs": kwargs, "dtype": "float32" if needs_values else dtype, "device": device}

    def some(self, names, most):
        return self.rng.sample(names, min(len(names), self.rng.randint(1, most)))

    def names(self):
        return self.some(self.leaves, 5)

    def all_linear(self):
        return self.rng.choice(["all-linear", "all-linear", "ALL-linear"])

    def default(self):
        return None

    def whole(self):
        return self.some(self.adaptable, self.rng.choice([2, 25, 60]))

    def mixed(self):
        return sorted({".".join(n.split(".")[-self.rng.randint(1, 4):]) for n in self.some(self.adaptable, 6)} | {"nowhere"})

    def embeddings(self):
        return self.some(["embed_tokens", "lm_head", "shared", "wte", "word_embeddings", "embeddings", *self.leaves], 3)

    def odd(self):
        return self.rng.choice([["nowhere"], [], "nowhere", [leaf(self.rng.choice(list(self.modules)))], ".*", ".*proj", ".*\\.0\\..*"])

    def pattern(self):
        rng, some = self.rng, "|".join(self.some(self.leaves, 3))
        place = rng.choice(["[02]", "\\d", "(0|1)", "\\d+", "[^0]", "1?"])
        lists = rng.choice(self.lists or ["layers"])
        return rng.choice([
            f".*\\.({some})", f"^.*({some})$", f".*{lists}\\.{place}\\..*\\.({some})", f"(?!.*\\.1\\.).*\\.({some})",
            f"(?:.*\\.)?({some})", f".+\\b({some})", f"(?i).*\\.({some.upper()})", f"[a-z_.]+\\d.*?({some})", f".*{rng.choice(self.leaves)[1:]}",
            f".*(?<!0)\\.\\w+\\.({some})", f"(.*\\.){{1,3}}({some})",
        ])

    def task(self):
        for ending, task in (("SequenceClassification", "SEQ_CLS"), ("TokenClassification", "TOKEN_CLS"), ("QuestionAnswering", "QUESTION_ANS")):
            if self.head.endswith(ending):
                return task
        return self.rng.choice(["FEATURE_EXTRACTION", "SEQ_CLS", "TOKEN_CLS"])

    def layers(self):
        rng = self.rng
        chosen = rng.choice([0, 1, [0], [1, 2], [0, 7], [], [9]])
        lists = rng.choice([None, None, "layers", ["layers"], ["h", "layer", "layers"], rng.choice(self.lists or ["h"]), "layer[s]?", "layers|h", "(?:h|blocks)", []])
        return {"layers_to_transform": chosen, **({} if lists is None else {"layers_pattern": lists})}

    def saved(self):
        leaves = sorted({leaf(n) for n in self.modules if not re.search(r"\d$", n)})
        some = self.rng.choice([["lm_head"], ["embed_tokens"], ["score", "classifier"], self.some(leaves, 2), [leaf(self.rng.choice(self.adaptable))],
                                [self.rng.choice(list(self.modules))], ["norm"], ["nowhere"], ["embed_tokens", "lm_head"]])
        # PeftModel looks at its own modules too: "base_model.model" ends with "model".
        return {"modules_to_save": [name for name in some if not "base_model.model".endswith(name)]}

    def tokens(self):
        return {"trainable_token_indices": self.rng.choice([[0, 1, 2], [3], {"embed_tokens": [0, 1]}, {"lm_head": [1]}, {"embed_tokens": [0], "lm_head": [0]},
                                                            {"embed_tokens": [0], "lm_head": [1]}, {"embeddings": [1]}, {"shared": [0, 1]}])}

    def bias(self):
        return {"bias": self.rng.choice(["all", "lora_only"])}

    def dora(self):
        return self.rng.choice([{"use_dora": True}, {"lora_bias": True}, {"use_rslora": True}])

    def ranks(self):
        rng = self.rng
        keys = [rng.choice(self.leaves), rng.choice(self.adaptable), f"^{re.escape(rng.choice(self.linear))}", ".*\\.1\\..*", "nowhere", f"{rng.choice(self.leaves)}|{rng.choice(self.leaves)}", "experts.down_proj"]
        rank = {key: rng.choice([1, 2, 4, 10]) for key in rng.sample(keys, rng.randint(0, 3))}
        alpha = {key: rng.choice([1, 4, 10]) for key in rng.sample(keys, rng.randint(0, 2))}
        return {"rank_pattern": rank, "alpha_pattern": alpha}

    def exclude(self):
        rng = self.rng
        return {"exclude_modules": rng.choice([[rng.choice(self.leaves)], [rng.choice(self.adaptable)], f".*\\.{rng.choice(self.leaves)}", ".*\\.0\\..*", ["nowhere"], ".*", ".*(vision|encoder).*"])}

    def parameter_targets(self):
        some = [".".join(n.split(".")[-self.rng.randint(1, 3):]) for n in self.some(self.parameters, 2)]
        return {"target_parameters": self.rng.choice([some, ["experts.gate_up_proj", "experts.down_proj"], ["nowhere"], ["gate.weight"]])}

    def variant(self):
        return self.rng.choice([{"init_lora_weights": "mica"}, {"kasa_config": {"beta": 0.1}}, {"monteclora_config": {"num_samples": 2}}, {"init_lora_weights": "olora"}, {"velora_config": {"num_groups": 1}},
                                {"init_lora_weights": "gaussian"}, {"init_lora_weights": "eva"}, {"init_lora_weights": False}, {"use_bdlora": {"target_modules_bd_a": self.some(self.leaves, 2), "target_modules_bd_b": ["nowhere"], "nblocks": 2, "match_strict": False}},
                                {"alora_invocation_tokens": [1]}, {"init_lora_weights": "orthogonal"}, {"use_qalora": True}])

    def tying(self):
        return {"ensure_weight_tying": True, **self.rng.choice([{}, {"modules_to_save": ["embed_tokens"]}, {"modules_to_save": ["lm_head"]}, {"target_modules": ["lm_head", *self.names()]},
                                                                {"target_modules": ["embed_tokens", *self.names()]}, {"trainable_token_indices": [0, 1]}])}

    def rare(self):
        return self.rng.choice([{"inference_mode": True}, {"layer_replication": [[0, 1], [0, 1]]}, {"lora_dropout": 0.1}, {"fan_in_fan_out": True}])


def leaf(name):
    return name.rsplit(".", 1)[-1]


def draw(question):
    drawn = trees.draw(question)
    try:
        model = build(drawn["config"], drawn["head"], "float32")
    except Exception as error:
        return {**drawn, "refused": f"{type(error).__name__}: {error}"[:200]}
    cases = Cases(random.Random(question["seed"]), model, drawn["head"])
    return {**drawn, "cases": [cases.draw() for _ in range(question["cases"])]}


def answer(question):
    asked = draw(question) if question["op"] == "draw" else question
    if "refused" in asked:
        return asked
    cases = [{**case, **outcome(asked["config"], asked["head"], case)} for case in asked["cases"]]
    return {"config": asked["config"], "head": asked["head"], "cases": [case for case in cases if "skipped" not in case]}


if __name__ == "__main__":
    out = sys.stdout
    sys.stdout = sys.stderr
    torch.set_num_threads(1)
    print(json.dumps({"peft": peft.__version__, "torch": torch.__version__, "transformers": transformers.__version__}), file=out, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=out, flush=True)
