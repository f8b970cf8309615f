import { valueText } from "../config/shape.ts";
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
import { Cursor, type OpenNode, Stop } from "./cursor.ts";
import type { FileFinding } from "./finding.ts";
import type { Foreign } from "./foreign.ts";
import type { JsonMember, JsonNode } from "./node.ts";
import { readNumber } from "./number.ts";
import { readString } from "./string.ts";
import { readWord } from "./word.ts";

/** What {@link readJson} answers. */
export interface JsonReading {
  /** The value with the place of everything in it; null where the text could not be read. */
  readonly value: JsonNode | null;
  /** What was found, in the order of the text. Python refuses the text if one is an error. */
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
    value = readWhole(cursor);
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
  }
  return { value, findings: cursor.found(), foreign: cursor.foreign };
}

function readWhole(cursor: Cursor): JsonNode {
  if (cursor.text.charCodeAt(0) === BYTE_ORDER_MARK) skipByteOrderMark(cursor);
  const root = readTree(cursor);
  cursor.skip("Extra data");
  if (cursor.at < cursor.text.length) cursor.stop("Extra data", cursor.at);
  return root;
}

function skipByteOrderMark(cursor: Cursor): void {
  cursor.at = 1;
  cursor.refuse(
    "json-bom",
    0,
    1,
    "A byte order mark. PEFT stops here: Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0).",
    'Save the file as UTF-8 without a byte order mark ("UTF-8", not "UTF-8 with BOM").',
  );
}

/** Reads one value after the other and puts each into the list or object that is open. */
function readTree(cursor: Cursor): JsonNode {
  const root = readValue(cursor);
  let node = root;
  while (leadsOn(cursor, node)) {
    node = readValue(cursor);
    put(cursor, node);
  }
  return root;
}

/** Goes on to the next value, in this one or behind it; false where the tree ends. */
function leadsOn(cursor: Cursor, node: JsonNode): boolean {
  return node.kind === "object" || node.kind === "array"
    ? enter(cursor, node as OpenNode)
    : proceed(cursor);
}

/** Reads a value without parts, or the opening bracket of one with parts. */
function readValue(cursor: Cursor): JsonNode {
  const code = cursor.skip(VALUE);
  const start = cursor.at;
  switch (code) {
    case QUOTE: {
      const value = readString(cursor);
      return { kind: "string", start, end: cursor.at, value };
    }
    case OPEN_OBJECT:
      return { kind: "object", start, end: ++cursor.at, value: [] };
    case OPEN_LIST:
      return { kind: "array", start, end: ++cursor.at, value: [] };
    default:
      // Behind a minus sign there may be Infinity.
      return (code <= NINE ? readNumber(cursor) : null) ?? readWord(cursor);
  }
}

/** Puts a value into the list or object that is open. */
function put(cursor: Cursor, node: JsonNode): void {
  const parent = cursor.open[cursor.open.length - 1];
  if (parent?.kind === "array") parent.value.push(node);
  else if (parent !== undefined) {
    const { keyStart: start, keyEnd: end, key } = cursor;
    parent.value.push({ start, end, key: key ?? "", node });
  }
}

/** Steps into a list or object whose opening bracket has been read. */
function enter(cursor: Cursor, node: OpenNode): boolean {
  if (cursor.open.push(node) > MAX_DEPTH) stopAtDepth(cursor, node);
  cursor.key = null;
  const code = cursor.skip(node.kind === "object" ? KEY : VALUE);
  if (code !== closing(node)) return readKey(cursor, node);
  close(cursor, node);
  return proceed(cursor);
}

function stopAtDepth(cursor: Cursor, node: OpenNode): never {
  cursor.refuse(
    "json-too-deep",
    node.start,
    cursor.at,
    `Nested more than ${MAX_DEPTH} deep: PEFT stops with a RecursionError.`,
    "No field of PEFT nests deeper than four: look what wrote this file.",
    [],
  );
  throw new Stop();
}

/** Goes on behind a value: past a comma to the next one, or out of what ends here. */
function proceed(cursor: Cursor): boolean {
  for (;;) {
    const parent = cursor.open[cursor.open.length - 1];
    if (parent === undefined) return false;
    const code = cursor.skip("Expecting ',' delimiter");
    if (code === COMMA) {
      const comma = cursor.at++;
      cursor.key = null;
      if (cursor.skip(parent.kind === "object" ? KEY : VALUE) !== closing(parent)) {
        return readKey(cursor, parent);
      }
      findTrailingComma(cursor, parent, comma);
    } else if (code !== closing(parent)) cursor.stop("Expecting ',' delimiter", cursor.at);
    close(cursor, parent);
  }
}

/** Reads a key and its colon, where the open value is an object: then its value follows. */
function readKey(cursor: Cursor, parent: OpenNode): true {
  if (parent.kind === "array") return true;
  const start = cursor.at;
  if (cursor.text.charCodeAt(start) !== QUOTE) cursor.stop(KEY, start);
  cursor.key = readString(cursor);
  cursor.keyStart = start;
  cursor.keyEnd = cursor.at;
  if (cursor.key === "__proto__") findProtoKey(cursor);
  if (cursor.skip("Expecting ':' delimiter") !== COLON) {
    cursor.stop("Expecting ':' delimiter", cursor.at);
  }
  cursor.at++;
  return true;
}

function closing(node: OpenNode): number {
  return node.kind === "object" ? CLOSE_OBJECT : CLOSE_LIST;
}

function close(cursor: Cursor, node: OpenNode): void {
  node.end = ++cursor.at;
  if (node.kind === "object" && !ascending(node.value)) findDuplicates(cursor, node.value);
  cursor.key = null;
  cursor.open.pop();
}

/** True for keys in strictly ascending order, as PEFT writes them: then none stands twice. */
function ascending(members: readonly JsonMember[]): boolean {
  let last: string | null = null;
  for (const { key } of members) {
    if (last !== null && !(last < key)) return false;
    last = key;
  }
  return true;
}

function findDuplicates(cursor: Cursor, members: readonly JsonMember[]): void {
  const seen = new Set<string>();
  for (const { key, start, end } of members) {
    if (seen.has(key)) {
      cursor.warn(
        "json-duplicate-key",
        start,
        end,
        `This object has ${valueText(key)} already: PEFT takes the last one, silently.`,
        "Delete all but one.",
        [...cursor.container(), key],
      );
    }
    seen.add(key);
  }
}

function findTrailingComma(cursor: Cursor, parent: OpenNode, comma: number): void {
  const stops = cursor.stops(parent.kind === "object" ? KEY : VALUE, cursor.at);
  cursor.refuse(
    "json-trailing-comma",
    comma,
    comma + 1,
    `A comma after the last entry.${stops}`,
    "Delete the comma.",
    cursor.container(),
  );
}

function findProtoKey(cursor: Cursor): void {
  cursor.warn(
    "json-proto-key",
    cursor.keyStart,
    cursor.keyEnd,
    "A key __proto__: unknown to PEFT, a trap for JavaScript programs; here it is data.",
    "Delete the key.",
  );
}
