"""The judge: answers questions about PEFT configs by asking the real PEFT.

One process reads questions as JSON Lines from stdin and writes one answer line per question to
stdout, in order, with the question's `id` if it has one. Nothing else goes to stdout. A bad question is answered with `bad_question`; a
slow one with `timeout`; neither ends the process.

    {"id": 1, "op": "verdict", "cls": "LoraConfig", "kwargs": {"r": 0, "target_modules": ["q_proj"]}}
    {"id": 1, "stage": "inject", "error": {"type": "ValueError", "text": "`r` should be ..."}}

Values are JSON, with these additions: `{"__class__": "EvaConfig", ...}` is an instance of a config
class, `{"__float__": "16.0"}` (also "nan", "inf") is a Python float, `{"__tuple__": [...]}` a tuple.
With `"floats": true` whole numbers become floats wherever PEFT's annotation says float. In answers
sets are sorted lists and a float that JSON cannot write is `{"__float__": "nan"}`.

The operations are the functions named in OPERATIONS; each docstring says what it asks.
"""

import dataclasses
import gc
import hashlib
import inspect
import io
import json
import os
import pickle
import re
import shutil
import signal
import sys
import tempfile
import warnings

# Sets are printed in error texts: a fixed hash seed keeps those texts the same in every run.
if os.environ.get("PYTHONHASHSEED") != "0":
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
os.environ.setdefault("OMP_NUM_THREADS", "1")

# Answers go to the original stdout; whatever PEFT or torch print goes to stderr.
ANSWERS = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
os.dup2(2, 1)

import peft  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402
from peft import AdaLoraConfig, LoraConfig, PeftConfig, get_peft_model, get_peft_model_state_dict  # noqa: E402
from peft.tuners.adalora.layer import RankAllocator  # noqa: E402
from peft.tuners.adalora.model import AdaLoraModel  # noqa: E402
from peft.tuners.lora import config as lora_config_module  # noqa: E402
from peft.utils import constants, peft_types  # noqa: E402
from transformers import LlamaConfig, LlamaForCausalLM  # noqa: E402
from transformers import LlamaForSequenceClassification, LlamaForTokenClassification  # noqa: E402
from transformers.modeling_layers import GenericForQuestionAnswering  # noqa: E402
from transformers.models.llama.modeling_llama import LlamaPreTrainedModel  # noqa: E402

PEFT_HOME = os.path.dirname(peft.__file__)
DEFAULT_TIMEOUT = 10.0
TEXT_LIMIT = 600
ADDRESS_SPACE_MARGIN = 3 << 30


# --- the classes under judgement ---------------------------------------------------------------


def config_classes():
    """Every config class by name: the two methods, then each dataclass of lora/config.py that nests in them."""
    classes = {"LoraConfig": LoraConfig, "AdaLoraConfig": AdaLoraConfig}
    for name, member in vars(lora_config_module).items():
        if dataclasses.is_dataclass(member) and name not in ("PeftConfig", *classes):
            classes[name] = member
    return classes


CLASSES = config_classes()


def annotation_text(annotation):
    """`typing.Optional[list[str]]` and `list[str] | None` read the same: `Optional[list[str]]`."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"\b(typing|peft(\.\w+)*)\.", "", text)


def means_float(field):
    """Whether PEFT's annotation says that the value is a float."""
    return annotation_text(field.type) in ("float", "Optional[float]")


# --- values on the wire ------------------------------------------------------------------------


def decode(value, floats):
    """A wire value as Python. Constructing a nested config can raise what its constructor raises."""
    if isinstance(value, list):
        return [decode(item, floats) for item in value]
    if not isinstance(value, dict):
        return value
    if "__float__" in value:
        return float(value["__float__"])
    if "__tuple__" in value:
        return tuple(decode(item, floats) for item in value["__tuple__"])
    entries = {key: decode(item, floats) for key, item in value.items() if key != "__class__"}
    return construct(value["__class__"], entries, floats) if "__class__" in value else entries


def construct(name, kwargs, floats):
    """An instance of the named class from decoded keyword arguments."""
    cls = CLASSES[name]
    return cls(**(with_floats(cls, kwargs) if floats else kwargs))


def with_floats(cls, kwargs):
    """The arguments with whole numbers turned into floats where the class means a float, nested ones too."""
    fields = {field.name: field for field in dataclasses.fields(cls)}
    return {key: as_meant(fields.get(key), value) for key, value in kwargs.items()}


