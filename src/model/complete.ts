import { type Completed, type Config, type Field, type Fields, fieldOf } from "./config-key.ts";
import { invalid, type ModelProblem, type Place, Stop, tooLarge, undecided } from "./problem.ts";

/** Other names of keys, and the keys they stand for: a config class's `attribute_map`. */
export type Aliases = Readonly<Record<string, string>>;

/**
 * The values that transformers works with: what the file leaves out, the class's defaults; what is
 * null, the rules of the class; then what other names of a key say; and last the model's own rules.
 *
 * @see transformers/configuration_utils.py wrap_init_to_accept_kwargs, PreTrainedConfig.__post_init__
 * @throws Stop with every value that cannot be used.
 */
export function complete<F extends Fields>(
  fields: F,
  aliases: Aliases,
  config: Config,
  path: Place,
): Completed<F> {
  const problems: ModelProblem[] = [];
  const keys: Record<string, unknown> = {};
  const entries = Object.entries(fields).map(([key, entry]) => [key, fieldOf(entry)] as const);
  const read = (key: string, field: Field<unknown>, name = key) => {
    keys[key] = Object.hasOwn(config, name) ? config[name] : field.default;
    const problem = problemOf(field, keys[key], [...path, name]);
    if (problem !== undefined) problems.push(problem);
  };
  const giveMeaning = ([key, { rule }]: readonly [string, Field<unknown>]) => {
    if (keys[key] === null && rule) keys[key] = ruled(rule(keys), [...path, key]);
  };

  for (const [key, field] of entries) read(key, field);
  if (problems.length > 0) throw new Stop(problems);
  entries.filter(([, { isLate }]) => !isLate).forEach(giveMeaning);
  for (const [key, field] of entries) {
    const names = Object.keys(aliases).filter((alias) => aliases[alias] === key);
    for (const name of names) if (Object.hasOwn(config, name)) read(key, field, name);
  }
  if (problems.length > 0) throw new Stop(problems);
  entries.forEach(giveMeaning);
  for (const [key, { expected, fits }] of entries) {
    if (!fits || fits(keys[key], keys)) continue;
    throw new Stop([invalid([...path, key], expected, keys[key])]);
  }
  return keys as Completed<F>;
}

function problemOf(field: Field<unknown>, value: unknown, path: Place): ModelProblem | undefined {
  if (value === null && (field.default === null || field.rule !== undefined)) return undefined;
  if (!field.accepts(value)) return invalid(path, field.expected, value);
  const { most } = field;
  if (most === undefined || typeof value !== "number" || value <= most) return undefined;
  return tooLarge(path, value, most);
}

/** What a rule made, unless there is nothing to make it of, or it divided by zero. */
function ruled(value: unknown, path: Place): unknown {
  if (value === undefined) throw new Stop([undecided(path)]);
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  throw new Stop([invalid(path, "an integer", value)]);
}
