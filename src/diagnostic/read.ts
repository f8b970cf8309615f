import { fits, isPlainObject, kindText, quoted, valueText } from "../config/shape.ts";
import { type NamedField, type Naming, tableIndex } from "../config/table.ts";
import type { Kind, Limit, Stage, SubConfigTable } from "../field/field.ts";
import type { Path } from "./diagnostic.ts";
import type { Finding, Strictness } from "./finding.ts";
import { pathText } from "./path.ts";
import { suggestion } from "./suggestion.ts";

/** How a record is read, and what was found on the way. */
export interface Reading {
  readonly naming: Naming;
  readonly strictness: Strictness;
  readonly findings: Finding[];
  /** Of the outermost record: true at the position of each field that is not at its default. */
  readonly given: boolean[];
}

/** Stands for a value that could not be read; its finding has been made. */
const unreadable = Symbol("unreadable");

const MAX_DEPTH = 64;

/** Of so many findings no suggestion saves anyone; each takes longer than all the rest. */
const MOST_SUGGESTIONS = 100;

/**
 * The values of a record by TypeScript name, with defaults for what is absent or cannot be read.
 * Nothing of the input is kept: lists and objects are copied. The outermost record has an empty path.
 */
export function readFields(
  table: SubConfigTable,
  input: Readonly<Record<string, unknown>>,
  path: Path,
  reading: Reading,
): Record<string, unknown> {
  const { byName, defaults } = tableIndex(table.fields);
  const known = byName[reading.naming];
  const values = { ...defaults };
  // The record itself, unless someone has given all objects enumerable keys to inherit.
  const own = hasKeys(Object.getPrototypeOf(input)) ? { __proto__: null, ...input } : input;
  // for-in is the one loop over keys and values that V8 makes fast.
  for (const key in own) {
    const field = known.get(key);
    if (field === undefined) {
      reportUnknownKey(key, table, path, reading);
      continue;
    }
    try {
      const given = own[key];
      if (given === undefined || given === field.default) continue;
      // Files spell out an empty default, and there is nothing to read in it.
      if (field.hasEmptyDefault && isPlainObject(given) && !hasKeys(given)) continue;
      if (path.length === 0) reading.given[field.order] = true;
      const value = readField(field, given, path, reading);
      if (value !== unreadable) values[field.name] = value;
    } catch (cause) {
      const thrown = valueText((cause as Error | null)?.message ?? cause);
      report(
        reading,
        "unreadable",
        "strict",
        [...path, field.name],
        `Reading ${field.name} threw ${thrown}.`,
        "Pass plain data.",
      );
    }
  }
  return values;
}

function hasKeys(record: object | null): boolean {
  for (const _ in record) return true;
  return false;
}

function readField(field: NamedField, given: unknown, path: Path, reading: Reading): unknown {
  const { name, kind } = field;
  if (given === null && field.nullable) return null;
  if (isSound(kind, given)) return given;
  const place = [...path, name];
  if (field.unsaved && reading.strictness === "existing") {
    return report(
      reading,
      "unsaved-field",
      "warned",
      place,
      `${name} is for one run: PEFT drops it on loading.`,
      "Remove it, and pass it in Python.",
    );
  }
  if (field.computed) {
    return report(
      reading,
      "computed-field",
      "silent",
      place,
      `${name} is computed by PEFT, which takes no such argument.`,
      "Leave it out.",
    );
  }
  return readKind(kind, given, place, reading);
}

/** True for a plain value there is nothing to say of: most values, for which no path is made. */
function isSound(kind: Kind, given: unknown): boolean {
  switch (kind.is) {
    case "boolean":
      return typeof given === "boolean";
    case "string":
      return typeof given === "string" && keeps(kind.limits, given);
    case "integer":
      return Number.isInteger(given) && keeps(kind.limits, given);
    case "number":
      return Number.isFinite(given) && keeps(kind.limits, given);
    default:
      return false;
  }
}

const keeps = (limits: readonly Limit[] | undefined, given: unknown): boolean =>
  limits === undefined || limits.every((limit) => limit.holds(given as never));

