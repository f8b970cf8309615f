import { knownListNames } from "./architecture.ts";
import { isLayerTotal } from "./count.ts";
import { listNamesOf } from "./names.ts";
import { keyPath, modelTypeOf, nestedParts, type Part } from "./part.ts";
import type { Stack } from "./sides.ts";

/** A part of a model whose layers have the same names as those of the selected stack. */
export interface MatchingPart {
  /** Its key in the config, or the side: `"vision_config"`, `"encoder"`. */
  readonly part: string;
  /** How many layers it has, or null if the config does not say. */
  readonly total: number | null;
}

/** The parts beside the chosen stack whose lists PEFT takes for it. */
export function matchingParts(
  root: Part,
  stack: Stack,
  stacks: readonly Stack[],
  names: readonly string[],
): readonly MatchingPart[] {
  const isSame = (others: readonly string[] | undefined) =>
    others === undefined || others.some((name) => names.includes(name));
  const sides = stacks
    .filter((other) => other !== stack && isSame(other.names))
    .map(({ side, total }) => ({ part: side ?? "", total }));
  const own = stacks.map(({ part }) => keyPath(part));
  const towers = nestedParts(root)
    .filter((part) => !own.some((path) => `${path}.`.startsWith(`${keyPath(part)}.`)))
    .flatMap((part) =>
      isSame(towerNames(part)) ? [{ part: keyPath(part), total: towerTotal(part) }] : [],
    );
  return [...sides, ...towers];
}

const towerKeys = ["num_hidden_layers", "num_layers", "n_layers", "encoder_layers", "depth"];

function towerTotal({ config }: Part): number | null {
  for (const key of towerKeys) {
    const total = config[key];
    if (isLayerTotal(total)) return total;
  }
  return null;
}

/** What the list of a tower is called; empty if it counts no layers. */
function towerNames(part: Part): readonly string[] {
  // Up to transformers 4.51 the vision part of qwen2_5_vl had the model type of the whole.
  const known = knownListNames(`${modelTypeOf(part)}_vision`) ?? listNamesOf(part);
  return known ?? (towerTotal(part) === null ? [] : ["layers"]);
}
