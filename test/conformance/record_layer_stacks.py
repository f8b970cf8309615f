"""Records, from the real transformers, how many layers every model type has and what their list is called.

    python record_layer_stacks.py ../fixtures/layer-stacks.json

Every model type that transformers knows is built on the meta device (no weights, no network) from a small config of
its own class, in which all layer counts are made different from each other, so that a reader of the config that takes
the wrong count is caught. What is written is what PEFT would see: the numbered lists in the names of the linear layers.
Run it again under another transformers with the same file, and the model types that differ there are added.
"""

import itertools
import json
import os
import re
import signal
import sys
import warnings
from collections import defaultdict
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_VERBOSITY"] = "error"
warnings.filterwarnings("ignore")

import torch  # noqa: E402
import transformers  # noqa: E402
from transformers import AutoConfig  # noqa: E402
from transformers.models.auto import modeling_auto  # noqa: E402
from transformers.models.auto.configuration_auto import CONFIG_MAPPING_NAMES  # noqa: E402
from transformers.pytorch_utils import Conv1D  # noqa: E402

SECONDS_PER_MODEL = 120

# The first number in a module's name, and the list it counts in.
LIST = re.compile(r"(?P<path>(?:.*?\.)??[^.]+)\.(?P<number>\d+)\.(?P<rest>.+)")
EXPERTS = re.compile(r"\.experts?(\.|$)")
NESTED = re.compile(r"\.#\.")

# The most complete model first: a captioner before its language model, both stacks before the decoder alone.
AUTO_CLASSES = [
    "AutoModelForImageTextToText",
    "AutoModelForVision2Seq",
    "AutoModelForMultimodalLM",
    "AutoModelForSpeechSeq2Seq",
    "AutoModelForSeq2SeqLM",
    "AutoModelForCausalLM",
    "AutoModelForMaskedLM",
    "AutoModelForPreTraining",
    "AutoModelForCTC",
    "AutoModel",
]

# Counts that are made different from each other, in every part of a config.
COUNTS = {
    "num_hidden_layers",
    "n_layer",
    "n_layers",
    "num_layers",
    "num_decoder_layers",
    "encoder_layers",
    "decoder_layers",
    "depth",
}

# What follows from the counts, and must be left to the class to make anew.
DERIVED = re.compile(r"layer_types$|^layers_block_type$|^per_layer_config$|^out_(features|indices)$|^stage_names$|layer_ids$")

# For the classes whose own default config cannot be built.
ARGUMENTS = {
    "aya_vision": {"vision_config": {"model_type": "siglip_vision_model"}},
    "esm": {"vocab_size": 33, "pad_token_id": 1},
    "hunyuan_v1_dense": {"head_dim": 64},
    "hunyuan_v1_moe": {"head_dim": 64},
    "hunyuan_vl": {"text_config": {"head_dim": 64}},
    "hunyuan_vl_text": {"head_dim": 64},
    "lfm2_moe": {"layer_types": ["conv", "full_attention", "conv"], "num_hidden_layers": 3},
    "ministral": {"head_dim": 64},
    "nemotron": {"num_key_value_heads": 8, "head_dim": 64},
}

# What a reader of the config may look at; the rest is left out of the fixture.
KEPT = re.compile(
    r"^(model_type|is_encoder_decoder|depth|layers_block_type|num_key_value_heads|rms_norm_eps)$"
    r"|(^|_)(layers?|blocks|experts|hidden_groups)$"
)


def numbered(value, numbers):
    """The config dict with every layer count replaced by the next number, and lists that depend on it left out."""
    if not isinstance(value, dict):
        return value
    result = {}
    for key, item in value.items():
        if key in COUNTS and isinstance(item, int) and "depths" not in value:
            result[key] = next(numbers)
        elif key == "time_step_limit":
            result[key] = (0.0, float("inf"))  # JSON has no infinity
        elif not DERIVED.search(key):
            result[key] = numbered(item, numbers)
    return result


def build(config):
    """The model on the meta device, by the most complete auto class that takes the config; None if there is none."""
    problem = None
    for name in AUTO_CLASSES:
        auto = getattr(modeling_auto, name, None)
        if auto is None or type(config) not in auto._model_mapping.keys():
            continue
        try:
            with torch.device("meta"):
                return auto.from_config(config)
        except TimeoutError:
            raise
        except Exception as error:
            problem = error
    if problem is not None:
        raise problem
    return None


