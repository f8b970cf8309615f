import { valueText } from "../config/shape.ts";

/** The six numbers of an AdaLoRA config that decide its schedule. */
export interface AdaLoraTiming {
  /** Rank every adapted module starts with: above `targetR`. */
  readonly initR: number;
  /** Average rank per adapted module in the end: from 1. */
  readonly targetR: number;
  /** Last step of the warm-up: from 0. */
  readonly tinit: number;
  /** Length of the last phase in steps: from 0. Not the step at which adjusting ends. */
  readonly tfinal: number;
  /** Ranks are pruned on steps that are a multiple of this: from 1. */
  readonly deltaT: number;
  /** Number of training steps: above `tinit + tfinal`. */
  readonly totalStep: number;
}

/** What has a schedule: an `AdaLoraConfig`, or any object with its six timing fields. */
export type ScheduledConfig = Omit<AdaLoraTiming, "totalStep"> & {
  /** Null, PEFT's default, is refused: PEFT refuses it too. */
  readonly totalStep: number | null;
};

/** What a schedule needs to know besides the config. */
export interface ScheduleOptions {
  /** How many modules the adapter covers: from 1. 40 layers with 4 projections each make 160. */
  readonly modules: number;
  /** The most points that `series` may have: from 2. Default: 64. */
  readonly points?: number;
}

/** A stretch of steps in which one thing happens. Steps count from 0, as in PEFT's own example. */
export interface SchedulePhase {
  readonly name: "warm-up" | "budgeting" | "forced pruning" | "final";
  /** First step. */
  readonly from: number;
  /** Last step, included. */
  readonly to: number;
  /** What happens, in a sentence. */
  readonly text: string;
}

/** The budget that a pruning step leaves. */
export interface BudgetPoint {
  readonly step: number;
  /** Ranks left in all modules together. */
  readonly budget: number;
  /** `budget` divided by the number of modules. */
  readonly averageRank: number;
}

/** What AdaLoRA does to the ranks, and when. Plain data. */
export interface AdaLoraSchedule {
  readonly timing: AdaLoraTiming;
  readonly modules: number;
  /** Ranks of all modules together at the start: `initR` × `modules`. */
  readonly initialBudget: number;
  /** Ranks of all modules together in the end: `targetR` × `modules`. */
  readonly targetBudget: number;
  /** The phases in order. One that has no step is left out. */
  readonly phases: readonly SchedulePhase[];
  /** The steps that prune: the first, the last (forced, at `totalStep - tfinal`), how many. */
  readonly pruning: { readonly first: number; readonly last: number; readonly count: number };
  /** The start, then pruning steps evenly chosen from the first to the last, at most `points`. */
  readonly series: readonly BudgetPoint[];
  /** All of it in plain words, a line per phase. */
  readonly text: string;
}

/**
 * What an AdaLoRA config does to the ranks and when, with exactly PEFT's integers.
 *
 * PEFT lets the budget fall by a cubic curve, `(initial - target) · (1 - (step - tinit) / (end -
 * tinit))³ + target` truncated, where `end = totalStep - tfinal`. It prunes to it on the multiples of
 * `deltaT` above `tinit`, and in any case at `end`. Between two prunings a pruned rank may grow back;
 * after `end` it is zeroed at every step. None of it happens unless the training loop calls
 * `model.base_model.update_and_allocate(step)` after each backward pass: Trainer does not.
 *
 * @param config An `AdaLoraConfig`, or any object with its six timing fields.
 * @param options How many `modules` are adapted; how many `points` the series may have.
 * @returns Plain data. It takes no longer for a thousand million steps than for ten.
 * @throws {RangeError} if a number is not an integer in its range, or nothing is left to prune.
 *
 * @example
 * ```ts
 * const schedule = adaLoraSchedule(
 *   { initR: 16, targetR: 8, tinit: 200, tfinal: 1000, deltaT: 10, totalStep: 10000 },
 *   { modules: 160 },
 * );
 * schedule.pruning; // { first: 210, last: 9000, count: 880 }
 * ```
 *
 * @see peft/tuners/adalora/layer.py RankAllocator, peft/tuners/adalora/model.py update_and_allocate
 */
export function adaLoraSchedule(
  config: ScheduledConfig,
  options: ScheduleOptions,
): AdaLoraSchedule {
  const timing = checkedTiming(config);
  const modules = checkAtLeast(1, "modules", options?.modules);
  const points = checkAtLeast(2, "points", options?.points ?? 64);
  const pruned = {
    timing,
    modules,
    initialBudget: checkAtLeast(1, "initR × modules", timing.initR * modules),
    targetBudget: timing.targetR * modules,
    pruning: pruningOf(timing),
  };
  return { ...pruned, ...toldOf(pruned), series: seriesOf(pruned, points) };
}

/** What {@link budgetAt} and {@link prunesAt} read of a schedule. */
type Budgets = Pick<AdaLoraSchedule, "timing" | "modules" | "initialBudget" | "targetBudget">;
type Pruned = Budgets & Pick<AdaLoraSchedule, "pruning">;

/**
 * The budget at a step: what PEFT's `budget_schedule(step)` answers. It is applied only at steps
 * that prune, see {@link prunesAt}.
 *
 * @param schedule What `adaLoraSchedule` returned.
 * @param step A training step, from 0.
 * @returns The ranks of all modules together, an integer.
 * @throws {RangeError} if `step` is not an integer from 0.
 *
 * @example
 * ```ts
 * budgetAt(schedule, 210); // 2555
 * ```
 */
export function budgetAt(schedule: Budgets, step: number): number {
  const { timing, initialBudget, targetBudget } = schedule;
  const { tinit, tfinal, totalStep } = timing;
  const left = 1 - (checkAtLeast(0, "step", step) - tinit) / (totalStep - tfinal - tinit);
  const share = cube(Math.min(Math.max(left, 0), 1));
  return Math.trunc((initialBudget - targetBudget) * share + targetBudget);
}

