import { fits, isPlainObject, kindText, valueText } from "../config/shape.ts";
import { type NamedField, type Naming, tableIndex } from "../config/table.ts";
import type { FieldTable, Kind, Limit, Stage, SubConfigTable } from "../field/field.ts";
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
 * Nothing of the input is kept: lists and objects are copied.
 */
export function readFields(
  table: FieldTable,
  input: Readonly<Record<string, unknown>>,
  path: Path,
  reading: Reading,
  owner?: SubConfigTable,
): Record<string, unknown> {
  const { byName, defaults } = tableIndex(table);
  const known = byName[reading.naming];
  const values = { ...defaults };
  const own = withoutInherited(input);
  // for-in is the one loop over keys and values that V8 makes fast.
  for (const key in own) {
    const field = known.get(key);
    if (field === undefined) {
      reportUnknownKey(key, table, path, reading, owner);
      continue;
    }
    try {
      const given = own[key];
      if (given === undefined || given === field.default || isEmptyDefault(field, given)) continue;
      if (owner === undefined) reading.given[field.order] = true;
      const value = readField(field, given, path, reading);
      if (value !== unreadable) values[field.name] = value;
    } catch (cause) {
      report(reading, "unreadable", "strict", [...path, field.name], {
        message: `Reading ${field.name} threw ${errorText(cause)}.`,
        hint: "Pass plain data: no getters that throw, nothing nested without end.",
      });
    }
  }
  return values;
}

/** The record itself, unless someone has given all objects enumerable keys to inherit. */
function withoutInherited(
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return hasKeys(Object.getPrototypeOf(input)) ? Object.assign(Object.create(null), input) : input;
}

/** True for `{}` where it is the default: files spell it out, and there is nothing to read in it. */
function isEmptyDefault(field: NamedField, given: unknown): boolean {
  return field.hasEmptyDefault && isPlainObject(given) && !hasKeys(given);
}

function hasKeys(record: object | null): boolean {
  for (const _ in record) return true;
  return false;
}

function errorText(cause: unknown): string {
  return cause instanceof Error ? valueText(cause.message) : "an exception";
}

function readField(field: NamedField, given: unknown, path: Path, reading: Reading): unknown {
  if (field.unsaved && reading.strictness === "existing")
    return reportUnsaved(field, path, reading);
  if (given === null) {
    if (field.nullable) return null;
  } else if (isSound(field.kind, given)) return given;
  else if (field.computed) return reportComputed(field, path, reading);
  return readKind(field.kind, given, [...path, field.name], reading);
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
  if (!fits(kind, given)) return readMisfit(kind, given, path, reading);
  switch (kind.is) {
    case "boolean":
      return given;
    case "integer":
    case "number":
      return readNumber(kind, given as number, path, reading);
    case "string":
      return limited(kind.limits, given, path, reading);
    case "list":
      return readList(kind.of, given as readonly unknown[], path, reading);
    case "pair":
      return readPair(kind, given as readonly unknown[], path, reading);
    case "map":
      return readMap(kind.of, given as Record<string, unknown>, path, reading);
    case "either":
      return readKind(alternative(kind.of, given), given, path, reading);
    case "config":
      return readConfig(kind.table, kind.orEmpty === true, given, path, reading);
    case "json":
      return readJsonValue(given, path, reading, 0);
  }
}

function alternative(kinds: readonly Kind[], given: unknown): Kind {
  return kinds.find((kind) => fits(kind, given)) as Kind;
}

/** PEFT asks a boolean only whether it is truthy, so files hold 0, 1 and null for it. */
function readMisfit(kind: Kind, given: unknown, path: Path, reading: Reading): unknown {
  const truthy = given === 1 ? true : given === 0 || given === null ? false : undefined;
  if (reading.strictness === "existing" && truthy !== undefined && holdsBoolean(kind)) {
    report(reading, "boolean-spelling", "silent", path, {
      message: `${pathText(path)} is ${valueText(given)}, which PEFT takes for ${truthy}.`,
      hint: `Write ${truthy}.`,
    });
    // Rules see what stands there, as the difference matters to some; `construct` makes it a boolean.
    return kind.is === "either" ? given : truthy;
  }
  return wrongType(kindText(kind), given, path, reading, misfitStage(kind, given));
}

