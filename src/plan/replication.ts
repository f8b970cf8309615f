import type { TreeModule } from "../model/tree.ts";
import { planLayersUnreplicable } from "./fault/replicated.ts";
import { parameterName } from "./inventory.ts";
import type { Ledger } from "./plan-findings.ts";
import { type PlannedTree, plannedTree } from "./planned-tree.ts";

/**
 * The tree after `layerReplication`: its layers are those that the pairs list, one after the other.
 * A layer that comes twice shares its weights with the first, so it adds no parameters of the base.
 *
 * @see peft/tuners/tuners_utils.py replicate_layers
 */
export function replicateLayers(
  tree: PlannedTree,
  pairs: readonly (readonly [number, number])[] | null,
  ledger: Ledger,
): PlannedTree {
  if (pairs === null || pairs.length === 0) return tree;
  const list = findList(tree);
  if (list === undefined) {
    return ledger.refuse(planLayersUnreplicable, ["layerReplication"], { fault: "list", total: 0 });
  }
  const total = tree.modules.filter(({ name }) => isChild(name, list)).length;
  const layers = pairs.flatMap(([start, end]) => range(start, end));
  if (layers.some((layer) => layer >= total || layer < -total)) {
    const outcome = { stage: "injection", raises: "IndexError" } as const;
    ledger.refuse(planLayersUnreplicable, ["layerReplication"], { fault: "range", total }, outcome);
  }
  return rebuild(
    tree,
    list,
    layers.map((layer) => (layer < 0 ? layer + total : layer)),
  );
}

const range = (start: number, end: number): readonly number[] =>
  Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);

const isChild = (name: string, list: string): boolean =>
  name.startsWith(`${list}.`) && /^\d+$/.test(name.slice(list.length + 1));

/** The path of the layers: PEFT looks where Llama, BERT and Falcon have them. */
function findList({ inventory }: PlannedTree): string | undefined {
  let path = "";
  const under = (name: string) => (path === "" ? name : `${path}.${name}`);
  while (inventory.at(under("model")) !== undefined) path = under("model");
  if (inventory.at(under("bert")) !== undefined) path = under("bert");
  return ["layers", "encoder.layer", "h"]
    .map(under)
    .find((name) => inventory.at(name) !== undefined);
}

function rebuild(tree: PlannedTree, list: string, layers: readonly number[]): PlannedTree {
  const place = tree.modules.findIndex(({ name }) => name === list);
  const isInside = ({ name }: TreeModule) => name.startsWith(`${list}.`);
  const tied: Record<string, string> = { ...tree.tied };
  const seen = new Map<number, number>();
  const replicated = layers.flatMap((layer, index) => {
    const prefix = `${list}.${layer}`;
    const first = seen.get(layer);
    if (first === undefined) seen.set(layer, index);
    return tree.modules
      .filter(({ name }) => name === prefix || name.startsWith(`${prefix}.`))
      .map((module) => {
        const rest = module.name.slice(prefix.length);
        const renamed = { ...module, name: `${list}.${index}${rest}` };
        if (first !== undefined) {
          for (const key of Object.keys(module.parameters)) {
            tied[parameterName(renamed, key)] = `${list}.${first}${rest}.${key}`;
          }
        }
        return renamed;
      });
  });
  const outside = tree.modules.filter((module) => !isInside(module));
  const modules = [...outside.slice(0, place + 1), ...replicated, ...outside.slice(place + 1)];
  return plannedTree({ ...tree, modules, tied });
}