/**
 * Whether PEFT prunes at a step.
 *
 * @param schedule What `adaLoraSchedule` returned.
 * @param step A training step, from 0.
 * @returns True for the multiples of `deltaT` between warm-up and end, and for the end itself.
 * @throws {RangeError} if `step` is not an integer from 0.
 *
 * @example
 * ```ts
 * [prunesAt(schedule, 205), prunesAt(schedule, 210)]; // [false, true]
 * ```
 */
export function prunesAt({ timing }: Pick<AdaLoraSchedule, "timing">, step: number): boolean {
  const end = timing.totalStep - timing.tfinal;
  const isInside = checkAtLeast(0, "step", step) > timing.tinit && step < end;
  return step === end || (isInside && step % timing.deltaT === 0);
}

/**
 * c³, correctly rounded, for the c of the schedule: a multiple of 2⁻⁵³ from 0 to 1. A budget is
 * truncated, so the last bit counts. V8's `c ** 3` misses Python's answer in one c of ten, c·c·c in
 * one of four, this in fewer than one of a thousand, and every engine agrees on it.
 */
function cube(c: number): number {
  return Number(BigInt(c * 2 ** 53) ** 3n) / 2 ** 159;
}

/** Counts the steps that prune: multiples of deltaT strictly between tinit and the end, and the end. */
function pruningOf(timing: AdaLoraTiming): AdaLoraSchedule["pruning"] {
  const { tinit, tfinal, deltaT, totalStep } = timing;
  const last = totalStep - tfinal;
  const before = Math.floor(tinit / deltaT);
  const count = Math.ceil(last / deltaT) - before;
  return { first: Math.min((before + 1) * deltaT, last), last, count };
}

/** The start and up to `points - 1` pruning steps, evenly chosen, with the budget each leaves. */
function seriesOf(schedule: Pruned, points: number): BudgetPoint[] {
  const { modules, pruning, timing } = schedule;
  const size = Math.min(points - 1, pruning.count);
  const chosen = Array.from({ length: size }, (_, place) => {
    if (place === size - 1) return pruning.last;
    const nth = Math.round((place / (size - 1)) * (pruning.count - 1));
    return pruning.first + nth * timing.deltaT;
  });
  return [0, ...chosen].map((step) => {
    const budget = budgetAt(schedule, step);
    return { step, budget, averageRank: budget / modules };
  });
}

/** The phases that have a step, with what happens in each, and all of it in plain words. */
function toldOf(pruned: Pruned): Pick<AdaLoraSchedule, "phases" | "text"> {
  const { timing, initialBudget, targetBudget, pruning } = pruned;
  const { initR, targetR, tinit, tfinal, deltaT, totalStep } = timing;
  const { first, last, count } = pruning;
  const missed = " A loop from 0 never gets here: write tfinal of at least 1.";
  const all: SchedulePhase[] = [
    {
      name: "warm-up",
      from: 0,
      to: tinit,
      text: `Every module keeps rank ${initR}: ${initialBudget} ranks in all.`,
    },
    {
      name: "budgeting",
      from: tinit + 1,
      to: last - 1,
      text: `The budget falls from ${initialBudget} towards ${targetBudget} ranks, applied at multiples of ${deltaT}, ${count - 1} in all.`,
    },
    {
      name: "forced pruning",
      from: last,
      to: last,
      text: `Pruned to ${targetBudget} ranks, whatever deltaT is: ${targetR} a module on average.${tfinal > 0 ? "" : missed}`,
    },
    {
      name: "final",
      from: last + 1,
      to: totalStep - 1,
      text: "What was pruned is held at zero.",
    },
  ];
  const phases = all.filter(({ from, to }) => from <= to);
  const lines = [
    `The ranks move from step ${tinit + 1} to step ${last}: ${count} prunings, the first at step ${first}.`,
    ...phases.map(({ from, to, name, text }) => {
      const steps = from === to ? `Step ${from}` : `Steps ${from} to ${to}`;
      return `${steps}, ${name}: ${text}`;
    }),
    `tfinal = ${tfinal} is the length of the last phase: pruning ends at step totalStep - tfinal = ${last}.`,
  ];
  return { phases, text: lines.join("\n") };
}

/** The smallest legal value of each number. */
const LEAST: AdaLoraTiming = { initR: 1, targetR: 1, tinit: 0, tfinal: 0, deltaT: 1, totalStep: 1 };

/** The six numbers alone, or a RangeError about the first that PEFT could not follow. */
function checkedTiming(config: ScheduledConfig): AdaLoraTiming {
  const timing: Record<keyof AdaLoraTiming, number> = { ...LEAST };
  for (const key of Object.keys(LEAST) as (keyof AdaLoraTiming)[]) {
    timing[key] = checkAtLeast(LEAST[key], key, config?.[key]);
  }
  const { initR, targetR, tinit, tfinal, totalStep } = timing;
  if (targetR >= initR) {
    throw new RangeError(
      `targetR = ${targetR} is not below initR = ${initR}: PEFT fails at its first pruning step; lower targetR`,
    );
  }
  if (tinit >= totalStep - tfinal) {
    throw new RangeError(
      `tinit = ${tinit} is not below totalStep - tfinal = ${totalStep - tfinal}: no step is left to prune in; lower tinit or tfinal, the length of the last phase`,
    );
  }
  return timing;
}

/** The value, or a RangeError that names the number to write. */
export function checkAtLeast(least: number, name: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  throw new RangeError(`${name} is ${valueText(value)}: write an integer from ${least}`);
}
