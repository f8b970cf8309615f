import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { architectures } from "../../src/model/listed.ts";
import { ensureEnvironment } from "./environment.ts";
import { type PlanCases, planDifference, treeOf } from "./plan-case.ts";

/*
 * Lays our plans beside what PEFT makes of the same configs on small models:
 *
 *   npx tsx test/conformance/plans.ts --seed 7 [--types llama,qwen2] [--models 1] [--cases 20]
 *   npx tsx test/conformance/plans.ts --record test/fixtures/plans.json.gz
 *
 * The exit status is 1 if a plan differs.
 */

const { values: options } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    types: { type: "string" },
    models: { type: "string", default: "1" },
    cases: { type: "string", default: "20" },
    record: { type: "string" },
    most: { type: "string", default: "40" },
  },
});

/** Draws for one model that transformers builds, at most. */
const MOST_DRAWS = 30;

/** The process that draws and plans. It answers one question at a time. */
class PlanOracle {
  readonly #child;
  readonly #waiting: ((line: string) => void)[] = [];
  readonly versions: Promise<Readonly<Record<string, string>>>;

  constructor(python: string) {
    const script = fileURLToPath(new URL("plans.py", import.meta.url));
    this.#child = spawn(python, [script], { env: { ...process.env, PYTHONHASHSEED: "0" } });
    this.#child.stderr.pipe(process.stderr);
    createInterface({ input: this.#child.stdout }).on("line", (line) =>
      this.#waiting.shift()?.(line),
    );
    this.#child.once("close", (code) => {
      if (this.#waiting.length > 0) throw new Error(`plans.py ended with ${code}`);
    });
    this.versions = this.#next();
  }

  draw(type: string, seed: number, cases: number): Promise<PlanCases> {
    const heads = architectures[type]?.heads;
    this.#child.stdin.write(`${JSON.stringify({ op: "draw", type, seed, heads, cases })}\n`);
    return this.#next();
  }

  close(): void {
    this.#child.stdin.end();
  }

  #next<T>(): Promise<T> {
    return new Promise((resolve) => this.#waiting.push((line) => resolve(JSON.parse(line))));
  }
}

const oracle = new PlanOracle(await ensureEnvironment(console.log));
const versions = await oracle.versions;
console.log(`PEFT ${versions.peft}, transformers ${versions.transformers}, seed ${options.seed}`);

const recorded: PlanCases[] = [];
const tally = { equal: 0, refused: 0, different: 0 };
const reasons = new Map<string, number>();

for (const type of options.types?.split(",") ?? Object.keys(architectures)) {
  let found = 0;
  for (let draw = 0; draw < MOST_DRAWS && found < Number(options.models); draw++) {
    const drawn = await oracle.draw(
      type,
      Number(options.seed) * 1000 + draw,
      Number(options.cases),
    );
    if (drawn.cases === undefined) continue;
    found++;
    recorded.push(drawn);
    compare(type, drawn);
  }
  if (found < Number(options.models)) console.log(`${type}: only ${found} models`);
}

function compare(type: string, drawn: PlanCases): void {
  const tree = treeOf(drawn);
  for (const asked of drawn.cases ?? []) {
    const difference = planDifference(tree, asked);
    if (difference === undefined) {
      tally[asked.error === undefined ? "equal" : "refused"]++;
      continue;
    }
    tally.different++;
    const reason = difference.replaceAll(/\d+|"[^"]*"|\{.*|\(.*/g, "#").slice(0, 60);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (tally.different > Number(options.most)) continue;
    console.log(`${type} ${drawn.head}: ${difference.slice(0, 500)}`);
    console.log(
      `    ${JSON.stringify({ class: asked.class, dtype: asked.dtype, ...asked.kwargs }).slice(0, 600)}`,
    );
  }
}

console.log(tally);
for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1])) console.log(count, reason);
if (options.record !== undefined) {
  const text = JSON.stringify({ versions, seed: options.seed, models: recorded });
  writeFileSync(options.record, gzipSync(text, { level: 9 }));
}
oracle.close();
process.exitCode = tally.different === 0 ? 0 : 1;