function readKind(kind: Kind, given: unknown, path: Path, reading: Reading): unknown {
  if (isSound(kind, given)) return given;
  if (!fits(kind, given)) return readMisfit(kind, given, path, reading);
  switch (kind.is) {
    case "list":
    case "pair":
      return readList(kind, given as readonly unknown[], path, reading);
    case "map":
      return readEntries(given as object, (key, value) =>
        readKind(kind.of, value, [...path, key], reading),
      );
    case "either":
      return readKind(
        kind.of.find((alternative) => fits(alternative, given)) as Kind,
        given,
        path,
        reading,
      );
    case "config":
      return readConfig(kind, given as Record<string, unknown>, path, reading);
    case "json":
      return readJsonValue(given, path, reading);
    default:
      return readBeyond(kind as Limited, given, path, reading);
  }
}

/** PEFT asks a boolean only whether it is truthy, so files hold 0, 1 and null for it. */
function readMisfit(kind: Kind, given: unknown, path: Path, reading: Reading): unknown {
  const isSpelling = given === 0 || given === 1 || given === null;
  if (isSpelling && reading.strictness === "existing" && fits(kind, true)) {
    const truthy = given === 1;
    report(
      reading,
      "boolean-spelling",
      "silent",
      path,
      `${pathText(path)} is ${valueText(given)}, which PEFT takes for ${truthy}.`,
      `Write ${truthy}.`,
    );
    // Rules see what stands there, as the difference matters to some; `construct` makes it a boolean.
    return kind.is === "either" ? given : truthy;
  }
  return wrongType(kindText(kind), given, path, reading, misfitStage(kind, given));
}

/** When PEFT, which checks no types, raises: its constructor compares some values, and converts others. */
function misfitStage(kind: Kind, given: unknown): Stage {
  const isConverted = kind.is === "config" && kind.table.unknownKeys === undefined;
  const isCompared =
    (kind.is === "integer" || kind.is === "number") &&
    typeof given !== "boolean" &&
    kind.limits?.some(({ when }) => when === "construction");
  return isConverted || isCompared ? "construction" : "injection";
}

type Limited = Extract<Kind, { is: "integer" | "number" | "string" }>;

/** A value of the right type, but beyond what its field takes. */
function readBeyond(kind: Limited, given: unknown, path: Path, reading: Reading): unknown {
  if (kind.is === "integer" && !Number.isInteger(given)) {
    return wrongType(kindText(kind), given, path, reading);
  }
  const what = `${pathText(path)} is ${valueText(given)}`;
  const broken = kind.limits?.find((limit) => !limit.holds(given as never));
  if (broken !== undefined) {
    const { code, when, must, effect } = broken;
    const message = `${what}, but must be ${must}: ${effect}.`;
    report(reading, code, when, path, message, limitHint(broken, given));
  } else {
    report(
      reading,
      "number-not-finite",
      "strict",
      path,
      `${what}. PEFT takes it, but JSON has no such number.`,
      "Write a finite number.",
    );
  }
  return given;
}

function limitHint({ must, schema }: Limit, given: unknown): string {
  if (schema.enum === undefined) return `Write a value that is ${must}.`;
  // A number is never near enough to another.
  const near = suggestion(String(given), schema.enum.map(String));
  return near ? `Did you mean ${quoted(near)}?` : `Write ${must}.`;
}

function readList(
  { is, of }: Extract<Kind, { is: "list" | "pair" }>,
  given: readonly unknown[],
  path: Path,
  reading: Reading,
): unknown {
  if (is === "pair" && given.length !== 2) {
    return report(
      reading,
      "wrong-type",
      "injection",
      path,
      `${pathText(path)} has ${given.length} entries, not two: get_peft_model raises ValueError.`,
      "Write [start, end]; end is not included.",
    );
  }
  const values: unknown[] = [];
  for (let index = 0; index < given.length; index++) {
    const item = given[index];
    // Most items by far are read without a path of their own.
    const value = isSound(of, item) ? item : readKind(of, item, [...path, index], reading);
    if (value !== unreadable) values.push(value);
  }
  return values;
}

