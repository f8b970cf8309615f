/**
 * Lays what we write for older releases of PEFT beside those releases, installed side by side:
 * `npx tsx test/conformance/releases.ts [--releases 0.6.2,0.13.2] [--cases 40] [--seed 1]`.
 * With `--record` it asks every release and writes test/fixtures/releases.json.
 */
import { createHash, randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { PEFT_VERSION } from "../../src/field/version.ts";
import { toAdapterConfigJson } from "../../src/file/text.ts";
import { check, type PeftConfig } from "../../src/finding/check.ts";
import { configClasses } from "../../src/finding/class.ts";
import { toPeftDict } from "../../src/peft/dict.ts";
import { pythonJson } from "../../src/peft/json.ts";
import { checkRelease } from "../../src/peft/release.ts";
import { peftReleases } from "../../src/peft/releases.ts";
import { pyRecord } from "../../src/peft/value.ts";
import type { Input } from "./call.ts";
import { ensureEnvironment } from "./environment.ts";
import { releaseCases } from "./release-cases.ts";
import { ensureRelease, type ReleaseAnswer, ReleaseOracle } from "./release-oracle.ts";
import type { RecordedOutcome, Run, TrainedAs } from "./release-recording.ts";
import { differencesFrom } from "./release-sameness.ts";
import { type Section, Tally } from "./section.ts";
import { acceptedConfigs } from "./texts.ts";

const { values } = parseArgs({
  options: {
    releases: {
      type: "string",
      default: "0.3.0,0.6.2,0.8.2,0.11.1,0.13.2,0.15.2,0.17.1,0.19.1,0.20.0",
    },
    cases: { type: "string", default: "40" },
    seed: { type: "string" },
    record: { type: "boolean", default: false },
  },
});

const seed = Number(values.seed ?? randomInt(2 ** 31));
const python = await ensureEnvironment(console.log);
const followed = new ReleaseOracle(python, PEFT_VERSION);
await followed.release();
/** What the followed release makes of a config. */
const references = new Map<string, Promise<ReleaseAnswer>>();

/** The config of an input that `check` accepts. */
function configOf(input: Input): PeftConfig {
  const result = check(input);
  if (!result.ok) throw new Error(`check refuses ${JSON.stringify(input)}`);
  return result.config;
}

function reference(config: PeftConfig): Promise<ReleaseAnswer> {
  const text = toAdapterConfigJson(config);
  const known = references.get(text) ?? followed.answer(text);
  references.set(text, known);
  return known;
}

async function compare(releases: readonly string[]): Promise<void> {
  console.log(`Seed ${seed}: repeat this run with --seed ${seed}`);
  let failed = false;
  for (const release of releases) {
    const section = await compareRelease(release);
    failed ||= section.differences.length > 0;
    for (const difference of section.differences) console.log(`\n${section.name}: ${difference}`);
    const tally = [...section.tally].map(([label, count]) => `${label}: ${count}`).join(", ");
    console.log(`${section.name}: ${section.cases} configs; ${tally}`);
  }
  process.exitCode = failed ? 1 : 0;
}

async function compareRelease(release: string): Promise<Section> {
  ensureRelease(python, release, console.log);
  const oracle = new ReleaseOracle(python, release);
  const name = `PEFT ${await oracle.release()}`;
  const differences: string[] = [];
  const defaults = await oracle.defaults();
  for (const [each, text] of Object.entries(ownDefaults(release))) {
    if (defaults[each as keyof typeof defaults] !== text)
      differences.push(`the default ${each} differs`);
  }
  const inputs = [
    ...releaseCases.map(({ input }) => input),
    ...acceptedConfigs(Number(values.cases), seed).map((input) => sayable(input, release)),
  ];
  const tally = new Tally();
  for (const input of inputs) {
    const { label, difference } = await comparison(oracle, configOf(input), release);
    tally.add(label);
    if (difference) differences.push(`${difference}\n    input ${JSON.stringify(input)}`);
  }
  oracle.close();
  return { name, cases: inputs.length, tally: tally.sorted, differences };
}

const ownDefaults = (peftVersion: string) => ({
  LoraConfig: toAdapterConfigJson(configOf({}), { peftVersion }),
  AdaLoraConfig: toAdapterConfigJson(configOf({ peftType: "ADALORA", totalStep: 100 }), {
    peftVersion,
  }),
});

/** An input without the settings that a release cannot say. */
function sayable(input: Input, release: string): Input {
  const config = configOf(input);
  const error = checkRelease(config, release).find(({ severity }) => severity === "error");
  if (error === undefined) return input;
  const field = String(error.path[0]);
  const { [field]: _, ...rest } = input;
  const { peftType, totalStep, ...others } = rest;
  const smaller = field in input ? rest : { ...others, peftType, totalStep };
  const result = check(smaller);
  return result.ok && field in input
    ? sayable(smaller, release)
    : {
        peftType,
        targetModules: ["q_proj"],
        loraDropout: 0.1,
        ...(totalStep !== undefined && { totalStep }),
      };
}

interface Comparison {
  readonly label: string;
  readonly difference?: string;
}

/** Why the followed release cannot do it on this machine. */
const needsMore = /bitsandbytes|megatron/;

/** What we write for the release must load without a word, say the same and train the same. */
async function comparison(
  oracle: ReleaseOracle,
  config: PeftConfig,
  release: string,
): Promise<Comparison> {
  const findings = checkRelease(config, release);
  if (findings.some(({ severity }) => severity === "error")) return { label: "refused by us" };
  if (needsMore.test((await reference(config)).error ?? ""))
    return { label: "needs more than a CPU" };
  const answer = await oracle.answer(toAdapterConfigJson(config, { peftVersion: release }));
  if (answer.stage === "load")
    return { label: "wrong", difference: `it does not load: ${answer.error}` };
  const expected = warningsOf(await reference(config));
  const warning = answer.warnings?.find((text) => !expected.includes(text.slice(0, 30)));
  if (warning !== undefined) return { label: "wrong", difference: `loading warns: ${warning}` };
  const dict = toPeftDict(config, { peftVersion: release });
  const changed = changedValue(answer, dict, await reference(config));
  if (changed !== undefined) return { label: "wrong", difference: changed };
  const differences = differencesFrom(answer, await reference(config)).join(", ");
  if (differences === "") return { label: "same" };
  return findings.length > 0
    ? { label: `differs in ${differences}, as we warn` }
    : { label: "wrong", difference: `trains something else: ${differences} ${answer.error ?? ""}` };
}

/** Beginnings of what the followed release warns of too. */
const warningsOf = ({ warnings = [] }: ReleaseAnswer): readonly string[] =>
  warnings.map((text) => text.slice(0, 30));

/** A value that is not loaded as it was written, unless the followed release changes it too. */
function changedValue(
  { values: loaded = {} }: ReleaseAnswer,
  dict: object,
  { values: wanted = {} }: ReleaseAnswer,
): string | undefined {
  for (const [key, value] of Object.entries(dict)) {
    if (isDeepStrictEqual(loaded[key], value)) continue;
    if (isDeepStrictEqual(loaded[key], wanted[key])) continue;
    return `${key} is ${JSON.stringify(value)} in the file and ${JSON.stringify(loaded[key])} once loaded`;
  }
  return undefined;
}

/** Asks all releases and writes what they said. */
async function record(): Promise<void> {
  const digests: Record<string, readonly string[]> = {};
  const texts: Record<string, unknown> = {};
  const trained = releaseCases.map((): TrainedAs[] => []);
  for (const release of peftReleases) {
    ensureRelease(python, release, console.log);
    const oracle = release === PEFT_VERSION ? followed : new ReleaseOracle(python, release);
    if (oracle !== followed) await oracle.release();
    const defaults = await oracle.defaults();
    digests[release] = [defaults.LoraConfig, defaults.AdaLoraConfig].map(digestOf);
    if (shown.includes(release)) texts[release] = defaults;
    for (const [index, { input }] of releaseCases.entries()) {
      trained[index]?.push({ release, as: await outcomeOf(oracle, configOf(input), release) });
    }
    if (oracle !== followed) oracle.close();
    console.log(`PEFT ${release}: recorded`);
  }
  const cases = releaseCases.map(({ name }, index) => ({
    name,
    outcomes: runsOf(trained[index] ?? []),
  }));
  writeFixture({ what: "What each release of PEFT makes of configs", digests, texts, cases });
}

const shown: readonly string[] = ["0.3.0", "0.6.0", "0.13.2", "0.18.0", "0.21.2"];

const digestOf = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 32);

