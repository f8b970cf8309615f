"""Records AdaLoRA schedules made by the real PEFT, for test/adalora/schedule.test.ts.

    python test/conformance/record_schedules.py

writes test/fixtures/schedules.json. Budgets come from PEFT's RankAllocator.budget_schedule; what is done at a step from
AdaLoraModel.update_and_allocate, run with the three methods that touch tensors replaced by ones that note the call. The
configs are corners written by hand, traps of the last bit, and a seeded draw, so that the bytes only depend on this
script, on PEFT and on the C library's pow.
"""

import hashlib
import json
import platform
import random
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import peft
import torch
from peft import AdaLoraConfig
from peft.tuners.adalora.layer import RankAllocator
from peft.tuners.adalora.model import AdaLoraModel

HERE = Path(__file__).resolve()
FIXTURE = HERE.parents[1] / "fixtures" / "schedules.json"
SEED = 20240311
DRAWN = 48
COMPLETE = 260  # schedules of so many steps are recorded step by step
SAMPLED = 24

FIELDS = ["initR", "targetR", "tinit", "tfinal", "deltaT", "totalStep", "modules"]

CORNERS = [
    # the chapter's config on 40 layers with 4 projections each, and its misreading of tfinal
    (16, 8, 200, 1000, 10, 10000, 160),
    (16, 8, 200, 9000, 10, 10000, 160),
    # PEFT's docstring, PEFT's defaults, PEFT's benchmark, PEFT's example, the paper's GLUE script
    (12, 8, 10, 20, 1, 100, 72),
    (12, 8, 0, 0, 1, 10, 24),
    (64, 32, 200, 500, 1, 5000, 56),
    (12, 8, 200, 1000, 10, 2500, 32),
    (12, 8, 5400, 22000, 100, 85000, 72),
    # the smallest runs; one step in the window; no multiple of deltaT in it
    (2, 1, 0, 0, 1, 1, 1),
    (2, 1, 0, 0, 1, 2, 1),
    (2, 1, 0, 1, 1, 2, 1),
    (12, 8, 98, 1, 1, 100, 7),
    (12, 8, 99, 0, 1, 100, 7),
    (12, 8, 10, 10, 100, 100, 7),
    (12, 8, 10, 10, 90, 100, 7),
    (12, 8, 10, 10, 80, 100, 7),
    (12, 8, 10, 10, 11, 100, 7),
    (12, 8, 10, 10, 10, 100, 7),
    (12, 8, 10, 10, 9, 100, 7),
    (12, 8, 10, 10, 1000000, 100, 7),
    (12, 8, 0, 99, 1, 100, 7),
    (12, 8, 0, 98, 1, 100, 7),
    (12, 8, 0, 0, 7, 100, 7),
    (12, 8, 0, 1, 7, 100, 7),
    (12, 8, 7, 2, 7, 100, 7),
    (12, 8, 6, 1, 7, 99, 7),
    # ranks next to each other, far apart, many modules
    (9, 8, 3, 5, 1, 60, 1),
    (2, 1, 3, 5, 2, 60, 1000),
    (1000000, 1, 3, 5, 1, 60, 1),
    (1000000, 999999, 3, 5, 1, 60, 1),
    (256, 1, 3, 5, 1, 60, 5000),
    # very long runs
    (16, 8, 1000, 1000, 10, 1000000, 160),
    (16, 8, 1000, 1000, 7, 1000000000, 160),
    (16, 8, 0, 0, 1, 1000000000, 1),
    (16, 8, 999999998, 0, 1, 1000000000, 160),
    (3, 2, 12345, 6789, 97, 9007199254740991, 3),
    (100, 1, 0, 1, 1, 9007199254740991, 64),
    # c * c * c is one too high (window 5, step 2), V8's c ** 3 one too low (windows 18, 22, 48)
    (258, 8, 0, 0, 1, 5, 1),
    (129, 4, 7, 3, 1, 15, 2),
    (35, 8, 0, 2, 1, 20, 216),
    (16, 8, 100, 10, 5, 128, 729),
    (30, 8, 0, 0, 1, 22, 484),
    (110600, 8, 0, 0, 1, 48, 1),
]


def cube(c):
    """The cube of a float, correctly rounded."""
    return float(Fraction(c) ** 3)


def traps():
    """Windows and differences whose budget is a whole number at some step but not in floats: the last bit decides."""
    found = []
    for window in range(3, 61):
        for step in range(1, window):
            share = Fraction(window - step, window) ** 3
            for factor in (1, 2, 3):
                difference = share.denominator * factor
                c = 1 - step / window
                if difference < 200000 and int(difference * c**3 + 8) != int(difference * c * c * c + 8):
                    found.append((difference + 8, 8, 3, 4, 1, window + 7, 1))
    return random.Random(SEED).sample(sorted(set(found)), 24)


