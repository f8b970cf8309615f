import { readCharacter } from "./escape.ts";
import { areBoth, FLAG_SIGNS, readFlags } from "./flags.ts";
import { condition, group, type Referred, reference } from "./group.ts";
import type { Memory } from "./memory.ts";
import { IDENTIFIER, LOOSE_NUMBER, type Name, NUMBER, quoted } from "./name.ts";
import { atomic, choice, look, type Node, place, sequence, set, type Width } from "./node.ts";
import { readQuantifier, TOO_LARGE } from "./quantifier.ts";
import { Fault, fail, Reader } from "./reader.ts";
import { possessive, repeat } from "./repeat.ts";
import { readSet } from "./set.ts";

/** Python's recursion limit refuses some 495 nested groups, fewer when it is called from deep down. */
const DEEPEST = 250;
/** The longest pattern that is read. Each character becomes a state, and no one writes so many. */
const LONGEST_SOURCE = 20_000;

/** A pattern that Python accepts; the state that a match starts in comes before its root. */
export interface Pattern {
  readonly ok: true;
  readonly root: Node;
  /** The registers that a match needs. */
  readonly memory: Memory;
  /** The numbers of its groups by name. */
  readonly names: ReadonlyMap<string, number>;
}

/**
 * What Python's `re.compile` says about a text: a pattern, or a fault with Python's message. A fault
 * has none where Python's answer depends on its version, its table of character names or its stack.
 * The position counts code points from 0, as Python does; undefined where Python gives none.
 */
export type ParsedPattern = Pattern | Fault;

