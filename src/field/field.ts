import type { Operation, Outcome, PythonException, Stage } from "./stage.ts";

/** JSON Schema keywords that constrain one value. */
export type Bounds = Readonly<Record<string, unknown>> & {
  readonly enum?: readonly (string | number)[];
};

/** One bound of a number, or the set of words a string may be, and what PEFT does beyond it. */
export interface Constraint extends Outcome {
  readonly code: string;
  /** What must hold: read by checks, words and JSON Schema. */
  readonly bounds: Bounds;
  readonly test: (value: never) => boolean;
  /** What PEFT does beyond the bound, as a clause, where it does not raise. */
  readonly effect?: string | undefined;
}

type KnownWords = "modules" | "patterns" | "initialisations";

/** What a value may be. Plain data: types, checks, docs and schemas are all read from it. */
export type Kind =
  | { readonly is: "boolean" }
  | { readonly is: "integer"; readonly constraints?: readonly Constraint[] }
  /** `float`: PEFT means a Python float, so that 1 is written 1.0. */
  | { readonly is: "number"; readonly float: boolean; readonly constraints?: readonly Constraint[] }
  /** `known`: which words of known.ts an editor completes; other strings stay legal. */
  | {
      readonly is: "string";
      readonly known?: KnownWords;
      readonly constraints?: readonly Constraint[];
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
 * and where PEFT enforces the constraint (`@see`).
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

export const integer = (...constraints: readonly Constraint[]): Kind => ({
  is: "integer",
  constraints,
});
export const float = (...constraints: readonly Constraint[]): Kind => ({
  is: "number",
  float: true,
  constraints,
});
export const number = (...constraints: readonly Constraint[]): Kind => ({
  is: "number",
  float: false,
  constraints,
});
export const words = (...constraints: readonly Constraint[]): Kind => ({
  is: "string",
  constraints,
});
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

/** The parts of a constraint beside its bound. Most that PEFT checks before it trains raise ValueError. */
type Verdict =
  | readonly [code: string, stage: "construction" | "injection"]
  | readonly [code: string, stage: Stage, effect: string | Raising];

/** Which exception PEFT raises, and what of PEFT raises it, if not what the stage is named after. */
type Raising = readonly [raises: PythonException, by?: Operation];

export const constraint = (
  bounds: Bounds,
  test: Constraint["test"],
  ...[code, stage, effect = ["ValueError"]]: Verdict
): Constraint =>
  typeof effect === "string"
    ? { code, stage, bounds, test, effect }
    : { code, stage, raises: effect[0], by: effect[1], bounds, test };

// PEFT asks whether a value is beyond its bound, which NaN never is: NaN is a finding of its own.
export const atLeast = (minimum: number, ...verdict: Verdict): Constraint =>
  constraint({ minimum }, (value: number) => !(value < minimum), ...verdict);

export const above = (exclusiveMinimum: number, ...verdict: Verdict): Constraint =>
  constraint({ exclusiveMinimum }, (value: number) => !(value <= exclusiveMinimum), ...verdict);

export const atMost = (maximum: number, ...verdict: Verdict): Constraint =>
  constraint({ maximum }, (value: number) => !(value > maximum), ...verdict);

export const below = (exclusiveMaximum: number, ...verdict: Verdict): Constraint =>
  constraint({ exclusiveMaximum }, (value: number) => !(value >= exclusiveMaximum), ...verdict);

export const otherThan = (value: number, ...verdict: Verdict): Constraint =>
  constraint({ not: { const: value } }, (given: number) => given !== value, ...verdict);

export const oneOf = (values: readonly (string | number)[], ...verdict: Verdict): Constraint =>
  constraint({ enum: values }, (value: string | number) => values.includes(value), ...verdict);
