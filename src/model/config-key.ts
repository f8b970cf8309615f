/**
 * The words in which the keys of a config class are written. A key has the class's default, which a
 * config.json may leave out, and perhaps a rule that gives null a meaning, as `__post_init__` does.
 * A number, a boolean or a text stands for the field of that type with that default.
 */
export interface Field<T> {
  /** What a value must be, for a finding. */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
  /** The class's default. Null where a rule, or null itself, stands in for it. */
  readonly default: T | null;
  /**
   * What takes the place of null. Without a rule, null stays null if the type has it. Where the rule
   * makes `undefined`, the model cannot be built without the value.
   */
  readonly rule?: (keys: Keys) => T | undefined;
  /** Whether a value agrees with the other keys. */
  readonly fits?: (value: unknown, keys: Keys) => boolean;
  /** True where the rule is the model's, not the class's: it then sees what aliases say. */
  readonly isLate?: true;
  /** The largest integer that is believed, if not {@link MOST}. */
  readonly most?: number;
}

/** The keys read so far. A rule asks for those that it needs. */
export type Keys = Readonly<Record<string, unknown>>;

/** The fields of a config class, in the order of the class. */
export type Fields = Readonly<Record<string, Field<unknown> | number | boolean | string>>;

/** What the fields' values are once nothing is left out. */
export type Completed<F> = {
  readonly [Key in keyof F]: F[Key] extends Field<infer T>
    ? T
    : F[Key] extends number
      ? number
      : F[Key] extends boolean
        ? boolean
        : string;
};

/** No size of a model comes near this, and its square is still an exact number. */
const MOST = 2 ** 26;

/** No model has as many layers, experts or the like as this. */
const MOST_PARTS = 100_000;

/** Lists of layers are searched once a layer, so they are kept short. */
const MOST_LISTED = 4096;

/** A config.json, or an object in it. */
export type Config = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isInteger = (value: unknown): value is number => Number.isInteger(value);
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isText = (value: unknown): value is string => typeof value === "string";

/** An integer that is never null. A bare number means the same. */
export function integer(value: number): Field<number> {
  return { expected: "an integer", accepts: isInteger, default: value, most: MOST };
}

/** A number of modules, such as layers. */
export function count(value: number): Field<number> {
  return { ...integer(value), most: MOST_PARTS };
}

/** An integer, or null where the model then lacks the part. */
export function optional(value: number | null): Field<number | null> {
  return { ...integer(0), default: value, rule: () => null };
}

/** An integer that the class leaves null although the model, or one with a flag, needs it. */
export function needed(flag?: string): Field<number> {
  const rule = (keys: Keys) => (flag === undefined || keys[flag] === true ? undefined : 0);
  return { ...integer(0), default: null, rule, isLate: true };
}

/** A number that need not be an integer. */
export function decimal(value: number): Field<number> {
  const accepts = (number: unknown): number is number => Number.isFinite(number);
  return { expected: "a number", accepts, default: value };
}

/** A boolean that is never null. A bare boolean means the same. */
export function flag(value: boolean): Field<boolean> {
  return { expected: "a boolean", accepts: isBoolean, default: value };
}

/** A boolean for which null means the same as false. */
export function optionalFlag(value: boolean): Field<boolean> {
  return { ...flag(value), rule: () => false };
}

/** A text that is never null. A bare text means the same. */
export function text(value: string): Field<string> {
  return { expected: "a string", accepts: isText, default: value };
}

/** One of some texts, the first by default. */
export function oneOf(...names: readonly [string, ...string[]]): Field<string> {
  const accepts = (name: unknown) => isText(name) && names.includes(name);
  return { expected: names.join(" or "), accepts, default: names[0] };
}

/** The name of an activation, as a key of transformers' `ACT2FN`. */
export function activationName(value: string): Field<string> {
  const accepts = (name: unknown) => isText(name) && ACTIVATIONS.includes(name);
  return { expected: "the name of an activation", accepts, default: value };
}

const ACTIVATIONS = (
  "gelu gelu_10 gelu_fast gelu_new gelu_python gelu_pytorch_tanh gelu_python_tanh gelu_accurate " +
  "hardswish laplace leaky_relu linear mish quick_gelu relu relu2 relu6 sigmoid silu " +
  "sqrtsoftplus swish tanh prelu xielu"
).split(" ");

/** An integer that null makes equal to another key. */
export function sameAs(key: string, value: number | null = null): Field<number> {
  return { ...integer(0), default: value, rule: (keys) => numberAt(keys, key) };
}

/** An integer that null makes a multiple of another key. */
export function multiple(factor: number, key: string, value: number | null = null): Field<number> {
  return { ...integer(0), default: value, rule: (keys) => factor * numberAt(keys, key) };
}

/** An integer that null makes the quotient of two keys, cut as Python's `//` does. */
export function quotient(
  dividend: string,
  divisor: string,
  value: number | null = null,
): Field<number> {
  const rule = (keys: Keys) => Math.floor(numberAt(keys, dividend) / numberAt(keys, divisor));
  return { ...integer(0), default: value, rule };
}

/** A config in the config, such as `text_config`, for a model inside the model. Null is empty. */
export function object(): Field<Config> {
  return { expected: "an object", accepts: isObject, default: null, rule: () => ({}) };
}

/** A config in the config, or null where the model then lacks the part. */
export function optionalObject(): Field<Config | null> {
  return { expected: "an object", accepts: isObject, default: null, rule: () => null };
}

/** A list of texts, such as `layer_types`, that null leaves to a rule. */
export function texts(rule: (keys: Keys) => readonly string[]): Field<readonly string[]> {
  const accepts = (list: unknown) =>
    Array.isArray(list) && list.length <= MOST_PARTS && list.every(isText);
  return { expected: "a list of strings", accepts, default: null, rule };
}

/**
 * What kind each layer is, which null leaves to a rule. transformers refuses a list of any other
 * length than that of the layers.
 */
export function layerTypes(rule: (layer: number, keys: Keys) => string): Field<readonly string[]> {
  const all = (keys: Keys) =>
    Array.from({ length: numberAt(keys, "num_hidden_layers") }, (_, layer) => rule(layer, keys));
  const fits = (list: unknown, keys: Keys) =>
    Array.isArray(list) && list.length === keys.num_hidden_layers;
  return { ...texts(all), expected: "one string for each layer", fits };
}

/** A list of integers, such as `moe_layers`, or null where the model then has a rule for the layers. */
export function optionalIntegers(): Field<readonly number[] | null> {
  return { ...integers(), default: null, rule: () => null };
}

/** A list of integers, such as `mlp_only_layers`, that null leaves empty. */
export function integers(value: readonly number[] = []): Field<readonly number[]> {
  const accepts = (list: unknown) =>
    Array.isArray(list) && list.length <= MOST_LISTED && list.every(isInteger);
  return { expected: "a list of integers", accepts, default: value, rule: () => [] };
}

/**
 * A key that the model gives a meaning, as it asks for `getattr(config, "head_dim", …)` or a null
 * `n_inner`. The class may not have it.
 */
export function late<T>(field: Field<T>): Field<T> {
  return { ...field, isLate: true };
}

/** A key as a number, for rules. What is none makes none, which is found out afterwards. */
export function numberAt(keys: Keys, key: string): number {
  const value = keys[key];
  return typeof value === "number" ? value : Number.NaN;
}

/** The field that a bare default stands for. */
export function fieldOf(entry: Fields[string]): Field<unknown> {
  if (typeof entry === "number") return integer(entry);
  if (typeof entry === "boolean") return flag(entry);
  return typeof entry === "string" ? text(entry) : entry;
}