def as_meant(field, value):
    if field is None:
        return value
    if type(value) is int and means_float(field):
        return float(value)
    nested = CLASSES_BY_FIELD.get(field.name)
    return with_floats(nested, value) if nested and isinstance(value, dict) else value


# Fields that hold a nested config also take a dict of its arguments.
CLASSES_BY_FIELD = {
    field: CLASSES[name]
    for field, name in {
        "loftq_config": "LoftQConfig",
        "eva_config": "EvaConfig",
        "corda_config": "CordaConfig",
        "lora_ga_config": "LoraGAConfig",
        "velora_config": "VeloraConfig",
        "monteclora_config": "MontecloraConfig",
        "use_bdlora": "BdLoraConfig",
        "arrow_config": "ArrowConfig",
        "kasa_config": "KasaConfig",
    }.items()
    if name in CLASSES
}


def encode(value):
    """A Python value for the wire."""
    if isinstance(value, (set, frozenset)):
        return [encode(item) for item in in_order(value)]
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return {"__float__": repr(value)}
    if isinstance(value, str):
        return str(value.value) if hasattr(value, "value") else value
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return {"__object__": type(value).__name__}


def in_order(values):
    return sorted(values, key=lambda item: (type(item).__name__, item))


def question_config(question):
    """The config a question describes: by `cls` and `kwargs`, or by the `file` that it is loaded from."""
    if "file" in question:
        return loaded(question["file"])
    floats = question.get("floats", False)
    return construct(question["cls"], decode(question.get("kwargs", {}), floats), floats)


def error_of(exception):
    return {"type": type(exception).__name__, "text": str(exception)[:TEXT_LIMIT]}


def attempt(action, caught):
    """What the action returns and the error it raised, if any; PEFT's own warnings are appended to `caught`."""
    with warnings.catch_warnings(record=True) as recorded:
        warnings.simplefilter("always")
        try:
            return action(), None
        except Exception as exception:
            return None, error_of(exception)
        finally:
            for warning in recorded:
                text = str(warning.message)[:TEXT_LIMIT]
                if warning.filename.startswith(PEFT_HOME) and text not in caught:
                    caught.append(text)


# --- the tiny models ---------------------------------------------------------------------------


class LlamaForQuestionAnswering(GenericForQuestionAnswering, LlamaPreTrainedModel):
    """As in transformers, but its module names start with `model.` like those of the other tasks."""


TINY = {
    "hidden_size": 16,
    "intermediate_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 2,
    "vocab_size": 32,
    "max_position_embeddings": 32,
    "pad_token_id": 0,
    "attn_implementation": "eager",
}
TOKENS = torch.tensor([[1, 2, 3, 4]])
ONE = torch.tensor([1])
# A task without an entry runs on the causal model: PEFT wraps it for every other task.
TASKS = {
    "SEQ_CLS": (LlamaForSequenceClassification, {"labels": ONE}),
    "TOKEN_CLS": (LlamaForTokenClassification, {"labels": torch.tensor([[0, 1, 0, 1]])}),
    "QUESTION_ANS": (LlamaForQuestionAnswering, {"start_positions": ONE, "end_positions": ONE}),
}
CAUSAL = (LlamaForCausalLM, {"labels": TOKENS})


class Template:
    """A model pickled once, with its tensors aside: a fresh copy takes a fifth of copy.deepcopy's time."""

    def __init__(self, model):
        self.tensors = []
        buffer = io.BytesIO()
        pickler = pickle.Pickler(buffer)
        pickler.persistent_id = self.put_aside
        pickler.dump(model)
        self.data = buffer.getvalue()

    def put_aside(self, value):
        if not isinstance(value, torch.Tensor):
            return None
        self.tensors.append(value)
        return len(self.tensors) - 1

    def load_tensor(self, index):
        tensor = self.tensors[index]
        copy = tensor.detach().clone()
        return torch.nn.Parameter(copy) if isinstance(tensor, torch.nn.Parameter) else copy

    def copy(self):
        unpickler = pickle.Unpickler(io.BytesIO(self.data))
        unpickler.persistent_load = self.load_tensor
        return unpickler.load()


TEMPLATES = {}


