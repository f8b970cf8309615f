/**
 * When PEFT notices, which also says how bad a finding is.
 *
 * - `construction`: the config's constructor raises. `injection`: `get_peft_model` raises.
 *   `training`: a later step raises, perhaps after hours. All three are errors.
 * - `strict`: PEFT accepts it and no one can mean it. An error here, listed in `docs/stricter-than-peft.md`.
 * - `warned`: PEFT warns and goes on. `silent`: PEFT says nothing and does something else. Both are warnings.
 */
export type Stage = "construction" | "injection" | "training" | "strict" | "warned" | "silent";

/** One bound of a number, or the set of words a string may be, and what PEFT does beyond it. */
export interface Limit {
  readonly code: string;
  readonly when: Stage;
  /** What must hold, said of the value: "at least 1". */
  readonly must: string;
  readonly holds: (value: never) => boolean;
  /** What PEFT does otherwise, as a clause: "get_peft_model raises ValueError". */
  readonly effect: string;
  /** JSON Schema keywords that say the same. */
  readonly schema: Readonly<Record<string, unknown>> & {
    readonly enum?: readonly (string | number)[];
  };
}

type KnownWords = "modules" | "patterns" | "initialisations";

/** What a value may be. Plain data: types, checks, docs and schemas are all read from it. */
export type Kind =
  | { readonly is: "boolean" }
  | { readonly is: "integer"; readonly limits?: readonly Limit[] }
  /** `float`: PEFT means a Python float, so that 1 is written 1.0. */
  | { readonly is: "number"; readonly float: boolean; readonly limits?: readonly Limit[] }
  /** `known`: which words of known.ts an editor completes; other strings stay legal. */
  | {
      readonly is: "string";
      readonly known?: KnownWords;
      readonly limits?: readonly Limit[];
    }
  /** `set`: PEFT keeps a Python set, so order and repetitions are lost. */
  | { readonly is: "list"; readonly of: Kind; readonly set?: boolean }
  | { readonly is: "pair"; readonly of: Kind }
  | { readonly is: "map"; readonly of: Kind }
  | { readonly is: "either"; readonly of: readonly Kind[] }
  | { readonly is: "config"; readonly table: SubConfigTable; readonly orEmpty?: boolean }
  /** Any JSON object, kept as it is. */
  | { readonly is: "json" };

/**
 * One field of a PEFT config class. Type, check, default, wire name, docs and JSON Schema come from
 * the table and the comments in it, which `docs/generate/comments.ts` reads: what a field means,
 * and where PEFT does what a limit says (`@see`).
 */
export interface Field {
  /** PEFT's own name, where it is not ours in snake case (`loraAlpha`: `lora_alpha`). */
  readonly peftName?: string;
  readonly kind: Kind;
  readonly nullable?: true;
  readonly default: unknown;
  /** First PEFT release that has the field. */
  readonly since: string;
  /** PEFT refuses its own default: a config always has a value. */
  readonly required?: true;
  /** PEFT computes it and takes no such argument. */
  readonly computed?: true;
  /** PEFT never writes it to a file and drops it when it reads one. */
  readonly unsaved?: true;
}

/** The fields of one class by TypeScript name, in PEFT's own order. */
export type FieldTable = Readonly<Record<string, Field>>;

/** A config class that is nested in LoraConfig. */
export interface SubConfigTable {
  /** PEFT's class name. */
  readonly name: string;
  /** Where Python imports it from. Default: `peft`. */
  readonly module?: string;
  /** What PEFT does on loading with a key it does not know, if it does not drop it. */
  readonly unknownKeys?: "kept" | "refused";
  readonly fields: FieldTable;
}

export const boolean: Kind = { is: "boolean" };
export const text: Kind = { is: "string" };
export const json: Kind = { is: "json" };

export const integer = (...limits: readonly Limit[]): Kind => ({ is: "integer", limits });
export const float = (...limits: readonly Limit[]): Kind => ({ is: "number", float: true, limits });
export const number = (...limits: readonly Limit[]): Kind => ({
  is: "number",
  float: false,
  limits,
});
export const words = (...limits: readonly Limit[]): Kind => ({ is: "string", limits });
export const openWords = (known: KnownWords): Kind => ({ is: "string", known });
export const list = (of: Kind): Kind => ({ is: "list", of });
export const setOf = (of: Kind): Kind => ({ is: "list", of, set: true });
export const mapOf = (of: Kind): Kind => ({ is: "map", of });
export const either = (...of: readonly Kind[]): Kind => ({ is: "either", of });
export const config = (table: SubConfigTable): Kind => ({ is: "config", table });

/** A field with a default. */
export const field = (kind: Kind, value: unknown, since: string): Field => ({
  kind,
  default: value,
  since,
});

/** A field that turns something on, or off if it is on by default. */
export const flag = (since: string, isOn = false): Field => field(boolean, isOn, since);

/** A field that is null unless it is written. */
export const optional = (kind: Kind, since: string): Field => ({
  ...field(kind, null, since),
  nullable: true,
});

/** What a limit says beside its bound. Most that PEFT checks before it trains raise ValueError. */
type Verdict =
  | readonly [code: string, when: "construction" | "injection"]
  | readonly [code: string, when: Stage, effect: string];

export const limit = (
  must: string,
  holds: Limit["holds"],
  schema: Limit["schema"],
  ...[code, when, effect]: Verdict
): Limit => ({
  code,
  when,
  must,
  holds,
  effect:
    effect ?? `${when === "injection" ? "get_peft_model" : "PEFT's constructor"} raises ValueError`,
  schema,
});

// PEFT asks whether a value is beyond its bound, which NaN never is: NaN is a finding of its own.
export const atLeast = (minimum: number, ...verdict: Verdict): Limit =>
  limit(`at least ${minimum}`, (value: number) => !(value < minimum), { minimum }, ...verdict);

export const above = (bound: number, ...verdict: Verdict): Limit =>
  limit(
    `above ${bound}`,
    (value: number) => !(value <= bound),
    { exclusiveMinimum: bound },
    ...verdict,
  );

export const atMost = (maximum: number, ...verdict: Verdict): Limit =>
  limit(`at most ${maximum}`, (value: number) => !(value > maximum), { maximum }, ...verdict);

export const below = (bound: number, ...verdict: Verdict): Limit =>
  limit(
    `below ${bound}`,
    (value: number) => !(value >= bound),
    { exclusiveMaximum: bound },
    ...verdict,
  );

export const otherThan = (value: number, ...verdict: Verdict): Limit =>
  limit(
    `other than ${value}`,
    (given: number) => given !== value,
    { not: { const: value } },
    ...verdict,
  );

export const oneOf = (values: readonly (string | number)[], ...verdict: Verdict): Limit =>
  limit(
    `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
    (value: string | number) => values.includes(value),
    { enum: values },
    ...verdict,
  );
