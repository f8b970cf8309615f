import {
  type AdaLoraTiming,
  adaLoraSchedule,
  budgetAt,
  prunesAt,
} from "../../src/adalora/schedule.ts";
import { scheduleCase } from "./arbitraries.ts";
import { callOf, type Input } from "./call.ts";
import type { Oracle, Schedule } from "./oracle.ts";
import { distinct } from "./sample.ts";
import { answered, type Section, Tally } from "./section.ts";

/** A schedule and the number of modules it is for. */
export interface ScheduleCase {
  readonly input: Input;
  readonly modules: number;
}

/** Where c·c·c truncates to 62 and PEFT to 61. */
export const knownTrap: ScheduleCase = {
  input: {
    peftType: "ADALORA",
    targetModules: ["q_proj"],
    targetR: 8,
    initR: 258,
    tinit: 0,
    tfinal: 0,
    deltaT: 1,
    totalStep: 5,
  },
  modules: 1,
};

export const scheduleCases = (count: number, seed: number): ScheduleCase[] =>
  distinct<ScheduleCase>(scheduleCase, count, seed, [knownTrap]);

/** Asks PEFT's allocator for every step of every schedule. */
export async function compareSchedules(
  oracle: Oracle,
  count: number,
  seed: number,
): Promise<Section> {
  const cases = scheduleCases(count, seed);
  const found = await answered("schedules", cases, async (each) =>
    scheduleDifference(each, await askSchedule(oracle, each)),
  );
  const tally = new Tally();
  for (const difference of found)
    tally.add(difference === undefined ? "same at every step" : "different");
  return {
    name: "schedules",
    cases: cases.length,
    tally: tally.sorted,
    differences: found.filter((difference) => difference !== undefined).slice(0, 20),
  };
}

/** PEFT's schedule of a case. */
export function askSchedule(oracle: Oracle, { input, modules }: ScheduleCase): Promise<Schedule> {
  const { target_modules: _, ...kwargs } = callOf(input).kwargs;
  return oracle.schedule(kwargs, modules);
}

/** The first step at which we answer otherwise than PEFT. */
export function scheduleDifference(
  { input, modules }: ScheduleCase,
  peft: Schedule,
): string | undefined {
  const at = (text: string) => `${text}\n    input  ${JSON.stringify({ ...input, modules })}`;
  if (peft.runs === undefined) return at("PEFT gave no answer");
  const schedule = adaLoraSchedule(input as unknown as AdaLoraTiming, { modules });
  if (schedule.initialBudget !== peft.initial || schedule.targetBudget !== peft.target) {
    return at(
      `budgets: PEFT ${peft.initial} to ${peft.target}, we ${schedule.initialBudget} to ${schedule.targetBudget}`,
    );
  }
  let step = 0;
  for (const [budget, action, length] of peft.runs) {
    for (const end = step + length; step < end; step++) {
      const ours = `${budgetAt(schedule, step)}${prunesAt(schedule, step) ? ", prunes" : ""}`;
      const theirs = `${budget}${action === "prune" || action === "final" ? ", prunes" : ""}`;
      if (ours !== theirs) return at(`step ${step}: PEFT ${theirs}; we ${ours}`);
    }
  }
  return step === schedule.timing.totalStep + 1
    ? undefined
    : at(`PEFT's answer ends at step ${step}`);
}
