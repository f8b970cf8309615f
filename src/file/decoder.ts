import { shorten } from "../config/shape.ts";
import type { Path } from "../finding/diagnostic.ts";
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
} from "./code-unit.ts";
import { Cursor, Stop } from "./cursor.ts";
import { jsonBom } from "./fault/encoding.ts";
import { jsonTooDeep, MAX_DEPTH } from "./fault/limit.ts";
import { jsonDuplicateKey, jsonProtoKey } from "./fault/member.ts";
import { jsonTrailingComma } from "./fault/syntax.ts";
import type { FileFinding } from "./fault.ts";
import type { JsonMember, JsonNode } from "./node.ts";
import type { NonJson } from "./non-json.ts";
import { readNumber } from "./numeral.ts";
import { readString } from "./string.ts";
import { readWord } from "./word.ts";

/** What {@link readJson} returns. */
export interface JsonReading {
  /** The value with the place of everything in it; null if the text could not be read. */
  readonly value: JsonNode | null;
  /** The findings, in the order of reading. Python refuses the text if one is an error. */
  readonly findings: readonly FileFinding[];
  /** What the text is, if it is not meant as JSON. */
  readonly nonJson: NonJson | undefined;
}

const VALUE = "Expecting value";
const KEY = "Expecting property name enclosed in double quotes";
const COLON_NEXT = "Expecting ':' delimiter";
const COMMA_NEXT = "Expecting ',' delimiter";

/**
 * Reads a JSON text as Python's `json.load` does, and keeps the place of everything.
 *
 * It accepts what Python accepts (NaN, Infinity, integers of any size, lone surrogates, repeated
 * keys) with a warning, and refuses what Python refuses, in Python's words. Comments, trailing commas
 * and a byte order mark are errors too, but reading goes on after them. It never throws, and its time
 * is proportional to the length of the text, however deep that is nested.
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
    if (text.charCodeAt(0) === BYTE_ORDER_MARK) {
      cursor.at = 1;
      cursor.report(jsonBom, 0, 1, {});
    }
    const root = readValue(cursor);
    cursor.skip("Extra data");
    if (cursor.at < text.length) cursor.stop("Extra data", cursor.at);
    value = root;
  } catch (stop) {
    // Thrown here, or by the engine if the caller's own stack leaves too little room.
    if (stop instanceof RangeError) {
      cursor.report(jsonTooDeep, cursor.at - 1, cursor.at, { most: MAX_DEPTH }, []);
    } else if (!(stop instanceof Stop)) throw stop;
  }
  return { value, findings: cursor.listFindings(), nonJson: cursor.nonJson };
}

function readValue(cursor: Cursor): JsonNode {
  const code = cursor.skip(VALUE);
  const start = cursor.at;
  switch (code) {
    case QUOTE: {
      const value = readString(cursor);
      return { kind: "string", start, end: cursor.at, value };
    }
    case OPEN_OBJECT: {
      const value = readEntries(cursor, KEY, CLOSE_OBJECT, readMember);
      if (!isAscending(value)) reportDuplicates(cursor, value);
      return { kind: "object", start, end: cursor.at, value };
    }
    case OPEN_LIST: {
      const value = readEntries(cursor, VALUE, CLOSE_LIST, readValue);
      return { kind: "array", start, end: cursor.at, value };
    }
    default:
      // Infinity may follow a minus sign.
      return (code <= NINE ? readNumber(cursor) : null) ?? readWord(cursor);
  }
}

/** What an entry of an object or list begins with. */
type Opening = typeof VALUE | typeof KEY;

/** Reads all that is between two brackets. A step of the path is a position, or null between keys. */
function readEntries<Entry>(
  cursor: Cursor,
  expected: Opening,
  closing: number,
  readEntry: (cursor: Cursor) => Entry,
): Entry[] {
  const { path } = cursor;
  const entries: Entry[] = [];
  path.push(expected === KEY ? null : 0);
  cursor.at++;
  if (path.length > MAX_DEPTH) throw new RangeError();
  let code = cursor.skip(expected);
  while (code !== closing) {
    entries.push(readEntry(cursor));
    if (expected === VALUE) path[path.length - 1] = entries.length;
    code = proceed(cursor, expected, closing);
  }
  cursor.at++;
  path.pop();
  return entries;
}

/**
 * Steps over the comma after an entry, and returns the code of what follows it: an entry, or the
 * closing bracket, which should have no comma before it.
 */
function proceed(cursor: Cursor, expected: Opening, closing: number): number {
  const code = cursor.skip(COMMA_NEXT);
  if (code === closing) return code;
  const { at: comma, path } = cursor;
  if (code !== COMMA) cursor.stop(COMMA_NEXT, comma);
  cursor.at++;
  if (expected === KEY) path[path.length - 1] = null;
  const next = cursor.skip(expected);
  if (next === closing) {
    const outside = path.slice(0, -1) as Path;
    const stop = cursor.pythonStop(expected, cursor.at);
    cursor.report(jsonTrailingComma, comma, comma + 1, stop, outside);
  }
  return next;
}

function readMember(cursor: Cursor): JsonMember {
  const { at: start, path } = cursor;
  if (cursor.text.charCodeAt(start) !== QUOTE) cursor.stop(KEY, start);
  const key = readString(cursor);
  const end = cursor.at;
  path[path.length - 1] = key;
  cursor.mayBeNonJson = false;
  if (key === "__proto__") cursor.report(jsonProtoKey, start, end, {});
  if (cursor.skip(COLON_NEXT) !== COLON) cursor.stop(COLON_NEXT, cursor.at);
  cursor.at++;
  return { start, end, key, node: readValue(cursor) };
}

/** Whether the keys are in strictly ascending order, as PEFT writes them: then none is repeated. */
function isAscending(members: readonly JsonMember[]): boolean {
  let last = "";
  for (const { key } of members) {
    if (!(last < key)) return false;
    last = key;
  }
  return true;
}

function reportDuplicates(cursor: Cursor, members: readonly JsonMember[]): void {
  const seen = new Set<string>();
  for (const { key, start, end } of members) {
    if (seen.has(key)) {
      const path = [...(cursor.path as Path), key];
      cursor.report(jsonDuplicateKey, start, end, { key: shorten(key, 60) }, path);
    }
    seen.add(key);
  }
}
