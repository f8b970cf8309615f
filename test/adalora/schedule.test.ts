import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AdaLoraSchedule,
  type AdaLoraTiming,
  adaLoraSchedule,
  budgetAt,
  prunesAt,
  type ScheduledConfig,
} from "../../src/adalora/schedule.ts";

/** The chapter's config, whose tfinal it calls "the step at which adjusting ends". */
const chapter = { initR: 16, targetR: 8, tinit: 200, tfinal: 1000, deltaT: 10, totalStep: 10000 };
const onFortyLayers = { modules: 160 };

describe("the chapter's schedule", () => {
  const schedule = adaLoraSchedule(chapter, onFortyLayers);

  test("keeps the numbers it was made from", () => {
    expect(schedule.timing).toStrictEqual(chapter);
    expect(schedule.modules).toBe(160);
  });

  test("starts at initR and ends at targetR in every module", () => {
    expect(schedule.initialBudget).toBe(2560);
    expect(schedule.targetBudget).toBe(1280);
  });

  test("moves the ranks from step 201 to step 9000, first pruned at 210", () => {
    expect(schedule.pruning).toStrictEqual({ first: 210, last: 9000, count: 880 });
    expect([200, 201, 9000, 9001].map((step) => budgetAt(schedule, step))).toEqual([
      2560, 2559, 1280, 1280,
    ]);
    expect([200, 201, 210, 9000, 9010].map((step) => prunesAt(schedule, step))).toEqual([
      false,
      false,
      true,
      true,
      false,
    ]);
  });

  test("has four phases, in steps that count from 0", () => {
    expect(schedule.phases.map(({ name, from, to }) => [name, from, to])).toEqual([
      ["warm-up", 0, 200],
      ["budgeting", 201, 8999],
      ["forced pruning", 9000, 9000],
      ["final", 9001, 9999],
    ]);
  });

  test("reads in plain words", () => {
    expect(schedule.text.split("\n")).toEqual([
      "The ranks move from step 201 to step 9000: 880 prunings, the first at step 210.",
      "Steps 0 to 200, warm-up: Every module keeps rank 16: 2560 ranks in all.",
      "Steps 201 to 8999, budgeting: The budget falls from 2560 towards 1280 ranks, applied at multiples of 10, 879 in all.",
      "Step 9000, forced pruning: Pruned to 1280 ranks, whatever deltaT is: 8 a module on average.",
      "Steps 9001 to 9999, final: What was pruned is held at zero.",
      "tfinal = 1000 is the length of the last phase: pruning ends at step totalStep - tfinal = 9000.",
    ]);
  });

  test("has a series of 64 points from the start over pruning steps to the end", () => {
    expect(schedule.series).toHaveLength(64);
    expect(schedule.series[0]).toStrictEqual({ step: 0, budget: 2560, averageRank: 16 });
    expect(schedule.series[1]).toStrictEqual({ step: 210, budget: 2555, averageRank: 15.96875 });
    expect(schedule.series.at(-1)).toStrictEqual({ step: 9000, budget: 1280, averageRank: 8 });
  });

  test("is plain data, the same after JSON", () => {
    expect(JSON.parse(JSON.stringify(schedule))).toStrictEqual(schedule);
  });
});

