import type { Path } from "../finding/diagnostic.ts";

/** The place of a value: from `start` up to, not including, `end`, in UTF-16 code units. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export interface JsonObject extends Span {
  readonly kind: "object";
  /** Every entry in the order of the text, repeated keys too. */
  readonly value: readonly JsonMember[];
}

export interface JsonArray extends Span {
  readonly kind: "array";
  readonly value: readonly JsonNode[];
}

export interface JsonString extends Span {
  readonly kind: "string";
  readonly value: string;
}

/**
 * A number, of the kind that Python reads it as: `16` is an `int`, `16.0`, `1e2` and `NaN` are a
 * `float`. Its spelling is the text from `start` to `end`.
 */
export interface JsonNumber extends Span {
  readonly kind: "int" | "float";
  /** The nearest JavaScript number: an integer beyond 2^53 is rounded. */
  readonly value: number;
}

export interface JsonBoolean extends Span {
  readonly kind: "boolean";
  readonly value: boolean;
}

export interface JsonNull extends Span {
  readonly kind: "null";
  readonly value: null;
}

/** A value in a JSON text, with its place. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonBoolean | JsonNull;

/** One `"key": value` of an object; the span is the key's, quotes included. */
export interface JsonMember extends Span {
  readonly key: string;
  readonly node: JsonNode;
}

/** A plain value, as `JSON.parse` gives it; `NaN` and the infinities too. */
export type JsonValue = Plain<number>;

/** A plain value with numbers of a type. */
type Plain<Num> =
  | string
  | boolean
  | null
  | Num
  | readonly Plain<Num>[]
  | { readonly [key: string]: Plain<Num> };

/**
 * The plain value of a node. The last of repeated keys counts, as in Python. A key `__proto__` becomes
 * data like any other and changes no prototype.
 *
 * @example
 * ```ts
 * const { value } = readJson('{"r": 8, "r": 16}');
 * if (value) toValue(value); // { r: 16 }
 * ```
 */
export function toValue(node: JsonNode): JsonValue {
  return plainValue(node, ({ value }) => value);
}

/** {@link toValue} with numbers made by `numberOf`. */
export function plainValue<Num>(node: JsonNode, numberOf: (node: JsonNumber) => Num): Plain<Num> {
  switch (node.kind) {
    case "int":
    case "float":
      return numberOf(node);
    case "array":
      return node.value.map((item) => plainValue(item, numberOf));
    case "object":
      return plainRecord(node, numberOf);
    default:
      return node.value;
  }
}

/** A loop, because that is three times as fast as Object.fromEntries, which a key `__proto__` needs. */
function plainRecord<Num>(
  { value }: JsonObject,
  numberOf: (node: JsonNumber) => Num,
): Readonly<Record<string, Plain<Num>>> {
  if (value.some(({ key }) => key === "__proto__")) {
    return Object.fromEntries(value.map(({ key, node }) => [key, plainValue(node, numberOf)]));
  }
  const record: Record<string, Plain<Num>> = {};
  for (const { key, node } of value) record[key] = plainValue(node, numberOf);
  return record;
}

/** The entries by key, for objects that have many. */
const indices = new WeakMap<JsonObject, ReadonlyMap<string, JsonMember>>();

/** The entry of an object that Python uses: the last one with this key. */
export function memberOf(object: JsonObject, key: string): JsonMember | undefined {
  if (object.value.length < 100) return object.value.findLast((member) => member.key === key);
  const index = indices.get(object) ?? new Map(object.value.map((member) => [member.key, member]));
  indices.set(object, index);
  return index.get(key);
}

/**
 * The node at a path of keys and list positions, or undefined if there is none.
 *
 * @example
 * ```ts
 * const { value } = readJson('{"target_modules": ["q_proj"]}');
 * if (value) nodeAt(value, ["target_modules", 0])?.value; // "q_proj"
 * ```
 */
export function nodeAt(root: JsonNode, path: Path): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const step of path) {
    if (node?.kind === "array" && typeof step === "number") node = node.value[step];
    else if (node?.kind === "object" && typeof step === "string") node = memberOf(node, step)?.node;
    else return undefined;
  }
  return node;
}

/**
 * The path as a JSON pointer (RFC 6901).
 *
 * @example
 * ```ts
 * jsonPointer(["rank_pattern", "a/b"]); // "/rank_pattern/a~1b"
 * ```
 */
export function jsonPointer(path: Path): string {
  return path
    .map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