def drawn():
    """Legal configs from a seeded draw, from tiny to long."""
    rng = random.Random(SEED)
    configs = []
    for _ in range(DRAWN):
        total = rng.choice([20, 50, 100, 1000, 10000, 123457])
        tinit = rng.randrange(0, total // 2)
        tfinal = rng.randrange(0, total - tinit)
        target = rng.choice([1, 2, 4, 8, 16, 31, 64])
        initial = target + rng.choice([1, 2, 4, 7, 8, 16, 64])
        delta = rng.choice([1, 1, 2, 3, 10, 50, 100, total])
        configs.append((initial, target, tinit, tfinal, delta, total, rng.choice([1, 2, 28, 56, 160, 224, 1000])))
    return configs


class NotingAllocator(RankAllocator):
    """PEFT's allocator without tensors: it notes what it was asked to do at a step."""

    def update_ipt(self, model):
        pass

    def mask_to_budget(self, model, budget):
        self.noted.append(("p", budget))
        return {"pruned": []}

    def mask_using_rank_pattern(self, model, rank_pattern):
        self.noted.append(("h", None))


def allocator_of(config, modules):
    weight = torch.empty(config.init_r, 1, device="meta")
    model = SimpleNamespace(
        named_parameters=lambda: ((f"layers.{index}.q_proj.lora_A.default", weight) for index in range(modules))
    )
    return NotingAllocator(model, config, "default")


def act(allocator, config, step):
    """What PEFT does at a step: n(othing), p(rune), f(orced pruning), h(old at zero)."""
    allocator.noted = []
    tuner = SimpleNamespace(
        peft_config={"default": config}, trainable_adapter_name="default", rankallocator=allocator, model=None
    )
    AdaLoraModel.update_and_allocate(tuner, step)
    budget, _ = allocator.budget_schedule(step)
    if not allocator.noted:
        return budget, "n"
    [(action, pruned_to)] = allocator.noted
    assert pruned_to in (None, budget)
    forced = action == "p" and step == config.total_step - config.tfinal
    return budget, "f" if forced else action


def steps_of(values, rng):
    total, end, tinit, delta = values["totalStep"], values["totalStep"] - values["tfinal"], values["tinit"], values["deltaT"]
    if total <= COMPLETE:
        return range(total + 1)
    first = (tinit // delta + 1) * delta
    edges = [0, tinit, first, end, end // delta * delta, (tinit + end) // 2 // delta * delta, total]
    chosen = {edge + offset for edge in edges for offset in (-delta, -1, 0, 1, delta)}
    chosen |= {rng.randrange(tinit, end + 1) for _ in range(SAMPLED)}
    chosen |= {rng.randrange(tinit, end + 1) // delta * delta for _ in range(SAMPLED)}
    return sorted(step for step in chosen if 0 <= step <= total)


def record(values, rng):
    values = dict(zip(FIELDS, values))
    modules = values["modules"]
    config = AdaLoraConfig(
        init_r=values["initR"],
        target_r=values["targetR"],
        tinit=values["tinit"],
        tfinal=values["tfinal"],
        deltaT=values["deltaT"],
        total_step=values["totalStep"],
        target_modules=["q_proj"],
    )
    allocator = allocator_of(config, modules)
    steps = list(steps_of(values, rng))
    answers = [act(allocator, config, step) for step in steps]
    return {
        **values,
        "initialBudget": allocator.init_bgt,
        "targetBudget": allocator.target_bgt,
        "steps": "all" if len(steps) == values["totalStep"] + 1 else steps,
        "budgets": [budget for budget, _ in answers],
        "actions": "".join(action for _, action in answers),
    }


def misrounded():
    """Where this machine's pow is itself not the nearest float and the budget shows it: [window, step, budget, difference].

    PEFT's own answer depends on the C library there; ours is the correctly rounded one.
    """
    rows = []
    for window in range(2, 121):
        for step in range(1, window):
            c = 1 - step / window
            if c**3 == cube(c):
                continue
            share = Fraction(window - step, window) ** 3
            for difference in range(share.denominator, 3_000_000, share.denominator):
                if int(difference * c**3 + 8) != int(difference * cube(c) + 8):
                    rows.append((difference + 8, 8, 0, 0, 1, window, 1, step))
                    break
    return rows


def main():
    rng = random.Random(SEED)
    schedules = [record(values, rng) for values in [*CORNERS, *traps(), *drawn()]]
    divergences = []
    for *values, step in misrounded():
        schedule = record(values, rng)
        divergences.append({**dict(zip(FIELDS, values)), "step": step, "budget": schedule["budgets"][step]})
    meta = {
        "peft": peft.__version__,
        "python": platform.python_version(),
        "libc": " ".join(platform.libc_ver()),
        "script": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    }
    lines = [f' "meta": {json.dumps(meta)},', ' "schedules": [']
    lines += [f"  {json.dumps(schedule, separators=(',', ':'))}," for schedule in schedules[:-1]]
    lines += [f"  {json.dumps(schedules[-1], separators=(',', ':'))}", " ],", f' "misrounded": {json.dumps(divergences)}']
    FIXTURE.write_text("{\n" + "\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
    print(f"{len(schedules)} schedules, {sum(len(s['budgets']) for s in schedules)} steps, {len(divergences)} misrounded")


if __name__ == "__main__":
    main()
