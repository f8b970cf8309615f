/** Records PEFT's answers under test/fixtures, for tests without Python: `npm run conformance:record`. */
import { anyConfig, everySetting } from "./arbitraries.ts";
import { callOf, type Input } from "./call.ts";
import { ensureEnvironment } from "./environment.ts";
import { compareFields } from "./fields.ts";
import { writeRecording } from "./fixtures.ts";
import { judgementOf } from "./judge.ts";
import { Oracle, type Verdict } from "./oracle.ts";
import { outcomeOf, ownTexts } from "./outcome.ts";
import type { RecordedSchedule, RecordedText, RecordedVerdict } from "./recordings.ts";
import { distinct } from "./sample.ts";
import { askSchedule, type ScheduleCase, scheduleCases, scheduleDifference } from "./schedules.ts";
import { answered } from "./section.ts";
import { acceptedConfigs, documentDifference } from "./texts.ts";

/** The same questions every time, so that a changed answer shows as a changed line. */
const SEED = 20261123;
const VERDICTS = 3200;
const TEXTS = 340;
const SCHEDULES = 80;
/** Longer schedules are left to the conformance run. */
const LONGEST_SCHEDULE = 300;
const TEXT_LIMIT = 160;

const oracle = new Oracle(await ensureEnvironment(console.log));
const versions = await oracle.versions();

const fields = await recorded(
  "fields",
  "PEFT's config classes: names, order, types and defaults of their fields",
  [await oracle.fields()],
  async (all) => (compareFields(all, versions.peft).differences.length === 0 ? all : undefined),
);
const verdicts = await recorded(
  "verdicts",
  "PEFT's verdict on configs, on a tiny Llama",
  distinct(anyConfig, VERDICTS, SEED, everySetting()),
  recordedVerdict,
);
const texts = await recorded(
  "texts",
  "adapter_config.json as PEFT writes it, and Python source that PEFT read as the same object",
  acceptedConfigs(TEXTS, SEED),
  recordedText,
);
const schedules = await recorded(
  "schedules-conformance",
  "What PEFT's AdaLoRA allocator does at every step",
  scheduleCases(SCHEDULES * 40, SEED)
    .filter(({ input }) => Number(input.totalStep) <= LONGEST_SCHEDULE)
    .slice(0, SCHEDULES),
  recordedSchedule,
);
oracle.close();
console.log(
  `Recorded ${fields} list of fields, ${verdicts} verdicts, ${texts} texts, ${schedules} schedules of PEFT ${versions.peft}.`,
);

/** Writes the cases on which PEFT and we agree, and says how many they are. */
async function recorded<Question, Case>(
  name: string,
  what: string,
  questions: readonly Question[],
  record: (question: Question) => Promise<Case | undefined>,
): Promise<number> {
  const answers = await answered(name, questions, record);
  const cases = answers.filter((each) => each !== undefined);
  writeRecording(name, { what, versions, seed: SEED }, cases);
  const left = answers.length - cases.length;
  if (left > 0) {
    console.log(`${name}: left out ${left} cases that disagree: run npm run conformance.`);
    process.exitCode = 1;
  }
  return cases.length;
}

async function recordedVerdict(input: Input): Promise<RecordedVerdict | undefined> {
  const verdict = await oracle.verdict(callOf(input));
  const { kind } = judgementOf(input, verdict, outcomeOf(input));
  if (kind === "disagreement" || kind === "PEFT gave no answer") return undefined;
  return { input, peft: compact(verdict) };
}

/** As much of a verdict as its replay reads. */
function compact({ stage, error, warnings }: Verdict): RecordedVerdict["peft"] {
  const construct = warnings.construct?.map((text) => text.slice(0, TEXT_LIMIT));
  return {
    stage,
    ...(error && { error: { type: error.type, text: error.text.slice(0, TEXT_LIMIT) } }),
    warnings: construct === undefined ? {} : { construct },
  };
}

async function recordedText(input: Input): Promise<RecordedText | undefined> {
  const own = ownTexts(input);
  if (own === undefined) return undefined;
  const document = await oracle.document(callOf(input), own.text, own.source);
  if (documentDifference(input, own, document) !== undefined) return undefined;
  return { input, peft: { text: document.text ?? "", source: own.source } };
}

async function recordedSchedule(each: ScheduleCase): Promise<RecordedSchedule | undefined> {
  const peft = await askSchedule(oracle, each);
  return scheduleDifference(each, peft) === undefined ? { ...each, peft } : undefined;
}