/** When PEFT, which checks no types, raises: its constructor compares some values, and converts others. */
function misfitStage(kind: Kind, given: unknown): Stage {
  const isConverted = kind.is === "config" && kind.table.unknownKeys === "dropped";
  const isCompared =
    (kind.is === "integer" || kind.is === "number") &&
    typeof given !== "boolean" &&
    kind.limits?.some(({ when }) => when === "construction");
  return isConverted || isCompared ? "construction" : "injection";
}

function holdsBoolean(kind: Kind): boolean {
  return kind.is === "boolean" || (kind.is === "either" && kind.of.some(holdsBoolean));
}

function readNumber(
  kind: Extract<Kind, { is: "integer" | "number" }>,
  given: number,
  path: Path,
  reading: Reading,
): unknown {
  if (kind.is === "integer" && !Number.isInteger(given)) {
    return wrongType("an integer", given, path, reading);
  }
  if (!Number.isFinite(given) && keeps(kind.limits, given)) {
    report(reading, "number-not-finite", "strict", path, {
      message: `${pathText(path)} is ${given}. PEFT computes with it, and writes it to the file, which is then not JSON.`,
      hint: "Write a finite number.",
    });
    return given;
  }
  return limited(kind.limits, given, path, reading);
}

function limited(
  limits: readonly Limit[] | undefined,
  given: unknown,
  path: Path,
  reading: Reading,
): unknown {
  const broken = limits?.find((limit) => !limit.holds(given as never));
  if (broken !== undefined) {
    report(reading, broken.code, broken.when, path, {
      message: `${pathText(path)} is ${valueText(given)}, but must be ${broken.must}: ${broken.effect}.`,
      hint: limitHint(broken, given),
    });
  }
  return given;
}

function limitHint(limit: Limit, given: unknown): string {
  const choices = limit.schema.enum;
  if (!Array.isArray(choices)) return `Write a value that is ${limit.must}.`;
  const near = typeof given === "string" ? suggestion(given, choices) : undefined;
  return near === undefined ? `Write ${limit.must}.` : `Did you mean ${JSON.stringify(near)}?`;
}

function readList(of: Kind, given: readonly unknown[], path: Path, reading: Reading): unknown {
  const values: unknown[] = [];
  for (let index = 0; index < given.length; index++) {
    const item = given[index];
    // The most common list by far, read without a path of its own for each name.
    if (of.is === "string" && of.limits === undefined && typeof item === "string") {
      values.push(item);
      continue;
    }
    const value = readKind(of, item, [...path, index], reading);
    if (value !== unreadable) values.push(value);
  }
  return values;
}

function readPair(
  kind: Extract<Kind, { is: "pair" }>,
  given: readonly unknown[],
  path: Path,
  reading: Reading,
): unknown {
  if (given.length === 2) return readList(kind.of, given, path, reading);
  report(reading, "wrong-type", "injection", path, {
    message: `${pathText(path)} has ${given.length} entries, but must have two: get_peft_model raises ValueError.`,
    hint: "Write [start, end], where end is not included.",
  });
  return unreadable;
}

function readMap(
  of: Kind,
  given: Readonly<Record<string, unknown>>,
  path: Path,
  reading: Reading,
): unknown {
  const keys = Object.keys(given);
  if (keys.length === 0) return {};
  const entries = keys.map((key) => [key, readKind(of, given[key], [...path, key], reading)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== unreadable));
}

function readConfig(
  table: SubConfigTable,
  orEmpty: boolean,
  given: unknown,
  path: Path,
  reading: Reading,
): unknown {
  const record = given as Record<string, unknown>;
  if (orEmpty && Object.keys(record).length === 0) return {};
  const values = readFields(table.fields, record, path, reading, table);
  return table.unknownKeys === "kept" && reading.strictness === "existing"
    ? withoutDefaults(table.fields, values, record)
    : values;
}

/** A dict that PEFT keeps as it is: what it lacks is undefined. */
function withoutDefaults(
  table: FieldTable,
  values: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { fields } = tableIndex(table);
  return Object.fromEntries(
    fields.map(({ name, peft }) => [name, Object.hasOwn(given, peft) ? values[name] : undefined]),
  );
}

