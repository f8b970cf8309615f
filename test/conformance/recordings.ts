import type { Input } from "./call.ts";
import type { Schedule, Verdict } from "./oracle.ts";
import type { OwnTexts } from "./outcome.ts";
import type { ScheduleCase } from "./schedules.ts";

/** test/fixtures/verdicts.json: inputs with PEFT's verdict. */
export interface RecordedVerdict {
  readonly input: Input;
  readonly peft: Pick<Verdict, "stage" | "error" | "warnings">;
}

/** test/fixtures/texts.json: inputs with PEFT's file, and the source that PEFT read as the same object. */
export interface RecordedText {
  readonly input: Input;
  readonly peft: OwnTexts;
}

/** test/fixtures/schedules-conformance.json: AdaLoRA schedules with all that PEFT's allocator does. */
export interface RecordedSchedule extends ScheduleCase {
  readonly peft: Schedule;
}