/**
 * Reads a pattern as Python's `re` (3.11 and later) reads a `str`, and says what Python would say.
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
    return readPattern(source);
  } catch (fault) {
    if (fault instanceof Fault) return fault;
    throw fault;
  }
}

/** One function for each construct; they share what is read from, and what holds where they are. */
function readPattern(source: string): Pattern {
  if (source.length > LONGEST_SOURCE) fail();
  const reader = new Reader(source);
  /** Has registers for the captures that matter: of groups that are asked for. */
  const memory: Memory = { registers: [], slots: {}, stores: 0 };
  const names = new Map<string, number>();
  /** Widths of the closed groups; an open one is undefined. Group 0 is the whole pattern. */
  const widths: (Width | undefined)[] = [undefined];
  /** The groups that conditions ask for, and where. */
  const awaited: [index: number, position: number][] = [];
  /** The first group that may not be referred to, as it is part of the same lookbehind. */
  let barrier = Infinity;
  /** What Python finds wrong only once the whole pattern is read. */
  let late: string | undefined;
  let [flags, depth] = ["", 0];
  /** Whether nothing came before, so that flags for the whole pattern may come. */
  let isStart = true;

  const root = readChoice();
  if (areBoth(flags)) fail("ASCII and UNICODE flags are incompatible");
  if (reader.next !== "") fail("unbalanced parenthesis", reader.position);
  for (const [index, position] of awaited) {
    if (index >= widths.length) fail(`invalid group reference ${index}`, position);
  }
  if (late) fail(late);
  return { ok: true, root, memory, names };

  function readChoice(): Node {
    const options = [readSequence()];
    while (reader.skip("|")) {
      isStart = false;
      options.push(readSequence());
    }
    return choice(options);
  }

  /** Items up to `|`, `)` or the end. */
  function readSequence(): Node {
    const items: Node[] = [];
    while (!"|)".includes(reader.next)) {
      const start = reader.position;
      const token = reader.take();
      // White space and comments mean nothing under the flag x.
      if (flags.includes("x") && "# \t\n\r\v\f".includes(token)) {
        if (token === "#") reader.takeUntil("\n");
        continue;
      }
      const range = readQuantifier(reader, token);
      let item: Node | undefined;
      if (range) {
        const body = items.pop();
        if (!body || body.refusal) return fail(body?.refusal ?? "nothing to repeat", start);
        item = reader.skip("+")
          ? possessive(body, range, memory)
          : repeat(body, range, reader.skip("?"), memory);
      } else {
        item = readItem(token, start);
      }
      if (!item) continue;
      items.push(item);
      isStart = false;
    }
    return sequence(items);
  }

  function readItem(token: string, start: number): Node | undefined {
    if (token === "(") return readGroup(start);
    if (token === "[") return readSet(reader, flags);
    if (token === ".") return set(flags.includes("s") ? [] : [[10]], flags, true);
    if (/^[$^]|\\[AZbB]$/.test(token)) return place(token.slice(-1), flags);
    // `\1` to `\99`, unless three octal digits make it a character.
    if (/\\[1-9]/.test(token) && !reader.peek(/(?<=[1-7])[0-7]{2}/y)) {
      const index = Number(token.slice(1) + reader.take(/\d?/y));
      if (index >= widths.length) fail(`invalid group reference ${index}`, start + 1);
      return reference(refer(index, start), flags);
    }
    return set([[readCharacter(reader, token, start)]], flags);
  }

  function readGroup(start: number): Node | undefined {
    if (depth === DEEPEST) fail();
    const outer = flags;
    depth++;
    const item = reader.skip("?") ? readExtension(start) : readCapture(start);
    depth--;
    if (item) flags = outer;
    return item;
  }

  /** What follows `(?`; comments and flags for the whole pattern are no item. */
  function readExtension(start: number): Node | undefined {
    let sign = takeSign();
    if ("<P".includes(sign)) sign += takeSign();
    switch (sign) {
      case ":":
        return readBody(start);
      case ">":
        return atomic(readBody(start));
      case "=":
      case "!":
        return look(readBody(start), sign === "=");
      case "<=":
      case "<!":
        return readLookbehind(start, sign === "<=");
      case "(":
        return readCondition(start);
      case "P<":
        return readCapture(start, reader.takeName(">"));
      case "P=": {
        const name = reader.takeName(")");
        return reference(refer(numberOf(name), name.position), flags);
      }
      case "#":
        reader.takeUntil(")");
        close(start, "comment");
        return undefined;
    }
    if (!FLAG_SIGNS.includes(sign)) fail(`unknown extension ?${sign}`, start + 1);
    const [changed, isGlobal] = readFlags(reader, sign, flags);
    flags = changed;
    if (!isGlobal) return readBody(start);
    if (!isStart || depth > 1) fail("global flags not at the start of the expression", start);
    return undefined;
  }

  function takeSign(): string {
    return reader.take() || fail("unexpected end of pattern", reader.position);
  }

  /** The inside of a group and its closing parenthesis. */
  function readBody(start: number): Node {
    const body = readChoice();
    close(start, "subpattern");
    return body;
  }

  function close(start: number, what: string): void {
    if (!reader.skip(")")) fail(`missing ), unterminated ${what}`, start);
  }

  function readCapture(start: number, name?: Name): Node {
    const index = widths.push(undefined) - 1;
    if (name) {
      const other = find(name);
      if (other) {
        fail(
          `redefinition of group name ${quoted(name)} as group ${index}; was group ${other}`,
          name.position,
        );
      }
      names.set(name.text, index);
    }
    const body = readBody(start);
    widths[index] = body.width;
    return group(index, body, memory);
  }

  /** The number of a group, if there is one of this name, which has to be an identifier. */
  function find(name: Name): number | undefined {
    if (!IDENTIFIER.test(name.text)) {
      fail(`bad character in group name ${quoted(name)}`, name.position);
    }
    return names.get(name.text);
  }

  function numberOf(name: Name): number {
    return find(name) || fail(`unknown group name ${quoted(name)}`, name.position);
  }

  /** The group that is referred to from `start` on; a condition, which may ask for any, has none. */
  function refer(index: number, start?: number): Referred {
    const { position } = reader;
    const width = widths[index];
    if (!width && (start !== undefined || barrier < Infinity)) {
      fail("cannot refer to an open group", start ?? position);
    }
    if (index >= barrier) {
      fail("cannot refer to group defined in the same lookbehind subpattern", position);
    }
    memory.slots[index] ??= memory.registers.push(-1, -1) - 2;
    return { width, slot: memory.slots[index] };
  }

  function readLookbehind(start: number, isWanted: boolean): Node {
    const outer = barrier;
    barrier = Math.min(barrier, widths.length);
    const body = readBody(start);
    barrier = outer;
    const [least, most] = body.width;
    if (least > TOO_LARGE) late ??= "looks too much behind";
    if (least !== most) late ??= "look-behind requires fixed-width pattern";
    return look(body, isWanted, least);
  }

  function readCondition(start: number): Node {
    const name = reader.takeName(")");
    const { text, position } = name;
    let index = Number(text);
    if (!NUMBER.test(text)) index = LOOSE_NUMBER.test(text) ? fail() : numberOf(name);
    if (index === 0) fail("bad group number", position);
    awaited.push([index, position]);
    const asked = refer(index);
    const yes = readSequence();
    const no = reader.skip("|") ? readSequence() : sequence([]);
    if (reader.next === "|") {
      fail("conditional backref with more than two branches", reader.position);
    }
    close(start, "subpattern");
    return condition(asked, yes, no);
  }
}
