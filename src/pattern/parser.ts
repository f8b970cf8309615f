import { condition, group, reference } from "./capture.ts";
import type { Flags } from "./character.ts";
import { anchor, atomic, choice, type Expression, look, sequence, set } from "./expression.ts";
import { areBoth, FLAG_SIGNS, readFlags } from "./flags.ts";
import { Groups } from "./group.ts";
import type { Memory } from "./machine.ts";
import { Fault, fail, type Name, Reader } from "./reader.ts";
import { possessive, type Range, readQuantifier, repeat, TOO_LARGE } from "./repeat.ts";
import { readCharacter, readSet } from "./set.ts";

/** Python's recursion limit refuses some 495 nested groups, fewer when it is called from deep down. */
const DEEPEST = 250;
/** The longest pattern that is read. Each character becomes a state, and nobody writes so many. */
const LONGEST_SOURCE = 20_000;

/** A pattern that Python accepts. A match starts in a state that comes before its root. */
export interface Pattern {
  readonly ok: true;
  readonly root: Expression;
  /** The registers that a match needs. */
  readonly memory: Memory;
  /** The numbers of its groups by name. */
  readonly names: ReadonlyMap<string, number>;
}

/**
 * What Python's `re.compile` makes of a text: a pattern, or a fault with Python's message. A fault
 * has no message where Python's answer depends on its version, its table of character names or its
 * stack. The position counts code points from 0, as Python does; it is undefined where Python gives
 * none.
 */
export type ParsedPattern = Pattern | Fault;

/**
 * Reads a pattern as Python's `re` (3.11 and later) reads a `str`, with the errors of Python.
 *
 * @param source - the pattern, as the user wrote it
 * @returns the pattern, or why there is none; it never throws
 * @example
 * ```ts
 * parsePattern("q_proj|v_proj").ok; // true
 * parsePattern("*_proj");
 * // { ok: false, message: "nothing to repeat", position: 0 }
 * ```
 * @see https://docs.python.org/3/library/re.html
 */
export function parsePattern(source: string): ParsedPattern {
  try {
    if (source.length > LONGEST_SOURCE) fail();
    return readPattern(new Parser(source));
  } catch (fault) {
    if (fault instanceof Fault) return fault;
    throw fault;
  }
}

/** A reader that remembers what the constructs before the coming token have settled. */
export class Parser extends Reader {
  readonly groups = new Groups();
  /** The flags in force. */
  flags: Flags = "";
  /** How many groups are open around the coming token. */
  depth = 0;
  /** Whether nothing came before, so that flags for the whole pattern may come. */
  isStart = true;
  /** What Python finds wrong only once the whole pattern is read. */
  late?: string;
}

function readPattern(parser: Parser): Pattern {
  const { groups } = parser;
  const root = readChoice(parser);
  if (areBoth(parser.flags)) fail("ASCII and UNICODE flags are incompatible");
  if (parser.next !== "") fail("unbalanced parenthesis", parser.position);
  groups.expectAsked();
  if (parser.late) fail(parser.late);
  return { ok: true, root, memory: groups.memory, names: groups.names };
}

/** Reads alternatives, up to `)` or the end. */
export function readChoice(parser: Parser): Expression {
  const options = [readSequence(parser)];
  while (parser.skip("|")) {
    parser.isStart = false;
    options.push(readSequence(parser));
  }
  return choice(options);
}

/** Reads items up to `|`, `)` or the end. */
export function readSequence(parser: Parser): Expression {
  const items: Expression[] = [];
  while (!"|)".includes(parser.next)) {
    const start = parser.position;
    const token = parser.take();
    if (skipBlank(parser, token)) continue;
    const range = readQuantifier(parser, token);
    const item = range
      ? readRepeat(parser, items.pop(), range, start)
      : readItem(parser, token, start);
    if (!item) continue;
    items.push(item);
    parser.isStart = false;
  }
  return sequence(items);
}

/** Whether a token is white space or starts a comment, which mean nothing under the flag x. */
function skipBlank(parser: Parser, token: string): boolean {
  const isBlank = parser.flags.includes("x") && "# \t\n\r\v\f".includes(token);
  if (isBlank && token === "#") parser.takeUntil("\n");
  return isBlank;
}

/** Reads what may follow a quantifier that starts at `start`: `+` or `?`. */
function readRepeat(
  parser: Parser,
  body: Expression | undefined,
  range: Range,
  start: number,
): Expression {
  const { memory } = parser.groups;
  if (!body || body.refusal) return fail(body?.refusal ?? "nothing to repeat", start);
  return parser.skip("+")
    ? possessive(body, range, memory)
    : repeat(body, range, parser.skip("?"), memory);
}

