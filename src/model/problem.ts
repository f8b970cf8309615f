/** Where in a model's config.json, or in a dump, something stands: keys and indices from the top. */
export type Place = readonly (string | number)[];

/**
 * Why there is no module tree, as data. Words are made elsewhere, for the reader's language.
 *
 * - `model-unknown`: no table describes this type, head or feature. A dump of the model does.
 * - `model-undecided`: the tree depends on a value that is missing.
 * - `model-invalid`: transformers refuses the value, or cannot build modules from it.
 * - `model-too-large`: a count is beyond any real model, so nothing is built from it.
 */
export type ModelProblem =
  | Problem<"model-unknown", { readonly what: "modelType" | "head" | "feature"; name: string }>
  | Problem<"model-undecided", { readonly key: string }>
  | Problem<"model-invalid", { readonly expected: string; readonly got: string }>
  | Problem<"model-too-large", { readonly value: number; readonly most: number }>;

interface Problem<Code extends string, Data> {
  readonly code: Code;
  readonly path: Place;
  readonly data: Readonly<Data>;
}

/** Ends the reading of a config or a dump. Thrown and caught inside this room only. */
export class Stop extends Error {
  readonly problems: readonly ModelProblem[];

  constructor(problems: readonly ModelProblem[]) {
    super("no module tree");
    this.problems = problems;
  }
}

/** A value that cannot be used, shown short enough for a report. */
export function invalid(path: Place, expected: string, value: unknown): ModelProblem {
  return { code: "model-invalid", path, data: { expected, got: shown(value) } };
}

/** A value that decides and is missing. */
export function undecided(path: Place): ModelProblem {
  return { code: "model-undecided", path, data: { key: String(path.at(-1)) } };
}

/** A count beyond what a real model has. */
export function tooLarge(path: Place, value: number, most: number): ModelProblem {
  return { code: "model-too-large", path, data: { value, most } };
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