def tiny_model(task_type):
    """A fresh tiny Llama for the task, always with the same weights, in training mode."""
    cls, labels = TASKS.get(task_type, CAUSAL)
    if cls not in TEMPLATES:
        torch.manual_seed(0)
        TEMPLATES[cls] = Template(cls(LlamaConfig(**TINY)).train())
    return TEMPLATES[cls].copy(), labels


# --- operations: what the config is ------------------------------------------------------------


def versions(_question):
    """The releases that answer, and this file's own hash."""
    from importlib.metadata import version

    with open(__file__, "rb") as own:
        digest = hashlib.sha256(own.read()).hexdigest()
    return {
        "peft": peft.__version__,
        "torch": version("torch"),
        "transformers": transformers.__version__,
        "scipy": version("scipy"),
        "python": ".".join(map(str, sys.version_info[:2])),
        "oracle": digest,
    }


def fields(_question):
    """Names, order, defaults, annotations of every config class, and the words of the two enumerations."""
    return {
        "classes": {name: class_fields(cls) for name, cls in CLASSES.items()},
        "task_types": [member.value for member in peft_types.TaskType],
        "peft_types": [member.value for member in peft_types.PeftType],
    }


def class_fields(cls):
    return [
        {
            "name": field.name,
            "annotation": annotation_text(field.type),
            "default": encode(default_of(field)),
            "init": field.init,
        }
        for field in dataclasses.fields(cls)
    ]


def default_of(field):
    if field.default_factory is not dataclasses.MISSING:
        value = field.default_factory()
        return dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value
    return None if field.default is dataclasses.MISSING else field.default


def tables(_question):
    """PEFT's default target modules by model type, for both methods."""
    return {
        "LoraConfig": encode(constants.TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING),
        "AdaLoraConfig": encode(constants.TRANSFORMERS_MODELS_TO_ADALORA_TARGET_MODULES_MAPPING),
    }


def construction(question):
    """Constructs the config: its error, or its dict, and the warnings."""
    caught = []
    config, error = attempt(lambda: question_config(question), caught)
    answer = {"error": error, "warnings": caught}
    return answer if error else {**answer, "dict": encode(config.to_dict())}


# --- operations: does PEFT take it -------------------------------------------------------------


def verdict(question):
    """The first stage at which PEFT refuses the config, on a tiny Llama: construct, inject, forward, prune, save.

    `forward` is one forward and backward pass; `prune` (AdaLoRA) every kind of step that
    update_and_allocate knows; `save` collects the weights to save right after injection, as a
    checkpoint before the first pruning step does. Warnings are given by stage.
    """
    torch.default_generator.manual_seed(0)
    warned = {}
    trial = Trial(question)
    for stage in ("construct", "inject", "save", "forward", "prune"):
        CURRENT["stage"] = stage
        _, error = attempt(getattr(trial, stage), warned.setdefault(stage, []))
        if error:
            return {"stage": stage, "error": error, "warnings": filled(warned)}
    return {"stage": "ok", "trainable": trial.trainable, "total": trial.total, "warnings": filled(warned)}


def filled(lists):
    return {key: items for key, items in lists.items() if items}


class Trial:
    """One config on its way from the constructor to the last pruning step."""

    def __init__(self, question):
        self.question = question
        self.trainable = self.total = 0

    def construct(self):
        self.config = question_config(self.question)

    def inject(self):
        model, self.labels = tiny_model(self.config.task_type)
        self.model = get_peft_model(model, self.config)
        self.trainable, self.total = self.model.get_nb_trainable_parameters()

    def save(self):
        get_peft_model_state_dict(self.model)

    def forward(self):
        """Trains one step; an adapter for inference only looks."""
        if self.config.inference_mode:
            with torch.no_grad():
                self.model.eval()(input_ids=TOKENS)
        else:
            self.model(input_ids=TOKENS, **self.labels).loss.backward()

    def prune(self):
        if isinstance(self.config, AdaLoraConfig) and not self.config.inference_mode:
            for step in telling_steps(self.config):
                self.model.base_model.update_and_allocate(step)


