import { Endings } from "./ending.ts";
import type { Inventory } from "./inventory.ts";
import { layerReader, layerReaderAt } from "./layer-number.ts";
import type { Request } from "./request.ts";
import { Sweep } from "./sweep.ts";

/** What PEFT makes of a name. `unsure` where a pattern was given up, or is not valid. */
export type Verdict = "target" | "excluded" | "other" | "unsure";

/** Tests a name, by its position among the modules or as a text. */
interface Test<Answer> {
  readonly at: (position: number) => Answer;
  readonly of: (name: string) => Answer;
}

/**
 * Which modules a request adapts. The order of the questions is PEFT's: exclusions, saved modules,
 * targets, layers. A string target knows no layers, and neither does a whole name.
 *
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export class Criterion {
  readonly #exclusions: readonly Test<boolean | undefined>[];
  readonly #target: Test<boolean | undefined>;

  constructor(inventory: Inventory, request: Request) {
    this.#exclusions = exclusionTests(inventory, request);
    this.#target = targetTest(inventory, request);
  }

  /** The verdict on the module at a position. */
  at(position: number): Verdict {
    return this.#judge((test) => test.at(position));
  }

  /** The verdict on any other name, such as that of a parameter. */
  of(name: string): Verdict {
    return this.#judge((test) => test.of(name));
  }

  #judge(ask: (test: Test<boolean | undefined>) => boolean | undefined): Verdict {
    for (const test of this.#exclusions) {
      const answer = ask(test);
      if (answer === undefined) return "unsure";
      if (answer) return "excluded";
    }
    const answer = ask(this.#target);
    if (answer === undefined) return "unsure";
    return answer ? "target" : "other";
  }
}

function exclusionTests(inventory: Inventory, { config, saved }: Request) {
  const tests: Test<boolean | undefined>[] = [];
  const { excludeModules: excluded } = config;
  if (typeof excluded === "string" && excluded !== "") {
    tests.push(new Sweep(inventory, "target", excluded));
  } else if (Array.isArray(excluded) && excluded.length > 0) {
    tests.push(listTest(new Endings(inventory, excluded)));
  }
  for (const text of saved ?? []) tests.push(new Sweep(inventory, "saved", text));
  return tests;
}

const listTest = (endings: Endings): Test<boolean> => ({
  at: (position) => endings.at(position) !== undefined,
  of: (name) => endings.of(name) !== undefined,
});

const NOTHING: Test<boolean> = { at: () => false, of: () => false };

function targetTest(inventory: Inventory, request: Request): Test<boolean | undefined> {
  const { targets } = request;
  if (targets === null) return NOTHING;
  if (typeof targets === "string") return new Sweep(inventory, "target", targets);
  const endings = new Endings(inventory, targets);
  const layers = layerTest(request);
  if (layers === undefined) return listTest(endings);
  const readAt = layerReaderAt(inventory, layers.read);
  return {
    at: (position) => {
      const hold = endings.at(position);
      return hold === "whole" || (hold === "end" && layers.wanted.has(readAt(position)));
    },
    of: (name) => {
      const hold = endings.of(name);
      return hold === "whole" || (hold === "end" && layers.wanted.has(layers.read(name)));
    },
  };
}

/** The layers to transform, and how they are read; undefined where all layers are meant. */
function layerTest({ config, release }: Request) {
  const { layersToTransform: layers, layersPattern } = config;
  if (layers === null || (Array.isArray(layers) && layers.length === 0)) return undefined;
  const wanted = new Set<number | undefined>([layers].flat());
  return { wanted, read: layerReader(layerPatterns(layersPattern), release) };
}

/** `layersPattern` as a list; empty where it says nothing. */
const layerPatterns = (pattern: readonly string[] | string | null): readonly string[] =>
  pattern === null || pattern === "" ? [] : [pattern].flat();