/** Reads the item that starts with a token. Comments and flags for the whole pattern are not items. */
function readItem(parser: Parser, token: string, start: number): Expression | undefined {
  const { groups, flags } = parser;
  if (token === "(") return readGroup(parser, start);
  if (token === "[") return readSet(parser, flags);
  if (token === ".") return set(flags.includes("s") ? [] : [[10]], flags, true);
  if (/^[$^]|\\[AZbB]$/.test(token)) return anchor(token.slice(-1), flags);
  // `\1` to `\99`, unless three octal digits make it a character.
  if (/\\[1-9]/.test(token) && !parser.peek(/(?<=[1-7])[0-7]{2}/y)) {
    const index = Number(token.slice(1) + parser.take(/\d?/y));
    groups.expect(index, start + 1);
    return reference(groups.refer(index, start, parser.position), flags);
  }
  return set([[readCharacter(parser, token, start)]], flags);
}

/** Reads a group whose parenthesis has been taken. Flags that are set in it end with it. */
function readGroup(parser: Parser, start: number): Expression | undefined {
  const { flags } = parser;
  if (parser.depth === DEEPEST) fail();
  parser.depth++;
  const item = parser.skip("?") ? readExtension(parser, start) : readCapture(parser, start);
  parser.depth--;
  if (item) parser.flags = flags;
  return item;
}

/** Reads what follows `(?`. */
function readExtension(parser: Parser, start: number): Expression | undefined {
  const { groups, flags } = parser;
  let sign = takeSign(parser);
  if ("<P".includes(sign)) sign += takeSign(parser);
  switch (sign) {
    case ":":
      return readBody(parser, start);
    case ">":
      return atomic(readBody(parser, start));
    case "=":
    case "!":
      return look(readBody(parser, start), sign === "=");
    case "<=":
    case "<!":
      return readLookbehind(parser, start, sign === "<=");
    case "(":
      return readCondition(parser, start);
    case "P<":
      return readCapture(parser, start, parser.takeName(">"));
    case "P=":
      return reference(groups.referByName(parser.takeName(")"), parser.position), flags);
    case "#":
      parser.takeUntil(")");
      return takeEnd(parser, start, "comment");
  }
  return readFlagged(parser, start, sign);
}

function takeSign(parser: Parser): string {
  return parser.take() || fail("unexpected end of pattern", parser.position);
}

/** Reads inline flags, and what they are for unless they are for the whole pattern. */
function readFlagged(parser: Parser, start: number, sign: string): Expression | undefined {
  if (!FLAG_SIGNS.includes(sign)) fail(`unknown extension ?${sign}`, start + 1);
  const [flags, isGlobal] = readFlags(parser, sign, parser.flags);
  parser.flags = flags;
  if (!isGlobal) return readBody(parser, start);
  if (!parser.isStart || parser.depth > 1) {
    fail("global flags not at the start of the expression", start);
  }
  return undefined;
}

/** Reads the inside of a group and the parenthesis at its end. */
function readBody(parser: Parser, start: number): Expression {
  const body = readChoice(parser);
  takeEnd(parser, start, "subpattern");
  return body;
}

/** Takes the parenthesis that closes what was opened at `start`. */
function takeEnd(parser: Parser, start: number, what: string): undefined {
  if (!parser.skip(")")) fail(`missing ), unterminated ${what}`, start);
}

function readCapture(parser: Parser, start: number, name?: Name): Expression {
  const { groups } = parser;
  const index = groups.open(name);
  const body = readBody(parser, start);
  groups.close(index, body.width);
  return group(index, body, groups.memory);
}

/** Reads the inside of a lookbehind. Python refuses an open width after the rest of the pattern. */
export function readLookbehind(parser: Parser, start: number, isWanted: boolean): Expression {
  const body = parser.groups.readBehind(() => readBody(parser, start));
  const [least, most] = body.width;
  if (least > TOO_LARGE) parser.late ??= "looks too much behind";
  if (least !== most) parser.late ??= "look-behind requires fixed-width pattern";
  return look(body, isWanted, least);
}

/** Reads a condition, `(?(1)yes|no)`, from its name on. */
export function readCondition(parser: Parser, start: number): Expression {
  const { groups } = parser;
  const asked = groups.ask(parser.takeName(")"), parser.position);
  const yes = readSequence(parser);
  const no = parser.skip("|") ? readSequence(parser) : sequence([]);
  if (parser.next === "|") {
    fail("conditional backref with more than two branches", parser.position);
  }
  takeEnd(parser, start, "subpattern");
  return condition(asked, yes, no);
}
