import { fits, isPlainObject, shorten, tell } from "../config/shape.ts";
import { type NamedField, type Naming, tableIndex } from "../config/table.ts";
import type { Constraint, Kind, SubConfigTable } from "../field/field.ts";
import type { Outcome, Stage } from "../field/stage.ts";
import { constraintFacts } from "./constraint.ts";
import type { FindingData, Path } from "./diagnostic.ts";
import type { Strictness } from "./finding.ts";
import {
  booleanSpelling,
  computedField,
  numberNotFinite,
  unknownKey,
  unreadable,
  unsavedField,
  wrongType,
} from "./general.ts";
import { kindText } from "./kind.ts";
import type { Ledger } from "./ledger.ts";
import type { CodeFacts } from "./rule.ts";
import { suggestion } from "./suggestion.ts";

/** How a record is read, and what was found on the way. */
export interface Reading {
  readonly naming: Naming;
  /** What PEFT accepts of a file that exists is not refused. */
  readonly strictness: Strictness;
  readonly ledger: Ledger;
  /** The outermost fields that could not be read: each is at its default, or shorter. */
  readonly unreadFields: Set<Path[number] | undefined>;
  /** The outermost fields that are not at their default. */
  readonly written: Set<string>;
  /** How many more values of free JSON are read, wherever they stand. */
  valuesLeft: number;
}

/** Stands for a value that could not be read; its finding has been made. */
const unread = Symbol("unread");

const MAX_DEPTH = 64;

/** A config of free JSON with more values is not one; shared references count wherever they lead. */
export const MOST_VALUES = 1_000_000;

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
      if (path.length === 0) reading.written.add(field.name);
      const value = readField(field, given, path, reading);
      if (value !== unread) values[field.name] = value;
    } catch (cause) {
      const error = tell((cause as Error | null)?.message ?? cause);
      report(reading, unreadable, [...path, field.name], { error });
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
    return report(reading, unsavedField, place, {});
  }
  if (field.computed) return report(reading, computedField, place, {});
  return readKind(kind, given, place, reading);
}

/** True for a plain value without a finding. Most values are: no path is made for them. */
function isSound(kind: Kind, given: unknown): boolean {
  switch (kind.is) {
    case "boolean":
      return typeof given === "boolean";
    case "string":
      return typeof given === "string" && keeps(kind.constraints, given);
    case "integer":
      return Number.isInteger(given) && keeps(kind.constraints, given);
    case "number":
      return Number.isFinite(given) && keeps(kind.constraints, given);
    default:
      return false;
  }
}

const keeps = (constraints: readonly Constraint[] | undefined, given: unknown): boolean =>
  constraints === undefined || constraints.every(({ test }) => test(given as never));

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
      return readBeyond(kind as Constrained, given, path, reading);
  }
}

/** PEFT asks a boolean only whether it is truthy, so files hold 0, 1 and null for it. */
function readMisfit(kind: Kind, given: unknown, path: Path, reading: Reading): unknown {
  const isSpelling = given === 0 || given === 1 || given === null;
  if (isSpelling && reading.strictness === "existing" && fits(kind, true)) {
    const truth = given === 1;
    report(reading, booleanSpelling, path, { value: given, truth });
    // Rules see what stands there, as the difference matters to some; `construct` makes it a boolean.
    return kind.is === "either" ? given : truth;
  }
  return reportType(kindText(kind), given, path, reading, misfitStage(kind, given));
}

/** When PEFT, which checks no types, raises: its constructor compares some values, and converts others. */
function misfitStage(kind: Kind, given: unknown): Stage {
  const isConverted = kind.is === "config" && kind.table.unknownKeys === undefined;
  const isCompared =
    (kind.is === "integer" || kind.is === "number") &&
    typeof given !== "boolean" &&
    kind.constraints?.some(({ stage }) => stage === "construction");
  return isConverted || isCompared ? "construction" : "injection";
}

type Constrained = Extract<Kind, { is: "integer" | "number" | "string" }>;

/** A value of the right type, but beyond what its field takes. */
function readBeyond(kind: Constrained, given: unknown, path: Path, reading: Reading): unknown {
  if (kind.is === "integer" && !Number.isInteger(given)) {
    return reportType(kindText(kind), given, path, reading);
  }
  const value = tell(given);
  const broken = kind.constraints?.find(({ test }) => !test(given as never));
  if (broken === undefined) report(reading, numberNotFinite, path, { value });
  else {
    const { bounds } = broken;
    const meant = nearestWord(given, bounds.enum);
    report(reading, constraintFacts(broken), path, { value, bounds, meant });
  }
  return given;
}

