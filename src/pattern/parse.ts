import { octal, readEscape } from "./escape.ts";
import { changeFlags, FLAG_SIGNS, readFlags } from "./flags.ts";
import { checkName, Groups } from "./groups.ts";
import type { AloneNode, Flags, Member, Node, SetNode } from "./node.ts";
import { type Range, readGreed, readQuantifier } from "./quantifier.ts";
import { Fault, Reader } from "./reader.ts";
import { readSet } from "./set.ts";
import { widthOf } from "./width.ts";

/** Python's recursion limit refuses some 495 nested groups, fewer when it is called from deep down. */
const DEEPEST = 250;
/** The longest lookbehind. */
const FURTHEST = 4294967295;

/** A pattern that Python accepts, ready to be matched. */
export interface Pattern {
  readonly source: string;
  readonly root: Node;
  /** Numbers of the groups that have a name. */
  readonly names: ReadonlyMap<string, number>;
  /** Groups whose captures have to be recorded. */
  readonly kept: ReadonlySet<number>;
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

/** The state of one parse. */
interface Context {
  readonly reader: Reader;
  readonly groups: Groups;
  /** A fault that Python only finds once the whole pattern is read. */
  late?: Fault;
}

/** What holds within one group. */
interface Scope {
  flags: Flags;
  readonly depth: number;
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
    if (!(fault instanceof Fault)) throw fault;
    return { ok: false, kind: fault.kind, message: fault.message, position: fault.position };
  }
}

function readPattern(source: string): Pattern {
  const context: Context = { reader: new Reader(source), groups: new Groups() };
  const { reader, groups } = context;
  const scope: Scope = { flags: "", depth: 0 };
  const root = readChoice(context, scope);
  if (scope.flags.includes("a") && scope.flags.includes("u")) {
    throw new Fault("ASCII and UNICODE flags are incompatible", null);
  }
  if (reader.next !== "") throw new Fault("unbalanced parenthesis", reader.position);
  groups.settle();
  if (context.late) throw context.late;
  return { source, root, names: groups.names, kept: groups.kept };
}

function readChoice(context: Context, scope: Scope): Node {
  const options = [readSequence(context, scope, scope.depth === 0)];
  while (context.reader.skip("|")) options.push(readSequence(context, scope, false));
  return { kind: "choice", options };
}

/** Items up to `|`, `)` or the end; global flags may only stand at the very `first`. */
function readSequence(context: Context, scope: Scope, first: boolean): Node {
  const { reader } = context;
  const items: Node[] = [];
  while (!["", "|", ")"].includes(reader.next)) {
    const start = reader.position;
    const token = reader.take();
    if (scope.flags.includes("x") && skipsVerbose(reader, token)) continue;
    const quantifier = readQuantifier(reader, token);
    const item = quantifier
      ? repeat(reader, items.pop(), quantifier, start)
      : readItem(context, scope, token, start, first && items.length === 0);
    if (item) items.push(item);
  }
  return { kind: "sequence", items };
}

/** White space and comments mean nothing under the flag x. */
function skipsVerbose(reader: Reader, token: string): boolean {
  if (token !== "#") return " \t\n\r\v\f".includes(token);
  let skipped = token;
  while (skipped !== "" && skipped !== "\n") skipped = reader.take();
  return true;
}

function repeat(reader: Reader, body: Node | undefined, range: Range, start: number): Node {
  if (!body || body.kind === "place") throw new Fault("nothing to repeat", start);
  if (body.kind === "repeat") throw new Fault("multiple repeat", start);
  return { kind: "repeat", body, min: range[0], max: range[1], greed: readGreed(reader) };
}

function readItem(
  context: Context,
  scope: Scope,
  token: string,
  start: number,
  first: boolean,
): Node | undefined {
  const { flags } = scope;
  if (token === "(") return readGroup(context, scope, start, first);
  if (token === "[") return readSet(context.reader, flags);
  if (token === ".") return set(flags.includes("s") ? [] : [[10, 10]], flags, true);
  if (token === "^" || token === "$") return { kind: "place", sign: token, flags };
  if (token.startsWith("\\")) return readEscaped(context, flags, token, start);
  const code = token.codePointAt(0) ?? 0;
  return set([[code, code]], flags);
}

const set = (members: readonly Member[], flags: Flags, negated = false): SetNode => ({
  kind: "set",
  members,
  negated,
  flags,
});

function readEscaped(context: Context, flags: Flags, token: string, start: number): Node {
  const sign = token.slice(1);
  if ("AZbB".includes(sign)) return { kind: "place", sign, flags };
  if ("123456789".includes(sign)) return readReference(context, flags, sign, start);
  return set([readEscape(context.reader, token, start)], flags);
}