def telling_steps(config):
    """One training step of each kind AdaLoRA knows, in order: warm-up, after it, first pruning, last, closing."""
    end = config.total_step - config.tfinal
    first = max(0, int(config.tinit // 1) + 1)
    yield 0
    if 0 < first < end:
        yield first
    pruning = next(filter(lambda step: step % config.deltaT == 0, range(first, first + 10_000)), None)
    if pruning is not None and first < pruning < end:
        yield pruning
    if end == int(end):
        yield int(end)
    if config.tfinal >= 1:
        yield int(end // 1) + 1


# --- operations: what PEFT writes and reads ----------------------------------------------------


class InOrder(set):
    """A set that is walked in sorted order, so that PEFT's own writer lists it sorted."""

    def __iter__(self):
        return iter(in_order(set(set.__iter__(self))))


SCRATCH = tempfile.mkdtemp(prefix="peft-oracle-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
FILE = os.path.join(SCRATCH, "adapter_config.json")


def saved_text(config):
    """The bytes PEFT's save_pretrained writes."""
    config.save_pretrained(SCRATCH)
    with open(FILE, encoding="utf-8", newline="") as file:
        return file.read()


def canonical_text(config):
    """PEFT's own file with its set-valued lists in sorted order, which PEFT itself leaves to chance.

    PEFT writes the file twice: as it is, and with the sets made to iterate in order. The second is
    returned after a check that both say the same.
    """
    plain = json.loads(saved_text(config))
    sets = {name: value for name, value in vars(config).items() if isinstance(value, set)}
    if not sets:
        return saved_text(config)
    try:
        for name, value in sets.items():
            setattr(config, name, InOrder(value))
        text = saved_text(config)
    finally:
        for name, value in sets.items():
            setattr(config, name, value)
    for name, value in sets.items():
        plain[name] = in_order(value)
    if repr(plain) != repr(json.loads(text)):
        raise AssertionError("sorting the sets changed PEFT's file")
    return text


def text(question):
    """Constructs the config and answers with its file text and its dict."""
    caught = []
    config, error = attempt(lambda: question_config(question), caught)
    if error:
        return {"error": error, "warnings": caught}
    written, error = attempt(lambda: canonical_text(config), caught)
    return {"error": error, "warnings": caught, "text": written, "dict": encode(config.to_dict())}


def load(question):
    """PeftConfig.from_pretrained of the given file text."""
    caught = []
    config, error = attempt(lambda: loaded(question["text"]), caught)
    return {"error": error, "warnings": caught} if error else {**described(config), "error": None, "warnings": caught}


def loaded(file_text):
    with open(FILE, "w", encoding="utf-8", newline="") as file:
        file.write(file_text)
    return PeftConfig.from_pretrained(SCRATCH)


def described(config):
    """The class, dict and file text of a config."""
    return {"cls": type(config).__name__, "dict": encode(config.to_dict()), "text": canonical_text(config)}


def python(question):
    """Runs Python source that binds `config` and describes what it bound."""
    caught = []
    config, error = attempt(lambda: evaluated(question["source"]), caught)
    return {"error": error, "warnings": caught} if error else {**described(config), "error": None, "warnings": caught}


def evaluated(source):
    scope = {}
    exec(compile(source, "<config>", "exec"), scope)
    return scope["config"]


def document(question):
    """Is our text PEFT's? Constructs from `cls` and `kwargs`; loads `text`; runs `source`; compares all three.

    `equal` is Python's equality of the config objects, `same` that of the file text they save.
    """
    caught = []
    config, error = attempt(lambda: question_config(question), caught)
    if error:
        return {"error": error, "warnings": caught}
    written, error = attempt(lambda: canonical_text(config), caught)
    if error:
        return {"error": error, "warnings": caught}
    answer = {"error": None, "warnings": caught, "text": written}
    for name, action in (("text", loaded), ("source", evaluated)):
        if name in question:
            answer["load" if name == "text" else "python"] = agreement(config, written, action, question[name])
    return answer


def agreement(config, written, action, argument):
    other, error = attempt(lambda: action(argument), [])
    if error:
        return {"error": error}
    other_text, error = attempt(lambda: canonical_text(other), [])
    return {"error": error, "equal": bool(other == config), "same": other_text == written, "text": other_text}


# --- operations: the schedule, and patterns ----------------------------------------------------


class Modules:
    """As much of an adapted model as RankAllocator counts: the rows of each lora_A."""

    def __init__(self, count, rank):
        self.count, self.rows = count, torch.empty(rank, 0, device="meta")

    def named_parameters(self):
        return ((f"m{index}.lora_A.default", self.rows) for index in range(self.count))


class Recorder(RankAllocator):
    """PEFT's allocator, with the weights' part left out: it notes the budget that each step prunes to."""

    def update_ipt(self, model):
        pass

    def mask_to_budget(self, model, budget):
        self.pruned_to = budget
        return {"m": [True]}

    def mask_using_rank_pattern(self, model, rank_pattern):
        self.held = True


def schedule(question):
    """What PEFT does at each step: `[budget, action, repetitions]` for runs of equal steps.

    The budget is budget_schedule's. The action is what update_and_allocate does with it: `none`,
    `prune` (to this budget), `final` (the forced pruning) or `hold` (zeroes stay zeroes).
    `steps` lists the steps, else all of 0..total_step.
    """
    config = AdaLoraConfig(**question["kwargs"], target_modules=["m"])
    modules = Modules(question["modules"], config.init_r)
    allocator = Recorder(modules, config, "default")
    trainer = type("Trainer", (), {})()
    trainer.peft_config, trainer.trainable_adapter_name = {"default": config}, "default"
    trainer.rankallocator, trainer.model = allocator, modules
    runs = []
    for step in question.get("steps", range(config.total_step + 1)):
        budget, action = schedule_step(trainer, step)
        if runs and runs[-1][:2] == [budget, action]:
            runs[-1][2] += 1
        else:
            runs.append([budget, action, 1])
    return {"initial": allocator.init_bgt, "target": allocator.target_bgt, "runs": runs}


def schedule_step(trainer, step):
    allocator = trainer.rankallocator
    allocator.pruned_to, allocator.held = None, False
    AdaLoraModel.update_and_allocate(trainer, step)
    budget, _ = allocator.budget_schedule(step)
    if allocator.held:
        return budget, "hold"
    if allocator.pruned_to is None:
        return budget, "none"
    end = trainer.peft_config["default"].total_step - trainer.peft_config["default"].tfinal
    return allocator.pruned_to, "final" if step == end else "prune"


def regex(question):
    """Whether Python compiles the pattern, and which of `names` it matches (`how`: fullmatch or match)."""
    pattern, error = attempt(lambda: re.compile(question["pattern"]), [])
    if error:
        return {"error": error}
    match = getattr(pattern, question.get("how", "fullmatch"))
    return {"error": None, "matches": [bool(match(name)) for name in question.get("names", [])]}


OPERATIONS = {
    "versions": versions,
    "fields": fields,
    "tables": tables,
    "construct": construction,
    "verdict": verdict,
    "text": text,
    "load": load,
    "python": python,
    "document": document,
    "schedule": schedule,
    "regex": regex,
}


# --- the loop ----------------------------------------------------------------------------------


class Overtime(BaseException):
    """Not an Exception, so that nothing in PEFT catches it."""


CURRENT = {"stage": None}


def ring(_signal, _frame):
    raise Overtime


def answer_to(question):
    CURRENT["stage"] = None
    signal.setitimer(signal.ITIMER_REAL, question.get("timeout", DEFAULT_TIMEOUT))
    try:
        return OPERATIONS[question["op"]](question)
    except Overtime:
        return {"timeout": True, "stage": CURRENT["stage"]}
    except Exception as exception:
        return {"bad_question": error_of(exception)}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def reply(line):
    try:
        question = json.loads(line)
        answer = answer_to(question)
        named = {"id": question["id"], **answer} if "id" in question else answer
        return json.dumps(named, ensure_ascii=True, allow_nan=False)
    except Exception as exception:
        return json.dumps({"bad_question": error_of(exception)})


def limit_memory():
    """A rank of a billion is refused by the allocator instead of ending the machine."""
    try:
        import resource

        with open("/proc/self/statm") as statm:
            used = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + ADDRESS_SPACE_MARGIN, resource.RLIM_INFINITY))
    except (ImportError, OSError, ValueError):
        pass


def main():
    signal.signal(signal.SIGALRM, ring)
    torch.set_num_threads(1)
    tiny_model(None)
    limit_memory()
    # A model is full of cycles: freeze what stays, and collect what goes in batches.
    gc.freeze()
    gc.disable()
    try:
        for count, line in enumerate(sys.stdin):
            if line.strip():
                print(reply(line), file=ANSWERS, flush=True)
            if count % 20 == 19:
                gc.collect()
    finally:
        shutil.rmtree(SCRATCH, ignore_errors=True)


if __name__ == "__main__":
    main()
    # Skips torch's teardown, which takes a second and complains.
    os._exit(0)
