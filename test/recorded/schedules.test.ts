import { describe, expect, it } from "vitest";
import { oracleDigest, readRecording } from "../conformance/fixtures.ts";
import type { RecordedSchedule } from "../conformance/recordings.ts";
import { knownTrap, scheduleDifference } from "../conformance/schedules.ts";

const { about, cases, isIntact } = readRecording<RecordedSchedule>("schedules-conformance");

describe("PEFT's recorded AdaLoRA schedules", () => {
  it("are many, and as the oracle gave them", () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(about.versions.oracle).toBe(oracleDigest());
    expect(isIntact).toBe(true);
  });

  it("are ours at every step", () => {
    for (const each of cases) expect(scheduleDifference(each, each.peft)).toBeUndefined();
  });

  it("hold the one that naive arithmetic gets wrong", () => {
    const trap = cases.find(({ input }) => input.initR === 258 && input.totalStep === 5);
    expect(trap).toMatchObject(knownTrap);
    expect(trap?.peft.runs[2]).toEqual([61, "prune", 1]);
  });
});
