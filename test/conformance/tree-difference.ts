import { moduleTree } from "../../src/model/module-tree.ts";
import type { ModuleTree } from "../../src/model/tree.ts";
import type { Built } from "./tree-oracle.ts";

/**
 * The first place where our tree of a config is not the one that transformers builds, or `undefined`.
 */
export function treeDifference({ config, head, tree }: Built): string | undefined {
  if (tree === undefined) return undefined;
  const ours = moduleTree(JSON.parse(config), head === null ? {} : { head });
  if (!ours.ok) return `no tree: ${JSON.stringify(ours.problems)}`;
  return (
    moduleDifference(ours.tree.modules, tree.modules) ??
    pairDifference("tied", ours.tree.tied, tree.tied) ??
    pairDifference("inputEmbedding", ours.tree.inputEmbedding, tree.inputEmbedding) ??
    pairDifference("outputEmbedding", ours.tree.outputEmbedding, tree.outputEmbedding)
  );
}

function moduleDifference(
  ours: ModuleTree["modules"],
  theirs: ModuleTree["modules"],
): string | undefined {
  const length = Math.max(ours.length, theirs.length);
  for (let place = 0; place < length; place++) {
    const found = pairDifference(`modules[${place}]`, ours[place], theirs[place]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function pairDifference(what: string, ours: unknown, theirs: unknown): string | undefined {
  const [left, right] = [sorted(ours), sorted(theirs)];
  return left === right ? undefined : `${what}: ours ${left}, transformers ${right}`;
}

/** JSON with sorted keys: the order of parameters in a module means nothing. */
function sorted(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  return text ?? "nothing";
}
