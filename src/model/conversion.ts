import { CONVERSION_TABLE } from "./conversion-table.ts";

/** One thing that transformers does with the tensors whose names match. */
interface Rule {
  /** True where tensors are fused, split or turned; a renaming leaves them as they are. */
  readonly isConverter: boolean;
  /** True where a pattern is for names from their start. */
  readonly isAnchored: boolean;
  readonly sources: RegExp;
  readonly targets: readonly string[];
}

/** What becomes of a tensor on loading. */
export interface Conversion {
  /** The names of the parameters that the model in memory has: more than one where it is split. */
  readonly names: readonly string[];
  /** True where tensors are fused, split or turned, so that shapes differ. */
  readonly isConverted: boolean;
}

/** Rules by model type and class, each line parsed when it is asked for. */
let lines: ReadonlyMap<string, string> | undefined;

function lineOf(key: string): string | undefined {
  lines ??= new Map(
    CONVERSION_TABLE.trim()
      .split("\n")
      .flatMap((line) => {
        const space = line.indexOf(" ");
        const rules = line.slice(space + 1);
        return line
          .slice(0, space)
          .split(";")
          .map((name) => [name, rules] as const);
      }),
  );
  return lines.get(key);
}

/** The rules of a model type or class; undefined where the table has none. */
function rulesOf(key: string): readonly Rule[] | undefined {
  return lineOf(key)?.split(" ").flatMap(parseRule);
}

function parseRule(text: string): Rule[] {
  const [operations = "", ...rest] = text.split(">");
  const sources = rest[0]?.split(";") ?? [];
  const targets = rest[1]?.split(";") ?? [];
  const isConverter = operations !== "" && operations !== "Group";
  const isAnchored = sources.some((source) => /^\(?\^/.test(source));
  const kind = { isConverter, isAnchored };
  if (operations !== "Group") return [{ ...kind, sources: compile(sources), targets }];
  // The last pair first: `norm0` becomes `norm1`, which must not become `norm2` afterwards.
  return sources
    .map((source, place) => ({
      ...kind,
      sources: compile([source]),
      targets: targets.slice(place, place + 1),
    }))
    .toReversed();
}

/**
 * A name of a checkpoint as transformers matches it. Wildcards are bounded, since names come from
 * anyone: `*.` stands for one segment, and `.+` in the middle for 60 letters.
 *
 * @see transformers/core_model_loading.py WeightTransform.__init__
 */
function compile(sources: readonly string[]): RegExp {
  const branches = sources
    .toSorted((one, other) => other.length - one.length)
    .map((source) => source.replaceAll("*.", "[^.]*\\.").replaceAll("(.+)\\.", "(.{1,60})\\."))
    .map((source) => (/[a-zA-Z0-9]$/.test(source) ? `(?:${source}(?!\\w))` : `(?:${source})`));
  return new RegExp(branches.join("|"));
}

/** Classes before model types, as transformers looks them up, and then the old spellings of all. */
export interface Loaded {
  /** The class of the model, such as `"MixtralForCausalLM"`, or all that it may be. */
  readonly heads: readonly string[];
  /** The class of the base model in it, such as `"LlavaModel"`. */
  readonly base: string | undefined;
  readonly modelType: string;
  /** The types of the models in the model. */
  readonly inner: readonly string[];
}

/**
 * What transformers does with each tensor of a checkpoint of a model.
 *
 * @see transformers/conversion_mapping.py get_model_conversion_mapping
 */
export function conversionFor(model: Loaded): (name: string) => Conversion {
  const { heads, base, modelType, inner } = model;
  const key = heads.find((head) => lineOf(head) !== undefined) ?? modelType;
  const own = rulesOf(key) ?? [];
  const scoped = base === undefined || base === key ? [] : (rulesOf(base) ?? []);
  // Where the models in the model stand is not known here, so rules for whole names are left out.
  const within = inner
    .flatMap((type) => rulesOf(type) ?? [])
    .filter(({ isAnchored }) => !isAnchored);
  const free = [...own, ...within, ...(rulesOf("legacy") ?? [])];
  const renames = free.filter(({ isConverter }) => !isConverter);
  const converters = [...free, ...scoped].filter(({ isConverter }) => isConverter);
  return (name) => {
    const renamed = renameScoped(applyAll(renames, name), scoped);
    const found = converters.find(({ sources }) => sources.test(renamed));
    if (found === undefined) return { names: [renamed], isConverted: false };
    const { sources, targets } = found;
    const names = targets.map((target) => replace(renamed, sources, target));
    return { names, isConverted: true };
  };
}

/** Rules of the base model see names without the prefix under which it stands. */
function renameScoped(name: string, rules: readonly Rule[]): string {
  if (rules.length === 0) return name;
  const prefix = name.startsWith("model.") ? "model." : "";
  const renames = rules.filter(({ isConverter }) => !isConverter);
  return prefix + applyAll(renames, name.slice(prefix.length));
}

function applyAll(rules: readonly Rule[], name: string): string {
  return rules.reduce(
    (renamed, { sources, targets }) => replace(renamed, sources, targets[0] ?? ""),
    name,
  );
}

/** Puts a target where a name matches; `\1` in it is the first group that took part. */
function replace(name: string, sources: RegExp, target: string): string {
  const found = sources.exec(name);
  if (found === null) return name;
  const group = found.slice(1).find((text) => text !== undefined) ?? "";
  const replacement = target.replaceAll("\\.", ".").replace("\\1", () => group);
  return name.slice(0, found.index) + replacement + name.slice(found.index + found[0].length);
}

/** A renaming with a shorter pattern, such as `layers`, matches names of most models. */
const SHORTEST_TELLING = 12;

/** Names that most language models have: a renaming of these tells no type either. */
const COMMON_NAMES = ["self_attn.q_proj", "self_attn.o_proj", "mlp.up_proj", "mlp.down_proj"].map(
  (module) => `model.layers.0.${module}.weight`,
);

let everyRule: RegExp | undefined;

/**
 * True where transformers fuses, splits, turns or renames a tensor of this name for some model type.
 * Renamings whose patterns are too short to tell a type are left out.
 */
export function isConvertedSomewhere(name: string): boolean {
  everyRule ??= new RegExp([...new Set(tellingPatterns())].join("|"));
  return everyRule.test(name);
}

function tellingPatterns(): string[] {
  const texts = CONVERSION_TABLE.trim()
    .split("\n")
    .flatMap((line) => line.split(" ").slice(1));
  return texts
    .flatMap(parseRule)
    .filter(({ isConverter, sources }) => isConverter || isTelling(sources))
    .map(({ sources }) => sources.source);
}

/** True for a pattern that is words and dots, enough of them, and none that most models have. */
function isTelling(sources: RegExp): boolean {
  const letters = sources.source.replace("(?!\\w)", "").replace(/^\(\?:(.*)\)$/, "$1");
  const words = letters.replaceAll("\\.", ".");
  const isLong = words.length >= SHORTEST_TELLING && /^\^?[\w.]+$/.test(words);
  return isLong && !COMMON_NAMES.some((name) => sources.test(name));
}