def numbered_lists(model):
    """List path -> { length, names } for every list that holds linear layers, at any depth.

    `names` are modules of its last layer: one, and those that count something else inside the layer.
    """
    lists = defaultdict(lambda: defaultdict(dict))
    for name, module in model.named_modules():
        place = isinstance(module, (torch.nn.Linear, Conv1D)) and LIST.match(name)
        if place:
            shape = re.sub(r"\d+", "#", place["rest"])
            lists[place["path"]][int(place["number"])].setdefault(shape, name)
    return {
        path: {"length": len(numbers), "names": telling(numbers[max(numbers)])}
        for path, numbers in lists.items()
    }


def telling(shapes):
    plain = sorted(name for shape, name in shapes.items() if not NESTED.search(f".{shape}"))
    nested = sorted(name for shape, name in shapes.items() if NESTED.search(f".{shape}"))
    return [*plain[:1], *nested[:3]]


def text_length(config, **side):
    """The layer count that transformers itself reads for the text part."""
    try:
        return config.get_text_config(**side).num_hidden_layers
    except (AttributeError, TypeError, ValueError):
        return None


def as_json(config):
    """The config as the whole text of its config.json has it."""
    return json.loads(config.to_json_string(use_diff=False))


def trimmed(value):
    """The config without what has no bearing on layers."""
    return {
        key: trimmed(item) if isinstance(item, dict) else item
        for key, item in value.items()
        if (trimmed(item) if isinstance(item, dict) else KEPT.search(key) and item is not None)
    }


def default_config(model_type):
    return AutoConfig.for_model(model_type, **ARGUMENTS.get(model_type, {}))


def configs(model_type):
    """The config with distinct counts, and the default one for the classes that refuse it."""
    default = default_config(model_type)
    try:
        yield AutoConfig.for_model(**{**numbered(as_json(default), itertools.count(5)), "model_type": model_type})
    except TimeoutError:
        raise
    except Exception:
        pass
    yield default


def record(model_type):
    """What PEFT sees of one model type, or None where the type has no model of its own or cannot be built here."""
    for config in configs(model_type):
        try:
            model = build(config)
        except TimeoutError:
            raise
        except Exception as error:
            print(f"{model_type}: {type(error).__name__}: {str(error)[:100]}", file=sys.stderr)
            continue
        if model is None:
            return None
        return {
            "model_type": model_type,
            "class": type(model).__name__,
            "config": trimmed(as_json(config)),
            "decoder": text_length(config, decoder=True),
            "encoder": text_length(config, encoder=True),
            "default": text_length(default_config(model_type), decoder=True),
            "experts": any(EXPERTS.search(name) for name, _ in model.named_modules()),
            "lists": numbered_lists(model),
        }
    return None


def recordings():
    def expire(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, expire)
    for model_type in CONFIG_MAPPING_NAMES:
        signal.alarm(SECONDS_PER_MODEL)
        try:
            found = record(model_type)
        except Exception as error:
            print(f"{model_type}: {type(error).__name__}: {str(error)[:100]}", file=sys.stderr)
            found = None
        signal.alarm(0)
        if found is not None and found["lists"]:
            yield found


def differs(one, other):
    """Whether two transformers name the lists otherwise, or count something else inside them."""
    facts = [
        {(path.rsplit(".", 1)[-1], len(entry["names"])) for path, entry in recording["lists"].items()}
        for recording in (one, other)
    ]
    return facts[0] != facts[1]


def main(path):
    """Adds what this transformers says to the file: all model types, or those that the file has otherwise."""
    earlier = json.loads(path.read_text()) if path.exists() else []
    known = {recording["model_type"]: recording for part in earlier for recording in part["models"]}
    models = [
        recording
        for recording in recordings()
        if recording["model_type"] not in known or differs(known[recording["model_type"]], recording)
    ]
    part = {"transformers": transformers.__version__, "torch": torch.__version__, "models": models}
    head = [{**one, "models": len(one["models"])} for one in [*earlier, part]]
    print(json.dumps(head, indent=1), file=sys.stderr)
    lines = [
        f'{{"transformers": "{one["transformers"]}", "torch": "{one["torch"]}", "models": [\n'
        + ",\n".join(json.dumps(recording) for recording in one["models"])
        + "\n]}"
        for one in [*earlier, part]
    ]
    path.write_text("[" + ",\n".join(lines) + "]\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