describe("unusual schedules", () => {
  const lines = (changes: Partial<AdaLoraTiming>) =>
    adaLoraSchedule({ ...chapter, ...changes }, onFortyLayers).text.split("\n");

  test("no multiple of deltaT in the window: everything is pruned at once", () => {
    expect(lines({ deltaT: 20000 })[2]).toMatch(/applied at multiples of 20000, 0 in all\.$/);
  });

  test("one multiple of deltaT in the window", () => {
    expect(lines({ deltaT: 5000 })[2]).toMatch(/applied at multiples of 5000, 1 in all\.$/);
  });

  test("deltaT = 1 prunes at every step", () => {
    expect(lines({ deltaT: 1 })[2]).toMatch(/applied at multiples of 1, 8799 in all\.$/);
  });

  test("tfinal = 0: a loop from 0 never reaches the forced pruning", () => {
    const schedule = adaLoraSchedule({ ...chapter, tfinal: 0 }, onFortyLayers);
    expect(schedule.phases.at(-1)).toStrictEqual({
      name: "forced pruning",
      from: 10000,
      to: 10000,
      text: "Pruned to 1280 ranks, whatever deltaT is: 8 a module on average. A loop from 0 ends earlier: write tfinal of at least 1.",
    });
  });

  test("phases without a step are left out", () => {
    const shortest = { ...chapter, tinit: 0, tfinal: 0, totalStep: 1 };
    const { phases } = adaLoraSchedule(shortest, onFortyLayers);
    expect(phases.map(({ name, from, to }) => [name, from, to])).toEqual([
      ["warm-up", 0, 0],
      ["forced pruning", 1, 1],
    ]);
    expect(adaLoraSchedule({ ...chapter, tfinal: 1 }, onFortyLayers).phases).toHaveLength(3);
  });

  test("a series of two points is the start and the end", () => {
    const { series } = adaLoraSchedule(chapter, { modules: 160, points: 2 });
    expect(series.map(({ step }) => step)).toEqual([0, 9000]);
  });

  test("a thousand million steps are answered at once", () => {
    const start = performance.now();
    const schedule = adaLoraSchedule({ ...chapter, deltaT: 1, totalStep: 1e9 }, onFortyLayers);
    expect(schedule.pruning).toEqual({ first: 201, last: 999999000, count: 999998800 });
    expect(schedule.series).toHaveLength(64);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("refusals", () => {
  const making =
    (changes: object, options: unknown = onFortyLayers) =>
    () =>
      adaLoraSchedule(
        { ...chapter, ...changes } as ScheduledConfig,
        options as { readonly modules: number },
      );

  test.each([
    [{ tinit: 1.5 }, "tinit is 1.5: write an integer from 0"],
    [{ tinit: -1 }, "tinit is -1: write an integer from 0"],
    [{ tfinal: -1 }, "tfinal is -1: write an integer from 0"],
    [{ deltaT: 0 }, "deltaT is 0: write an integer from 1"],
    [{ initR: "16" }, 'initR is "16": write an integer from 1'],
    [{ targetR: 0 }, "targetR is 0: write an integer from 1"],
    [{ totalStep: null }, "totalStep is null: write an integer from 1"],
    [{ totalStep: 2 ** 53 }, "totalStep is 9007199254740992: write an integer from 1"],
    [
      { targetR: 16 },
      "targetR = 16 is not below initR = 16: PEFT fails at its first pruning step; lower targetR",
    ],
    [
      { tinit: 6000, tfinal: 11000, totalStep: 13500 },
      "tinit = 6000 is not below totalStep - tfinal = 2500: no step is left to prune in; lower tinit or tfinal",
    ],
  ])("%o", (changes, message) => {
    expect(making(changes)).toThrow(new RangeError(message));
  });

  test.each([
    [{ modules: 0 }, "modules is 0: write an integer from 1"],
    [{ modules: Number.NaN }, "modules is NaN: write an integer from 1"],
    [undefined, "modules is undefined: write an integer from 1"],
    [{ modules: 1e15 }, "initR × modules is 16000000000000000: write an integer from 1"],
    [{ modules: 1, points: 1 }, "points is 1: write an integer from 2"],
    [{ modules: 1, points: Infinity }, "points is Infinity: write an integer from 2"],
  ])("options %o", (options, message) => {
    expect(making({}, options === undefined ? null : options)).toThrow(new RangeError(message));
  });

  test("a step that is none", () => {
    const schedule = adaLoraSchedule(chapter, onFortyLayers);
    expect(() => budgetAt(schedule, -1)).toThrow(
      new RangeError("step is -1: write an integer from 0"),
    );
    expect(() => prunesAt(schedule, 0.5)).toThrow(
      new RangeError("step is 0.5: write an integer from 0"),
    );
  });
});

describe("properties", () => {
  /** Legal configs of at most 400 steps, so that all steps can be counted. */
  const scheduled = fc
    .tuple(
      fc.integer({ min: 1, max: 300 }),
      fc.nat(50),
      fc.nat(50),
      fc.integer({ min: 1, max: 60 }),
    )
    .chain(([window, tinit, tfinal, deltaT]) =>
      fc.record({
        config: fc
          .tuple(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 64 }))
          .map(([targetR, above]) => ({
            initR: targetR + above,
            targetR,
            tinit,
            tfinal,
            deltaT,
            totalStep: tinit + window + tfinal,
          })),
        modules: fc.integer({ min: 1, max: 500 }),
        points: fc.integer({ min: 2, max: 40 }),
      }),
    )
    .map(({ config, modules, points }) => adaLoraSchedule(config, { modules, points }));

  const stepsOf = ({ timing }: AdaLoraSchedule) =>
    Array.from({ length: timing.totalStep + 1 }, (_, step) => step);

  test("the budget never rises and stays between target and start", () => {
    fc.assert(
      fc.property(scheduled, (schedule) => {
        const budgets = stepsOf(schedule).map((step) => budgetAt(schedule, step));
        expect(budgets[0]).toBe(schedule.initialBudget);
        expect(budgets.at(-1)).toBe(schedule.targetBudget);
        expect(budgets.every((budget, at) => budget <= (budgets[at - 1] ?? Infinity))).toBe(true);
      }),
    );
  });

  test("pruning tells the steps that prune", () => {
    fc.assert(
      fc.property(scheduled, (schedule) => {
        const pruning = stepsOf(schedule).filter((step) => prunesAt(schedule, step));
        expect(schedule.pruning).toEqual({
          first: pruning[0],
          last: pruning.at(-1),
          count: pruning.length,
        });
      }),
    );
  });

  test("the series ascends over pruning steps and has as many points as it may", () => {
    fc.assert(
      fc.property(scheduled, fc.integer({ min: 2, max: 500 }), (made, points) => {
        const schedule = adaLoraSchedule(made.timing, { modules: made.modules, points });
        const [start, ...rest] = schedule.series;
        expect(start).toEqual({
          step: 0,
          budget: schedule.initialBudget,
          averageRank: schedule.timing.initR,
        });
        expect(rest).toHaveLength(Math.min(points - 1, schedule.pruning.count));
        expect(rest.at(-1)?.step).toBe(schedule.pruning.last);
        rest.forEach(({ step, budget, averageRank }, place) => {
          expect(step).toBeGreaterThan(rest[place - 1]?.step ?? 0);
          expect(prunesAt(schedule, step)).toBe(true);
          expect(budget).toBe(budgetAt(schedule, step));
          expect(averageRank).toBe(budget / schedule.modules);
        });
      }),
    );
  });

  test("the phases cover every step once", () => {
    fc.assert(
      fc.property(scheduled, ({ phases, timing }) => {
        const covered = phases.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, offset) => from + offset),
        );
        const end = Math.max(timing.totalStep - 1, timing.totalStep - timing.tfinal);
        expect(covered).toEqual(Array.from({ length: end + 1 }, (_, step) => step));
      }),
    );
  });
});

