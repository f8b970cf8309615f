import { type Flags, memberOf } from "./character.ts";
import { octal, readCharacter } from "./escape.ts";
import { changeFlags, FLAG_SIGNS, readFlags } from "./flags.ts";
import { condition, group, reference } from "./group.ts";
import { Groups } from "./groups.ts";
import { END, type State } from "./machine.ts";
import { atomic, choice, look, type Node, place, sequence, set } from "./node.ts";
import { type Range, readQuantifier } from "./quantifier.ts";
import { Fault, fail, type Name, Reader } from "./reader.ts";
import { possessive, repeat } from "./repeat.ts";
import { readSet } from "./set.ts";

/** Python's recursion limit refuses some 495 nested groups, fewer when it is called from deep down. */
const DEEPEST = 250;
/** The longest pattern that is read. Each character becomes a state, and no one writes so many. */
const LONGEST_SOURCE = 20_000;
/** The longest lookbehind. */
const FURTHEST = 4294967295;

/** A pattern that Python accepts, ready to be matched. */
export interface Pattern {
  readonly source: string;
  /** The state that a match starts in. */
  readonly start: State;
  /** Its groups, and the memory that a match needs. */
  readonly groups: Groups;
  /** A short text that it probably matches. */
  readonly example: () => string;
}

/**
 * What Python's `re.compile` says about a text. `invalid`: Python refuses it, with this message.
 * `unsupported`: Python's answer depends on its version, its table of character names or its stack.
 * The position counts code points from 0, as Python does; null where Python gives none.
 */
export type ParsedPattern =
  | { readonly ok: true; readonly pattern: Pattern }
  | {
      readonly ok: false;
      readonly kind: "invalid" | "unsupported";
      readonly message: string;
      readonly position: number | null;
    };

/** Where the parser is: what it reads from, and what holds within one group. */
interface Scope {
  readonly reader: Reader;
  readonly groups: Groups;
  readonly depth: number;
  flags: Flags;
  /** Whether nothing came before, so that flags for the whole pattern may come. */
  isStart: boolean;
}

/**
 * Reads a pattern as Python's `re` (3.11 and later) reads a `str`, and says what Python would say.
 *
 * @param source - the pattern, as the user wrote it
 * @returns the pattern, or why there is none; it never throws
 * @example
 * ```ts
 * parsePattern("q_proj|v_proj").ok; // true
 * parsePattern("*_proj");
 * // { ok: false, kind: "invalid", message: "nothing to repeat", position: 0 }
 * ```
 * @see https://docs.python.org/3/library/re.html
 */
export function parsePattern(source: string): ParsedPattern {
  try {
    return { ok: true, pattern: readPattern(source) };
  } catch (fault) {
    if (fault instanceof Fault) return fault;
    throw fault;
  }
}

function readPattern(source: string): Pattern {
  if (source.length > LONGEST_SOURCE) {
    fail(`it has more than ${LONGEST_SOURCE} characters`, null, "unsupported");
  }
  const reader = new Reader(source);
  const groups = new Groups(reader);
  const scope: Scope = { reader, groups, depth: 0, flags: "", isStart: true };
  const root = readChoice(scope);
  if (/a.*u|u.*a/.test(scope.flags)) fail("ASCII and UNICODE flags are incompatible", null);
  if (reader.next !== "") fail("unbalanced parenthesis", reader.position);
  groups.settle();
  return { source, start: root.before(END), groups, example: root.example };
}

function readChoice(scope: Scope): Node {
  const options = [readSequence(scope)];
  while (scope.reader.skip("|")) {
    scope.isStart = false;
    options.push(readSequence(scope));
  }
  return choice(options);
}

/** Items up to `|`, `)` or the end. */
function readSequence(scope: Scope): Node {
  const { reader } = scope;
  const items: Node[] = [];
  while (!["", "|", ")"].includes(reader.next)) {
    const start = reader.position;
    const token = reader.take();
    if (scope.flags.includes("x") && skipsVerbose(reader, token)) continue;
    const range = readQuantifier(reader, token);
    const item = range
      ? readRepeat(scope, items.pop(), range, start)
      : readItem(scope, token, start);
    if (!item) continue;
    items.push(item);
    scope.isStart = false;
  }
  return sequence(items);
}

/** White space and comments mean nothing under the flag x. */
function skipsVerbose(reader: Reader, token: string): boolean {
  if (token === "#") reader.takeUntil("\n");
  return "# \t\n\r\v\f".includes(token);
}

function readRepeat(
  { reader, groups }: Scope,
  body: Node | undefined,
  range: Range,
  start: number,
): Node {
  if (!body) return fail("nothing to repeat", start);
  if (body.refusal) fail(body.refusal, start);
  if (reader.skip("+")) return possessive(body, range, groups.memory);
  return repeat(body, range, reader.skip("?"), groups.memory);
}

