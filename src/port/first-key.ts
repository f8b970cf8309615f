import { isName } from "../pattern/key.ts";
import { END, findMatch } from "../pattern/machine.ts";
import { parseRole } from "../pattern/role.ts";

/** Steps for a key and a name: far more than any name takes. */
const MOST_STEPS = 100_000;

/**
 * Makes the search for the first key of `rank_pattern` or `alpha_pattern` that matches a module, as
 * PEFT looks them up. The keys are read once.
 *
 * @param keys The keys, in the order in which PEFT tries them.
 * @returns A function of a module's name: its key, or undefined if it has none.
 * @throws {RangeError} From that function, if a key cannot be matched with certainty.
 * @example
 * ```ts
 * const find = firstKey(["layers.0.*q_proj", "q_proj"]);
 * find("model.layers.1.self_attn.q_proj"); // "q_proj"
 * ```
 * @see peft/utils/other.py get_pattern_key
 */
export function firstKey(keys: readonly string[]): (name: string) => string | undefined {
  const tests = keys.map((key) => [key, isName(key) ? endTest(key) : patternTest(key)] as const);
  return (name) => tests.find(([, test]) => test(name))?.[0];
}

type Test = (name: string) => boolean;

/** A plain name ends the module's name, after a dot; its own dots stand for any character. */
function endTest(key: string): Test {
  return (name) => {
    const start = name.length - key.length;
    if (start < 0 || (start > 0 && name[start - 1] !== ".")) return false;
    for (let index = 0; index < key.length; index++) {
      if (key[index] !== "." && key[index] !== name[start + index]) return false;
    }
    return true;
  };
}

function patternTest(key: string): Test {
  const parsed = parseRole("key", key);
  if (!parsed.ok) {
    return () => {
      throw new RangeError(`the key ${JSON.stringify(key)} cannot be read`);
    };
  }
  const { root, memory } = parsed;
  const start = root.before(END);
  return (name) => {
    const machine = { text: Array.from(name), left: MOST_STEPS };
    const isFound = findMatch(machine, [start, 0, memory.registers]) !== undefined;
    if (!isFound && machine.left <= 0) {
      throw new RangeError(`the key ${JSON.stringify(key)} may match it or not`);
    }
    return isFound;
  };
}
