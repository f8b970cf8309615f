"""Records which layer number the real PEFT reads out of module names.

    python record_layer_readings.py ../fixtures/layer-stacks.json ../fixtures/layer-readings.json

PEFT has read it in three ways so far. Run this under a release of each (0.19, 0.20, 0.21) with the same files: every
release adds its answers. The names are those of layer-stacks.json that count something else inside a layer, some that
do not, and the patterns are none, the name of the list, and the list of names that stands for an unknown model type.
"""

import json
import sys
from pathlib import Path

import peft
from peft import LoraConfig
from peft.tuners.tuners_utils import check_target_module_exists

COMMON = ["layers", "h", "block", "blocks", "layer"]


def names(recordings):
    """One name that counts twice of every list that has some, and every twentieth other one."""
    lists = [
        (path, entry["names"])
        for part in recordings
        for model in part["models"]
        for path, entry in model["lists"].items()
    ]
    twice = {(path, found[1]) for path, found in lists if len(found) > 1}
    plain = sorted({(path, found[0]) for path, found in lists} - twice)
    return sorted(twice | set(plain[::20]))


def reading(name, pattern):
    """The layer number that PEFT reads, or null if it reads none."""
    for number in range(64):
        config = LoraConfig(
            target_modules=[name.rsplit(".", 1)[-1]],
            layers_to_transform=[number],
            layers_pattern=pattern,
        )
        if check_target_module_exists(config, name):
            return number
    return None


def main(stacks, readings):
    earlier = json.loads(readings.read_text()) if readings.exists() else []
    answers = [
        [name, pattern, reading(name, pattern)]
        for path, name in names(json.loads(stacks.read_text()))
        for pattern in (None, path.rsplit(".", 1)[-1], COMMON)
    ]
    parts = [*earlier, {"peft": peft.__version__, "readings": answers}]
    lines = [
        f'{{"peft": "{part["peft"]}", "readings": [\n'
        + ",\n".join(json.dumps(answer) for answer in part["readings"])
        + "\n]}"
        for part in parts
    ]
    readings.write_text("[" + ",\n".join(lines) + "]\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
