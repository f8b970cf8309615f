import { planTiedTarget } from "./fault/saved-module.ts";
import type { Ledger } from "./plan-findings.ts";
import { type PlannedTree, tiedWithEmbedding } from "./planned-tree.ts";
import type { Request } from "./request.ts";
import { Sweep } from "./sweep.ts";

/** The names by which PEFT knows embeddings. */
const EMBEDDINGS = ["embed_tokens", "lm_head"];

const isEmbedding = (name: string): boolean =>
  EMBEDDINGS.includes(name.slice(name.lastIndexOf(".") + 1));

/**
 * What PEFT does about embeddings that share their weight with the head: with `ensureWeightTying` it
 * targets or saves the input embedding and ties the others to it, without it it warns.
 *
 * @see peft/tuners/tuners_utils.py _check_tied_modules
 */
export function tieEmbeddings(tree: PlannedTree, request: Request, ledger: Ledger): void {
  const tied = tiedWithEmbedding(tree);
  const { inputEmbedding } = tree;
  if (tied.length === 0 || inputEmbedding === null) return;
  const isSaved = (request.saved ?? []).some(isEmbedding);
  const isTarget = isEmbeddingTarget(tree, request);
  if (!isSaved && !isTarget) return;
  if (!request.config.ensureWeightTying) {
    const path = isSaved ? ["modulesToSave"] : ["targetModules"];
    ledger.note(planTiedTarget, path, { name: inputEmbedding, others: tied });
  } else if (isSaved) tieSaved(tree, request, tied, inputEmbedding);
  else tieTargets(tree, request, tied, inputEmbedding);
}

function isEmbeddingTarget({ inventory }: PlannedTree, { targets }: Request): boolean {
  if (targets === null) return false;
  if (typeof targets !== "string") return [...targets].some(isEmbedding);
  const sweep = new Sweep(inventory, "target", targets);
  return EMBEDDINGS.some((name) => sweep.of(name));
}

/** The first name that reaches a tied module, as PEFT removes it. */
function reaching({ inventory }: PlannedTree, names: Iterable<string>, tied: string) {
  for (const name of names) if (new Sweep(inventory, "saved", name).of(tied)) return name;
  return undefined;
}

function tieSaved(tree: PlannedTree, request: Request, tied: readonly string[], embedding: string) {
  const saved = [...(request.saved ?? [])];
  if (!saved.includes(embedding)) saved.push(embedding);
  for (const name of tied) {
    const found = reaching(tree, saved, name);
    if (found !== undefined) saved.splice(saved.indexOf(found), 1);
  }
  request.saved = saved;
  request.tiedSaved = tied;
}

function tieTargets(
  tree: PlannedTree,
  request: Request,
  tied: readonly string[],
  embedding: string,
) {
  request.tiedTargets = tied;
  if (typeof request.targets === "string") {
    const escaped = embedding.replaceAll(".", "\\.");
    request.targets = `(?:${request.targets}|^${escaped}$)`;
    return;
  }
  const targets = new Set(request.targets).add(embedding);
  for (const name of tied) {
    const found = reaching(tree, targets, name);
    if (found !== undefined) targets.delete(found);
  }
  request.targets = targets;
}