/** The word of a list that was probably meant. A number is never near enough to another. */
const nearestWord = (given: unknown, words: readonly (string | number)[] = []): string | null =>
  suggestion(String(given), words.map(String)) ?? null;

function readList(
  { is, of }: Extract<Kind, { is: "list" | "pair" }>,
  given: readonly unknown[],
  path: Path,
  reading: Reading,
): unknown {
  if (is === "pair" && given.length !== 2) {
    const data = { value: tell(given), expected: "a pair", meant: null, length: given.length };
    return report(reading, wrongType, path, data, { stage: "injection", raises: "ValueError" });
  }
  const values: unknown[] = [];
  for (let index = 0; index < given.length; index++) {
    const item = given[index];
    // Most items by far are read without a path of their own.
    const value = isSound(of, item) ? item : readKind(of, item, [...path, index], reading);
    if (value !== unread) values.push(value);
  }
  return values;
}

/** An object of what is read of each entry, without those that could not be read. */
function readEntries(given: object, read: (key: string, value: unknown) => unknown): unknown {
  const entries = Object.entries(given).map(([key, value]) => [key, read(key, value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== unread));
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
    return reportType("a finite number", given, path, reading);
  }
  if (given === null || ["string", "number", "boolean"].includes(typeof given)) return given;
  if (path.length > MAX_DEPTH) return reportType("at most 64 levels deep", given, path, reading);
  reading.valuesLeft -= 1;
  if (reading.valuesLeft < 0)
    return reading.valuesLeft === -1
      ? reportType("at most a million values in all", given, path, reading)
      : unread;
  const read = (key: string | number, value: unknown) =>
    readJsonValue(value, [...path, key], reading);
  if (Array.isArray(given)) {
    const items = Array.from(given, (item, index) => read(index, item));
    return items.filter((item) => item !== unread);
  }
  if (!isPlainObject(given)) return reportType("a JSON value", given, path, reading);
  return readEntries(given, (key, value) => (value === undefined ? unread : read(key, value)));
}

function reportType(
  expected: string,
  given: unknown,
  path: Path,
  reading: Reading,
  stage: Stage = "injection",
): typeof unread {
  const quoted = typeof given === "string" && /\d/.test(given) ? Number(given) : Number.NaN;
  const isMeant = Number.isFinite(quoted) && /number|integer/.test(expected);
  const data = { value: tell(given), expected, meant: isMeant ? quoted : null };
  return report(reading, wrongType, path, data, { stage });
}

/** What PEFT does with a key that it does not know. */
const unknownKeyOutcomes = {
  written: { stage: "construction", raises: "TypeError" },
  refused: { stage: "construction", raises: "RecursionError", by: "load" },
  kept: { stage: "warned" },
  dropped: { stage: "warned" },
} as const;

function reportUnknownKey(
  key: string,
  { name, fields, unknownKeys }: SubConfigTable,
  path: Path,
  reading: Reading,
): void {
  const { peft, typescript } = tableIndex(fields).byName;
  const isFile = reading.naming === "peft";
  const effect = reading.strictness === "existing" ? (unknownKeys ?? "dropped") : "written";
  const namesake = (isFile ? typescript : peft).get(key)?.name;
  const isLost = namesake !== undefined || reading.ledger.isFull(unknownKey);
  const near = isLost ? undefined : suggestion(key, [...typescript.keys()]);
  const data = {
    key: shorten(key),
    config: path.length === 0 ? null : name,
    meant: namesake ?? near ?? null,
    why: namesake === undefined ? effect : "other-naming",
  } as const;
  // PEFT would take its own name: only this library does not.
  const isOurs = !isFile && namesake !== undefined;
  const outcome: Outcome = isOurs ? { stage: "strict" } : unknownKeyOutcomes[effect];
  report(reading, unknownKey, [...path, key], data, outcome);
}

/** Adds a finding, and stands for a value that it keeps from being read. */
export function report<Data extends FindingData>(
  { ledger, unreadFields }: Pick<Reading, "ledger" | "unreadFields">,
  facts: CodeFacts<Data>,
  path: Path,
  data: Data,
  outcome?: Outcome,
): typeof unread {
  if (lossy.includes(facts.code)) unreadFields.add(path[0]);
  ledger.add(facts, path, data, outcome);
  return unread;
}

/** The findings after which a value is not the one that was given. */
const lossy: readonly string[] = ["wrong-type", "unreadable"];
