/** Lays this library beside the real PEFT and prints every disagreement: `npm run conformance`. */
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PEFT_VERSION } from "../../src/index.ts";
import { ensureEnvironment, pinnedVersions } from "./environment.ts";
import { adoptionSteps, compareFields, placesAsOf } from "./fields.ts";
import { Oracle } from "./oracle.ts";
import { compareSchedules } from "./schedules.ts";
import type { Section } from "./section.ts";
import { compareTexts } from "./texts.ts";
import { compareFiles, compareVerdicts } from "./verdicts.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    verdicts: { type: "string", default: "20000" },
    texts: { type: "string", default: "5000" },
    files: { type: "string", default: "5000" },
    schedules: { type: "string", default: "500" },
    /** Variants of each architecture, and configs for a model of each. */
    trees: { type: "string", default: "5" },
    plans: { type: "string", default: "20" },
    /** Lays only the fields as they were in this older release beside PEFT: a rehearsal of an upgrade. */
    "as-of": { type: "string" },
  },
});

/** What the judges of models are called with: each draws from the seed anew and prints its own table. */
const judgesOfModels = [
  ["ports.ts"],
  ["trees.ts", "--variants", values.trees],
  ["plans.ts", "--cases", values.plans],
];

const seed = Number(values.seed ?? randomInt(2 ** 31));
const started = Date.now();
const oracle = new Oracle(await ensureEnvironment(console.log));
console.log(`Starting PEFT. Seed ${seed}: repeat this run with --seed ${seed}`);
const versions = await oracle.versions();
console.log(
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", "),
);

const sections: Section[] = [compareVersions(), await fieldsSection()];
if (values["as-of"] === undefined) {
  sections.push(await compareVerdicts(oracle, Number(values.verdicts), seed));
  sections.push(await compareFiles(oracle, Number(values.files), seed));
  sections.push(await compareTexts(oracle, Number(values.texts), seed));
  sections.push(await compareSchedules(oracle, Number(values.schedules), seed));
}
oracle.close();
report(sections);
if (values["as-of"] === undefined) for (const words of judgesOfModels) runJudge(words);

function compareVersions(): Section {
  const wanted = { ...pinnedVersions(), peft: PEFT_VERSION };
  const found: Readonly<Record<string, string>> = versions;
  const differences = Object.entries(wanted)
    .filter(([name, version]) => found[name] !== version)
    .map(
      ([name, version]) =>
        `${name} is ${found[name]} here and ${version} in requirements.txt or PEFT_VERSION.`,
    );
  return { name: "versions", cases: Object.keys(wanted).length, tally: new Map(), differences };
}

async function fieldsSection(): Promise<Section> {
  const places = values["as-of"] === undefined ? undefined : placesAsOf(values["as-of"]);
  const { compared, differences } = compareFields(await oracle.fields(), versions.peft, places);
  return { name: "fields", cases: compared, tally: new Map(), differences };
}

function report(all: readonly Section[]): void {
  for (const { name, differences } of all) {
    for (const difference of differences) console.log(`\n${name}: ${difference}`);
  }
  if (all.some(({ name, differences }) => name === "fields" && differences.length > 0)) {
    console.log(`\n${adoptionSteps(versions.peft).join("\n")}`);
  }
  console.log(`\n${"".padEnd(46)}cases  differences`);
  for (const { name, cases, tally, differences } of all) {
    console.log(
      `${name.padEnd(44)}${String(cases).padStart(7)}${String(differences.length).padStart(13)}`,
    );
    for (const [label, count] of tally)
      console.log(`  ${label.padEnd(42)}${String(count).padStart(7)}`);
  }
  const failed = all.some(({ differences }) => differences.length > 0);
  console.log(
    `\n${failed ? "Disagreement" : "Agreement"} with PEFT ${versions.peft} in ${Math.round((Date.now() - started) / 1000)} s, seed ${seed}.`,
  );
  process.exitCode = failed ? 1 : 0;
}

function runJudge([script = "", ...options]: readonly string[]): void {
  const path = fileURLToPath(new URL(script, import.meta.url));
  // They multiply it by a thousand and more.
  const own = script === "ports.ts" ? [] : ["--seed", String(seed % 1000)];
  console.log(`\n${[script, ...options, ...own].join(" ")}`);
  const words = [...process.execArgv, path, ...options, ...own];
  const { status } = spawnSync(process.execPath, words, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