/** What the real PEFT did; see test/conformance/record_schedules.py. */
interface Recorded extends AdaLoraTiming {
  readonly modules: number;
  readonly initialBudget: number;
  readonly targetBudget: number;
  readonly steps: "all" | readonly number[];
  readonly budgets: readonly number[];
  /** A letter per step: n(othing), p(rune), f(orced pruning), h(old at zero). */
  readonly actions: string;
}

describe("recorded from PEFT", () => {
  const here = (path: string) => readFileSync(new URL(path, import.meta.url));
  const recorded: {
    readonly meta: { readonly peft: string; readonly script: string };
    readonly schedules: readonly Recorded[];
    readonly misrounded: readonly (AdaLoraTiming &
      Readonly<Record<"modules" | "step" | "budget", number>>)[];
  } = JSON.parse(here("../fixtures/schedules.json").toString());

  test("by the script that is here", () => {
    const script = here("../conformance/record_schedules.py");
    expect(recorded.meta.script).toBe(createHash("sha256").update(script).digest("hex"));
    expect(recorded.meta.peft).toMatch(/^0\.21\./);
    expect(recorded.schedules.length).toBeGreaterThanOrEqual(80);
  });

  test("has the trap of the last bit: 61, not 62", () => {
    const config = { initR: 258, targetR: 8, tinit: 0, tfinal: 0, deltaT: 1, totalStep: 5 };
    expect(budgetAt(adaLoraSchedule(config, { modules: 1 }), 2)).toBe(61);
  });

  const named = recorded.schedules.map((schedule) => {
    const { initR, targetR, tinit, tfinal, deltaT, totalStep, modules } = schedule;
    const name = `${initR} → ${targetR}, ${tinit}/${tfinal}/${totalStep} every ${deltaT}, ${modules} modules`;
    return [name, schedule] as const;
  });

  test.each(named)("%s", (_, answer) => {
    const schedule = adaLoraSchedule(answer, { modules: answer.modules });
    const { pruning, phases } = schedule;
    const steps = answer.steps === "all" ? answer.budgets.map((_, step) => step) : answer.steps;
    const action = (step: number) => {
      if (step > pruning.last) return "h";
      if (!prunesAt(schedule, step)) return "n";
      return phases.find(({ from, to }) => from <= step && step <= to)?.name === "forced pruning"
        ? "f"
        : "p";
    };
    expect(schedule.initialBudget).toBe(answer.initialBudget);
    expect(schedule.targetBudget).toBe(answer.targetBudget);
    expect(steps.map((step) => budgetAt(schedule, step))).toEqual(answer.budgets);
    expect(steps.map(action).join("")).toBe(answer.actions);
    if (answer.steps === "all") {
      expect(pruning.count).toBe(answer.actions.replaceAll(/[nh]/g, "").length);
    }
  });

  test("where the C library's pow is not the nearest float, ours still is", () => {
    expect(recorded.misrounded.length).toBeGreaterThan(0);
    for (const { modules, step, budget, ...config } of recorded.misrounded) {
      const ours = budgetAt(adaLoraSchedule(config, { modules }), step);
      expect(Math.abs(ours - budget)).toBe(1);
    }
  });
});
