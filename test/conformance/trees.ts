import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { architectures } from "../../src/model/listed.ts";
import { ensureEnvironment } from "./environment.ts";
import { treeDifference } from "./tree-difference.ts";
import { type Built, TreeOracle } from "./tree-oracle.ts";

/*
 * Lays our module trees beside those that transformers builds of random configs:
 *
 *   npx tsx test/conformance/trees.ts --types llama,qwen2 --variants 50 --seed 7 [--head LlamaModel]
 *   npx tsx test/conformance/trees.ts --files config.json ...
 *
 * A variant that transformers refuses does not count. The exit status is 1 if a tree differs.
 */

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    types: { type: "string" },
    head: { type: "string" },
    variants: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    files: { type: "boolean", default: false },
    refused: { type: "boolean", default: false },
  },
});

/** Draws for one valid variant, at most. Beyond that the draws of a type need hints in trees.json. */
const MOST_DRAWS = 12;

/** Questions under way, so that Python does not wait for us. */
const DEPTH = 4;

/** What became of the draws of one type. */
interface Tally {
  exact: number;
  valid: number;
  refused: number;
  first: string | undefined;
  readonly heads: Set<string>;
}

async function tallyType(oracle: TreeOracle, type: string): Promise<Tally> {
  const wanted = Number(options.variants);
  const heads = options.head === undefined ? architectures[type]?.heads : [options.head];
  if (heads === undefined) throw new Error(`${type} is not listed`);
  const tally: Tally = { exact: 0, valid: 0, refused: 0, first: undefined, heads: new Set() };
  let seed = Number(options.seed) * 1_000_000;
  const last = seed + wanted * MOST_DRAWS;
  while (tally.valid < wanted && seed < last) {
    const asked = Array.from({ length: DEPTH }, () => oracle.draw(type, seed++, heads));
    for (const built of await Promise.all(asked)) count(tally, built);
  }
  return tally;
}

function count(tally: Tally, built: Built): void {
  if (built.tree === undefined) {
    tally.refused++;
    if (options.refused) console.log(`  refused: ${built.refused}\n    ${built.config}`);
    return;
  }
  tally.valid++;
  const difference = treeDifference(built);
  if (difference !== undefined) tally.first ??= `${difference}\n    ${built.head} ${built.config}`;
  else {
    tally.exact++;
    tally.heads.add(built.head ?? "");
  }
}

async function checkTypes(oracle: TreeOracle): Promise<boolean> {
  let areAllExact = true;
  for (const type of options.types?.split(",") ?? Object.keys(architectures)) {
    const { exact, valid, refused, first, heads } = await tallyType(oracle, type);
    const facts = `${exact}/${valid} exact, ${refused} refused, ${heads.size} heads`;
    console.log(`${type.padEnd(24)} ${facts}${first === undefined ? "" : `\n  ${first}`}`);
    if (exact < valid || valid < Number(options.variants)) areAllExact = false;
  }
  return areAllExact;
}

async function checkFiles(oracle: TreeOracle): Promise<boolean> {
  let areAllExact = true;
  for (const file of positionals) {
    const built = await oracle.build(readFileSync(file, "utf8"), options.head ?? null);
    const difference = treeDifference(built);
    console.log(`${file}: ${built.refused ?? difference ?? "exact"}`);
    if (difference !== undefined) areAllExact = false;
  }
  return areAllExact;
}

const oracle = new TreeOracle(await ensureEnvironment(console.log));
console.log(`transformers ${(await oracle.versions).transformers}, seed ${options.seed}`);
const areAllExact = await (options.files ? checkFiles(oracle) : checkTypes(oracle));
oracle.close();
process.exitCode = areAllExact ? 0 : 1;
