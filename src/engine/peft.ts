import { consequence } from "../field/stage.ts";
import { configClasses } from "../finding/class.ts";
import { pathText } from "../finding/speaker.ts";
import type { Change } from "../peft/change.ts";
import { changes, concerns } from "../peft/changes.ts";
import { findProblems } from "../peft/release.ts";
import { isAtLeast, peftReleases, releaseEnds } from "../peft/releases.ts";
import {
  alters,
  type Effect,
  type Engine,
  type EngineRule,
  type EngineSource,
  sourcesIn,
  supports,
} from "./engine.ts";
import type { Subject } from "./engine-subject.ts";
import type { Find } from "./question.ts";
import { plainInit } from "./remedy.ts";

const read = /* @__PURE__ */ sourcesIn("huggingface/peft", "0.21.0", "2026");

/** What tells a change from all others. */
const nameChange = ({ field, init = "", until, stage }: Change): string =>
  [field, init, until, stage === "silent" ? stage : ""].filter(Boolean).join("-");

/** A change of PEFT as a feature: releases before it do something else with the config. */
const subjectOf = (change: Change): Subject => ({
  id: nameChange(change),
  field: change.field,
  label: `\`${change.field}\``,
  find: ({ config }) => (concerns(change, config) ? {} : undefined),
  remedy: change.hint ?? `Use PEFT ${change.until} or newer, or leave {} out.`,
});

/** A change is read in PEFT's file that stands above its row, and recorded by running its releases. */
const recorded = (id: string): EngineSource => ({
  repository: "peft-config",
  revision: releaseEnds.newest,
  file: "src/peft/changes.ts",
  place: `${id}; test/fixtures/releases.json`,
  readOn: "2026",
});

const effects: Readonly<Record<Change["stage"], Effect>> = {
  construction: "refuses",
  injection: "refuses",
  training: "refuses",
  strict: "alters",
  // It depends on the model, or on what is done with the config.
  warned: "unknown",
  silent: "unknown",
  untrusted: "refuses",
};

function rulesOf(change: Change): readonly EngineRule[] {
  const id = nameChange(change);
  const { field, stage, until, since = configClasses.LORA.fields[field]?.since } = change;
  const end = consequence(change);
  const source = recorded(id);
  const first = since !== undefined && isAtLeast(since, releaseEnds.oldest) ? since : undefined;
  return [
    {
      subject: id,
      effect: effects[stage],
      when: stage === "training" ? "first-use" : "load",
      since: first,
      until,
      does: change.effect + (end === "" ? "" : `: ${end}`),
      source,
    },
    { subject: id, effect: "supports", source },
  ];
}

/** The fields that a release does not know. */
const findNewFields: Find = ({ config, release }) => {
  const newer = findProblems(config).filter(
    ({ change, until }) => change === undefined && !isAtLeast(release, until),
  );
  const [first] = newer;
  if (first === undefined) return undefined;
  const added = newer.map(({ until }) => until).reduce((a, b) => (isAtLeast(a, b) ? a : b));
  return { fields: newer.map(({ path }) => pathText(path)), added, field: String(first.path[0]) };
};

const newFields: Subject = {
  id: "new-fields",
  field: "peftVersion",
  label: "{fields&}",
  find: findNewFields,
  remedy: "Use PEFT {added!} or newer.",
};

const config = /* @__PURE__ */ read("src/peft/config.py", "PeftConfigMixin.from_peft_type");

const newFieldRules: readonly EngineRule[] = [
  {
    subject: newFields.id,
    effect: "refuses",
    since: "0.6.0",
    until: "0.14.0",
    does: "does not know {.fields}: PEFT's from_pretrained raises TypeError",
    source: config,
  },
  {
    subject: newFields.id,
    effect: "alters",
    does: "does not know {.fields} and drops them",
    source: config,
  },
];

function makePeft(): Engine {
  const model = read("src/peft/peft_model.py", "PeftModel.from_pretrained");
  return {
    id: "peft",
    name: "PEFT",
    releases: peftReleases,
    subjects: [newFields, ...changes.map(subjectOf)],
    rules: [
      ...alters(["init-of-base"], read("src/peft/tuners/lora/layer.py", "LoraLayer.pissa_init"), {
        where: (question) => String(question.config.initLoraWeights).startsWith("pissa_niter_"),
        does: "repeats the random decomposition of {label}, with other results",
        hint: plainInit,
      }),
      ...supports(["adalora", "dora", "rslora", "rank-pattern", "alpha-pattern"], model),
      ...supports(["bias", "lora-bias", "saved-embedding", "saved-head", "saved-norm"], model),
      ...supports(["tokens", "target-embedding", "target-head", "target-expression"], model),
      ...supports(["target-all-linear", "partial-layers", "queries-alone"], model),
      ...supports(["target-parameters", "alora", "replication", "init-of-base", "kasa"], model),
      ...supports(["init-plain", "init-other", "variant", "fan-in-fan-out"], model),
      ...supports(["alpha-fraction", "missing-keys", "extra-keys", "pickled-weights"], model),
      ...newFieldRules,
      ...changes.flatMap(rulesOf),
    ],
  };
}

export const peft: Engine = /* @__PURE__ */ makePeft();
