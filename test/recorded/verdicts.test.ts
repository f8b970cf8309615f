import { describe, expect, it } from "vitest";
import { PEFT_VERSION } from "../../src/index.ts";
import { oracleDigest, readRecording } from "../conformance/fixtures.ts";
import { judgementOf } from "../conformance/judge.ts";
import { outcomeOf } from "../conformance/outcome.ts";
import type { RecordedVerdict } from "../conformance/recordings.ts";

const { about, cases, isIntact } = readRecording<RecordedVerdict>("verdicts");

const judged = ({ input, peft }: RecordedVerdict) => judgementOf(input, peft, outcomeOf(input));

describe("PEFT's recorded verdicts", () => {
  it("are many, of the release we follow, and as the oracle gave them", () => {
    expect(cases.length).toBeGreaterThanOrEqual(2000);
    expect(about.versions.peft).toBe(PEFT_VERSION);
    expect(about.versions.oracle).toBe(oracleDigest());
    expect(isIntact).toBe(true);
  });

  it("agree with check", () => {
    const disagreements = cases
      .map((recorded) => ({ input: recorded.input, judgement: judged(recorded) }))
      .filter(({ judgement }) => judgement.kind === "disagreement");
    expect(disagreements).toEqual([]);
  });

  it("hold every kind of refusal and acceptance", () => {
    const stages = new Set(cases.map(({ peft }) => peft.stage));
    expect(stages).toEqual(new Set(["ok", "construct", "inject", "save", "forward", "prune"]));
  });

  it("would not agree if PEFT had answered otherwise", () => {
    const plain = { peftType: "LORA", targetModules: ["q_proj"] };
    const error = { type: "ValueError", text: "no" };
    expect(judged({ input: plain, peft: { stage: "ok", warnings: {} } }).kind).toBe("both accept");
    expect(judged({ input: plain, peft: { stage: "inject", error, warnings: {} } }).kind).toBe(
      "disagreement",
    );
    const wrong = { ...plain, r: 0 };
    expect(judged({ input: wrong, peft: { stage: "inject", error, warnings: {} } }).kind).toBe(
      "both refuse",
    );
    expect(judged({ input: wrong, peft: { stage: "construct", error, warnings: {} } }).kind).toBe(
      "disagreement",
    );
    const unsaid = { construct: ["`eva_config` specified but will be ignored"] };
    expect(judged({ input: plain, peft: { stage: "ok", warnings: unsaid } }).kind).toBe(
      "disagreement",
    );
  });
});