function readJsonValue(given: unknown, path: Path, reading: Reading, depth: number): unknown {
  if (given === null || typeof given === "string" || typeof given === "boolean") return given;
  if (typeof given === "number") {
    return Number.isFinite(given) || reading.strictness === "existing"
      ? given
      : wrongType("a finite number", given, path, reading);
  }
  if (depth >= MAX_DEPTH)
    return wrongType(`at most ${MAX_DEPTH} levels deep`, given, path, reading);
  if (Array.isArray(given)) {
    return Array.from(given, (item, index) =>
      readJsonValue(item, [...path, index], reading, depth + 1),
    ).filter((item) => item !== unreadable);
  }
  if (!isPlainObject(given)) return wrongType("a JSON value", given, path, reading);
  const entries = Object.keys(given)
    .filter((key) => given[key] !== undefined)
    .map((key) => [key, readJsonValue(given[key], [...path, key], reading, depth + 1)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== unreadable));
}

function wrongType(
  wanted: string,
  given: unknown,
  path: Path,
  reading: Reading,
  when: Stage = "injection",
): typeof unreadable {
  const number = typeof given === "string" && given.trim() !== "" && Number(given);
  const unquoted = wanted.includes("number") || wanted.includes("integer");
  report(reading, "wrong-type", when, path, {
    message: `${pathText(path)} is ${valueText(given)}, but must be ${wanted}. PEFT checks no types: it fails later, or trains something else.`,
    hint:
      unquoted && typeof number === "number" && Number.isFinite(number)
        ? `Write ${number} without quotes.`
        : `Write ${wanted}.`,
  });
  return unreadable;
}

function reportComputed(field: NamedField, path: Path, reading: Reading): null {
  report(reading, "computed-field", "silent", [...path, field.name], {
    message: `${field.name} is computed by PEFT, which takes no such argument.`,
    hint: "Leave it out.",
  });
  return null;
}

function reportUnsaved(field: NamedField, path: Path, reading: Reading): typeof unreadable {
  report(reading, "unsaved-field", "warned", [...path, field.name], {
    message: `${field.name} holds for one run; PEFT drops it when it reads a file.`,
    hint: "Remove it from the file, and pass it in Python.",
  });
  return unreadable;
}

function reportUnknownKey(
  key: string,
  table: FieldTable,
  path: Path,
  reading: Reading,
  owner: SubConfigTable | undefined,
): void {
  const { byName } = tableIndex(table);
  const isLost = reading.findings.length >= MOST_SUGGESTIONS;
  const near = isLost ? undefined : suggestion(key, [...byName[reading.naming].keys()]);
  const isOtherName = byName[reading.naming === "peft" ? "typescript" : "peft"].has(key);
  const place = owner?.name ?? "the config";
  report(reading, "unknown-key", unknownKeyStage(reading, owner), [...path, key], {
    message: isOtherName
      ? `${valueText(key)} is ${reading.naming === "peft" ? "our" : "PEFT's"} name of a field, not ${reading.naming === "peft" ? "PEFT's" : "ours"}.`
      : `${valueText(key)} is not a field of ${place}. ${unknownKeyEffect(reading, owner)}`,
    hint: near === undefined ? "Remove it." : `Did you mean ${pathText([near])}?`,
  });
}

function unknownKeyStage(reading: Reading, owner: SubConfigTable | undefined): Stage {
  if (reading.strictness === "written") return "construction";
  return owner?.unknownKeys === "refused" ? "construction" : "warned";
}

function unknownKeyEffect(reading: Reading, owner: SubConfigTable | undefined): string {
  if (reading.strictness === "written") return "PEFT's constructor raises TypeError.";
  if (owner?.unknownKeys === "refused") return "PEFT's loading raises RecursionError.";
  return owner?.unknownKeys === "kept"
    ? "PEFT keeps it and never looks at it."
    : "PEFT drops it on loading.";
}

function report(
  reading: Reading,
  code: string,
  when: Stage,
  path: Path,
  words: { readonly message: string; readonly hint: string },
): void {
  reading.findings.push({ code, when, path, ...words });
}