function readItem(scope: Scope, token: string, start: number): Node | undefined {
  const { reader, flags } = scope;
  if (token === "(") return readGroup(scope, start);
  if (token === "[") return readSet(reader, flags);
  if (token === ".") return set(flags.includes("s") ? [] : [memberOf(10)], flags, true);
  if (/^[$^]|\\[AZbB]$/.test(token)) return place(token.slice(-1), flags);
  if (/^\\[1-9]/.test(token)) return readReference(scope, token, start);
  return set([memberOf(readCharacter(reader, token, start))], flags);
}

/** `\1` to `\99`, unless three octal digits make it a character. */
function readReference({ reader, groups, flags }: Scope, token: string, start: number): Node {
  let digits = token + reader.takeWhile("0123456789", 1);
  if (/^\\[0-7]{2}$/.test(digits)) digits += reader.takeWhile("01234567", 1);
  if (digits.length === 4) return set([memberOf(octal(digits, start))], flags);
  const index = Number(digits.slice(1));
  if (index >= groups.widths.length) fail(`invalid group reference ${index}`, start + 1);
  return reference(groups.refer(index, start), flags);
}

/** What follows `(?`, by its sign. */
const EXTENSIONS: Readonly<Record<string, (scope: Scope, start: number) => Node | undefined>> = {
  ":": readBody,
  ">": (scope, start) => atomic(readBody(scope, start)),
  "=": (scope, start) => look(readBody(scope, start), true),
  "!": (scope, start) => look(readBody(scope, start), false),
  "<": readLookbehind,
  "(": readCondition,
  "#": skipComment,
  P: readNamed,
};

function readGroup(scope: Scope, start: number): Node | undefined {
  const { reader, flags, depth } = scope;
  if (depth === DEEPEST) {
    fail(`groups are nested more than ${DEEPEST} deep`, start, "unsupported");
  }
  if (!reader.skip("?")) return readCapture(scope, start);
  const sign = takeSign(reader);
  const extension = EXTENSIONS[sign];
  if (extension) return extension(scope, start);
  if (!FLAG_SIGNS.includes(sign)) fail(`unknown extension ?${sign}`, start + 1);
  const { on, off } = readFlags(reader, sign);
  if (off !== undefined) return readBody({ ...scope, flags: changeFlags(flags, on, off) }, start);
  if (!scope.isStart) fail("global flags not at the start of the expression", start);
  scope.flags += on;
  return undefined;
}

function takeSign(reader: Reader): string {
  return reader.take() || fail("unexpected end of pattern", reader.position);
}

const inner = (scope: Scope): Scope => ({ ...scope, depth: scope.depth + 1, isStart: false });

/** The inside of a group and its closing parenthesis. */
function readBody(scope: Scope, start: number): Node {
  const body = readChoice(inner(scope));
  close(scope.reader, start);
  return body;
}

function close(reader: Reader, start: number, what = "subpattern"): void {
  if (!reader.skip(")")) fail(`missing ), unterminated ${what}`, start);
}

function readCapture(scope: Scope, start: number, name?: Name): Node {
  const { groups } = scope;
  const index = groups.open(name);
  const body = readBody(scope, start);
  groups.widths[index] = body.width;
  return group(index, body, groups.memory);
}

function readNamed(scope: Scope, start: number): Node {
  const { reader, groups, flags } = scope;
  if (reader.skip("<")) return readCapture(scope, start, reader.takeName(">"));
  if (!reader.skip("=")) fail(`unknown extension ?P${takeSign(reader)}`, start + 1);
  const name = reader.takeName(")");
  return reference(groups.refer(groups.named(name), name.position), flags);
}

function readLookbehind(scope: Scope, start: number): Node {
  const { reader, groups } = scope;
  const sign = takeSign(reader);
  if (!"=!".includes(sign)) fail(`unknown extension ?<${sign}`, start + 1);
  const outer = groups.barrier;
  groups.barrier ??= groups.widths.length;
  const body = readChoice(inner(scope));
  groups.barrier = outer;
  close(reader, start);
  const [least, most] = body.width;
  if (least > FURTHEST) groups.late ??= "looks too much behind";
  if (least !== most) groups.late ??= "look-behind requires fixed-width pattern";
  return look(body, sign === "=", least);
}

function readCondition(scope: Scope, start: number): Node {
  const { reader, groups } = scope;
  const asked = groups.ask(reader.takeName(")"));
  const within = inner(scope);
  const yes = readSequence(within);
  const no = reader.skip("|") ? readSequence(within) : sequence([]);
  if (reader.next === "|") {
    fail("conditional backref with more than two branches", reader.position);
  }
  close(reader, start);
  return condition(asked, yes, no);
}

function skipComment({ reader }: Scope, start: number): undefined {
  reader.takeUntil(")");
  close(reader, start, "comment");
}