/** `\1` to `\99`, unless three octal digits make it a character. */
function readReference(context: Context, flags: Flags, first: string, start: number): Node {
  const { reader, groups } = context;
  const digits = first + reader.takeWhile("0123456789", 1);
  const third = /^[0-7]{2}$/.test(digits) ? reader.takeWhile("01234567", 1) : "";
  if (third) {
    const code = octal(`\\${digits}${third}`, start);
    return set([[code, code]], flags);
  }
  const index = Number(digits);
  if (index >= groups.count) throw new Fault(`invalid group reference ${index}`, start + 1);
  return { kind: "reference", index, width: groups.refer(index, start, reader), flags };
}

type Extension = (context: Context, scope: Scope, start: number) => Node | undefined;

/** What follows `(?`, by its sign. */
const EXTENSIONS: Readonly<Record<string, Extension>> = {
  ":": readBody,
  ">": (context, scope, start) => alone("consume", readBody(context, scope, start)),
  "=": (context, scope, start) => alone("require", readBody(context, scope, start)),
  "!": (context, scope, start) => alone("forbid", readBody(context, scope, start)),
  "<": readLookbehind,
  "(": readCondition,
  "#": skipComment,
  P: readNamed,
};

function readGroup(context: Context, scope: Scope, start: number, first: boolean) {
  const { reader } = context;
  if (scope.depth === DEEPEST) {
    const message = `groups are nested more than ${DEEPEST} deep`;
    throw new Fault(message, start, "unsupported");
  }
  if (!reader.skip("?")) return readCapture(context, scope, start);
  const sign = takeSign(reader);
  const extension = EXTENSIONS[sign];
  if (extension) return extension(context, scope, start);
  if (!FLAG_SIGNS.includes(sign)) throw new Fault(`unknown extension ?${sign}`, start + 1);
  const change = readFlags(reader, sign);
  if (!change.global) {
    return readBody(context, { ...scope, flags: changeFlags(scope.flags, change) }, start);
  }
  if (!first) throw new Fault("global flags not at the start of the expression", start);
  scope.flags += change.on;
  return undefined;
}

function takeSign(reader: Reader): string {
  const sign = reader.take();
  if (sign === "") throw new Fault("unexpected end of pattern", reader.position);
  return sign;
}

const inner = ({ flags, depth }: Scope): Scope => ({ flags, depth: depth + 1 });

/** The inside of a group and its closing parenthesis. */
function readBody(context: Context, scope: Scope, start: number): Node {
  const body = readChoice(context, inner(scope));
  close(context.reader, start);
  return body;
}

function close(reader: Reader, start: number): void {
  if (!reader.skip(")")) throw new Fault("missing ), unterminated subpattern", start);
}

function readCapture(context: Context, scope: Scope, start: number, name?: string): Node {
  const index = context.groups.open(name, start + "(?P<".length);
  const body = readBody(context, scope, start);
  context.groups.close(index, widthOf(body));
  return { kind: "group", index, body };
}

function readNamed(context: Context, scope: Scope, start: number): Node {
  const { reader, groups } = context;
  if (reader.skip("<")) {
    const name = reader.takeName(">", "group name");
    checkName(name, start + "(?P<".length);
    return readCapture(context, scope, start, name);
  }
  if (!reader.skip("=")) throw new Fault(`unknown extension ?P${takeSign(reader)}`, start + 1);
  const position = reader.position;
  const index = groups.named(reader.takeName(")", "group name"), position);
  const width = groups.refer(index, position, reader);
  return { kind: "reference", index, width, flags: scope.flags };
}

const alone = (use: AloneNode["use"], body: Node, behind = 0): Node => ({
  kind: "alone",
  body,
  use,
  behind,
});

function readLookbehind(context: Context, scope: Scope, start: number): Node {
  const { reader, groups } = context;
  const sign = takeSign(reader);
  if (sign !== "=" && sign !== "!") throw new Fault(`unknown extension ?<${sign}`, start + 1);
  const outer = groups.barrier;
  groups.barrier ??= groups.count;
  const body = readChoice(context, inner(scope));
  groups.barrier = outer;
  close(reader, start);
  const [least, most] = widthOf(body);
  if (least > FURTHEST) context.late ??= new Fault("looks too much behind", null);
  if (least !== most) context.late ??= new Fault("look-behind requires fixed-width pattern", null);
  return alone(sign === "=" ? "require" : "forbid", body, least);
}

function readCondition(context: Context, scope: Scope, start: number): Node {
  const { reader, groups } = context;
  const position = reader.position;
  const index = groups.condition(reader.takeName(")", "group name"), position, reader);
  const isClosed = groups.isClosed(index);
  const within = inner(scope);
  const yes = readSequence(context, within, false);
  const no: Node = reader.skip("|")
    ? readSequence(context, within, false)
    : { kind: "sequence", items: [] };
  if (reader.next === "|") {
    throw new Fault("conditional backref with more than two branches", reader.position);
  }
  close(reader, start);
  return { kind: "condition", index, isClosed, yes, no };
}

function skipComment({ reader }: Context, _scope: Scope, start: number): undefined {
  while (reader.next !== ")") {
    if (reader.take() === "") throw new Fault("missing ), unterminated comment", start);
  }
  reader.take();
}
