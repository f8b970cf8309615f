import { valueText } from "../config/shape.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import {
  BYTE_ORDER_MARK,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  NINE,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from "./code.ts";
import { Cursor, Stop } from "./cursor.ts";
import type { FileFinding } from "./finding.ts";
import type { Foreign } from "./foreign.ts";
import type { JsonArray, JsonMember, JsonNode, JsonObject } from "./node.ts";
import { readNumber } from "./number.ts";
import { NO_BYTE_ORDER_MARK } from "./source.ts";
import { readString } from "./string.ts";
import { readWord } from "./word.ts";

/** What {@link readJson} answers. */
export interface JsonReading {
  /** The value with the place of everything in it; null where the text could not be read. */
  readonly value: JsonNode | null;
  /** What was found, as it was. Python refuses the text if one is an error. */
  readonly findings: readonly FileFinding[];
  /** What the text is where it is not meant as JSON; else undefined. */
  readonly foreign: Foreign | undefined;
}

/**
 * How deep lists and objects may nest. PEFT 0.21 on Python 3.10 and 3.11 reads 990 levels when
 * called from the top of a script, and raises RecursionError beyond; 3.12 reads some 1,500 and
 * 3.13 some 10,000. No field of PEFT nests deeper than four.
 */
export const MAX_DEPTH = 990;

const VALUE = "Expecting value";
const KEY = "Expecting property name enclosed in double quotes";
const COLON_NEXT = "Expecting ':' delimiter";
const COMMA_NEXT = "Expecting ',' delimiter";

/**
 * Reads a JSON text as Python's `json.load` does, and keeps where everything is.
 *
 * It takes what Python takes (NaN, Infinity, integers of any size, lone surrogates, repeated keys)
 * with a warning, and refuses what Python refuses, in Python's words. Comments, trailing commas and
 * a byte order mark are errors too, but reading goes on behind them. It never throws, and takes
 * time in proportion to the text, whatever is nested in what.
 *
 * @example
 * ```ts
 * const { value, findings } = readJson('{"r": 8, "r": 16}');
 * findings[0]?.code; // "json-duplicate-key"
 * if (value) toValue(value); // { r: 16 }
 * ```
 */
export function readJson(text: string): JsonReading {
  const cursor = new Cursor(text);
  let value: JsonNode | null = null;
  try {
    if (text.charCodeAt(0) === BYTE_ORDER_MARK) skipByteOrderMark(cursor);
    const root = readValue(cursor);
    cursor.skip("Extra data");
    if (cursor.at < text.length) cursor.stop("Extra data", cursor.at);
    value = root;
  } catch (stop) {
    // Ours, or the engine's: a caller who is deep in the stack himself may have left no room.
    if (stop instanceof RangeError) {
      const message = `Nested more than ${MAX_DEPTH} deep: PEFT stops with a RecursionError.`;
      const hint = "Remove it.";
      cursor.refuse("json-too-deep", cursor.at - 1, cursor.at, message, hint, []);
    } else if (!(stop instanceof Stop)) throw stop;
  }
  return { value, findings: cursor.found(), foreign: cursor.foreign };
}

function skipByteOrderMark(cursor: Cursor): void {
  cursor.at = 1;
  const stops = cursor.stops("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
  cursor.refuse("json-bom", 0, 1, `A byte order mark.${stops}`, NO_BYTE_ORDER_MARK);
}

function readValue(cursor: Cursor): JsonNode {
  const code = cursor.skip(VALUE);
  const start = cursor.at;
  switch (code) {
    case QUOTE: {
      const value = readString(cursor);
      return { kind: "string", start, end: cursor.at, value };
    }
    case OPEN_OBJECT:
      return readObject(cursor);
    case OPEN_LIST:
      return readArray(cursor);
    default:
      // Behind a minus sign there may be Infinity.
      return (code <= NINE ? readNumber(cursor) : null) ?? readWord(cursor);
  }
}

function readArray(cursor: Cursor): JsonArray {
  const { at: start, path } = cursor;
  const value: JsonNode[] = [];
  path.push(0);
  for (
    let code = enter(cursor, VALUE);
    code !== CLOSE_LIST;
    code = proceed(cursor, VALUE, CLOSE_LIST)
  ) {
    value.push(readValue(cursor));
    path[path.length - 1] = value.length;
  }
  leave(cursor);
  return { kind: "array", start, end: cursor.at, value };
}

function readObject(cursor: Cursor): JsonObject {
  const { at: start, path } = cursor;
  const value: JsonMember[] = [];
  path.push(null);
  for (
    let code = enter(cursor, KEY);
    code !== CLOSE_OBJECT;
    code = proceed(cursor, KEY, CLOSE_OBJECT)
  ) {
    value.push(readMember(cursor));
  }
  leave(cursor);
  if (!ascending(value)) findDuplicates(cursor, value);
  return { kind: "object", start, end: cursor.at, value };
}

type Entry = typeof VALUE | typeof KEY;

/** Steps over an opening bracket, and says what follows it. */
function enter(cursor: Cursor, expected: Entry): number {
  cursor.at++;
  if (cursor.path.length > MAX_DEPTH) throw new RangeError();
  return cursor.skip(expected);
}

/**
 * Steps over the comma behind an entry, and says what follows it: an entry, or the closing bracket,
 * before which no comma should be.
 */
function proceed(cursor: Cursor, expected: Entry, closing: number): number {
  const code = cursor.skip(COMMA_NEXT);
  if (code === closing) return code;
  const { at: comma, path } = cursor;
  if (code !== COMMA) cursor.stop(COMMA_NEXT, comma);
  cursor.at++;
  if (expected === KEY) path[path.length - 1] = null;
  const next = cursor.skip(expected);
  if (next === closing) {
    const message = `A comma after the last entry.${cursor.stops(expected, cursor.at)}`;
    const outside = path.slice(0, -1) as Path;
    cursor.refuse("json-trailing-comma", comma, comma + 1, message, "Delete the comma.", outside);
  }
  return next;
}

function leave(cursor: Cursor): void {
  cursor.at++;
  cursor.path.pop();
}

function readMember(cursor: Cursor): JsonMember {
  const { at: start, path } = cursor;
  if (cursor.text.charCodeAt(start) !== QUOTE) cursor.stop(KEY, start);
  const key = readString(cursor);
  const end = cursor.at;
  path[path.length - 1] = key;
  cursor.mayBeForeign = false;
  if (key === "__proto__") {
    const message = "__proto__ is a trap for JavaScript programs.";
    cursor.warn("json-proto-key", start, end, message, "Delete the key.");
  }
  if (cursor.skip(COLON_NEXT) !== COLON) cursor.stop(COLON_NEXT, cursor.at);
  cursor.at++;
  return { start, end, key, node: readValue(cursor) };
}

/** True for keys in strictly ascending order, as PEFT writes them: then none stands twice. */
function ascending(members: readonly JsonMember[]): boolean {
  let last = "";
  for (const { key } of members) {
    if (!(last < key)) return false;
    last = key;
  }
  return true;
}

function findDuplicates(cursor: Cursor, members: readonly JsonMember[]): void {
  const seen = new Set<string>();
  for (const { key, start, end } of members) {
    if (seen.has(key)) {
      const message = `This object has ${valueText(key)} already: PEFT silently takes the last.`;
      const path = [...(cursor.path as Path), key];
      cursor.warn("json-duplicate-key", start, end, message, "Delete all but one.", path);
    }
    seen.add(key);
  }
}