/** An object of what is read of each entry, without those that could not be read. */
function readEntries(given: object, read: (key: string, value: unknown) => unknown): unknown {
  const entries = Object.entries(given).map(([key, value]) => [key, read(key, value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== unreadable));
}

function readConfig(
  { table, orEmpty }: Extract<Kind, { is: "config" }>,
  given: Readonly<Record<string, unknown>>,
  path: Path,
  reading: Reading,
): unknown {
  if (orEmpty && Object.keys(given).length === 0) return {};
  const values = readFields(table, given, path, reading);
  if (table.unknownKeys === "kept" && reading.strictness === "existing") {
    // A dict that PEFT keeps as it is: what it lacks is undefined.
    for (const { name, peft } of tableIndex(table.fields).fields) {
      if (!Object.hasOwn(given, peft)) values[name] = undefined;
    }
  }
  return values;
}

/** A value within a field of any JSON, whose path is as long as it is deep. */
function readJsonValue(given: unknown, path: Path, reading: Reading): unknown {
  if (typeof given === "number" && !Number.isFinite(given) && reading.strictness === "written") {
    return wrongType("a finite number", given, path, reading);
  }
  if (given === null || ["string", "number", "boolean"].includes(typeof given)) return given;
  if (path.length > MAX_DEPTH)
    return wrongType(`at most ${MAX_DEPTH} levels deep`, given, path, reading);
  const read = (key: string | number, value: unknown) =>
    readJsonValue(value, [...path, key], reading);
  if (Array.isArray(given)) {
    const items = Array.from(given, (item, index) => read(index, item));
    return items.filter((item) => item !== unreadable);
  }
  if (!isPlainObject(given)) return wrongType("a JSON value", given, path, reading);
  return readEntries(given, (key, value) => (value === undefined ? unreadable : read(key, value)));
}

function wrongType(
  wanted: string,
  given: unknown,
  path: Path,
  reading: Reading,
  when: Stage = "injection",
): typeof unreadable {
  const isQuoted =
    typeof given === "string" &&
    /\d/.test(given) &&
    /number|integer/.test(wanted) &&
    Number.isFinite(Number(given));
  return report(
    reading,
    "wrong-type",
    when,
    path,
    `${pathText(path)} is ${valueText(given)}, but must be ${wanted}. PEFT checks no types: it fails later, or says nothing.`,
    isQuoted ? `Write ${Number(given)} without quotes.` : `Write ${wanted}.`,
  );
}

/** What PEFT does on loading with a key that it does not know. */
const unknownKeyEffects = {
  refused: ["construction", "PEFT raises RecursionError on loading"],
  kept: ["warned", "PEFT keeps it and never reads it"],
  dropped: ["warned", "PEFT drops it on loading"],
} as const;

function reportUnknownKey(
  key: string,
  { name, fields, unknownKeys }: SubConfigTable,
  path: Path,
  reading: Reading,
): void {
  const { naming, strictness, findings } = reading;
  const { byName } = tableIndex(fields);
  const isPeft = naming === "peft";
  const isLost = findings.length >= MOST_SUGGESTIONS;
  const near = isLost ? undefined : suggestion(key, [...byName[naming].keys()]);
  const [when, effect] =
    strictness === "written"
      ? (["construction", "PEFT's constructor raises TypeError"] as const)
      : unknownKeyEffects[unknownKeys ?? "dropped"];
  const what = byName[isPeft ? "typescript" : "peft"].has(key)
    ? `${isPeft ? "our" : "PEFT's"} name of a field, not ${isPeft ? "PEFT's" : "ours"}`
    : `not a field of ${name}. ${effect}`;
  report(
    reading,
    "unknown-key",
    when,
    [...path, key],
    `${valueText(key)} is ${what}.`,
    near ? `Did you mean ${pathText([near])}?` : "Remove it.",
  );
}

/** Adds a finding, and stands for a value that it keeps from being read. */
export function report(
  { findings }: Reading,
  code: string,
  when: Stage,
  path: Path,
  message: string,
  hint: string,
): typeof unreadable {
  findings.push({ code, when, path, message, hint });
  return unreadable;
}