/** What a release makes of the whole config, whatever we think of it, but for keys it does not know. */
async function outcomeOf(
  oracle: ReleaseOracle,
  config: PeftConfig,
  release: string,
): Promise<RecordedOutcome> {
  const unknown = checkRelease(config, release).some(
    ({ code }) => code === "release-field-unknown",
  );
  if (unknown) return "unknown field";
  const known = pyRecord(configClasses[config.peftType].fields, { ...config }, release);
  const answer = await oracle.answer(pythonJson(known));
  if (answer.stage === "load") return "refused on loading";
  if (differencesFrom(answer, await reference(config)).length === 0) return "same";
  return answer.stage === "inject" ? "refused by get_peft_model" : "different";
}

/** Releases one after the other with the same outcome. */
function runsOf(outcomes: readonly TrainedAs[]): readonly Run[] {
  const runs: [string, string, RecordedOutcome][] = [];
  for (const { release, as } of outcomes) {
    const last = runs.at(-1);
    if (last?.[2] === as) last[1] = release;
    else runs.push([release, release, as]);
  }
  return runs;
}

/** A line for each release and each case, the same bytes for the same answers. */
function writeFixture({
  cases,
  digests,
  ...rest
}: Readonly<Record<string, unknown>> & { cases: readonly unknown[]; digests: object }): void {
  const lines = (entries: readonly unknown[]) =>
    entries.map((entry) => JSON.stringify(entry)).join(",\n");
  const head = JSON.stringify(rest).slice(1, -1);
  const releases = Object.entries(digests).map(
    ([release, each]) => `${JSON.stringify(release)}: ${JSON.stringify(each)}`,
  );
  writeFileSync(
    new URL("../fixtures/releases.json", import.meta.url),
    `{${head},\n"digests": {\n${releases.join(",\n")}\n},\n"cases": [\n${lines(cases)}\n]}\n`,
  );
}

if (values.record) await record();
else await compare(values.releases.split(","));
followed.close();
