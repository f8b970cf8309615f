/**
 * Takes each rule out of force in turn and runs the tests that need no Python: a rule whose absence
 * no test notices is a survivor. `npx tsx test/conformance/mutants.ts [code …]`.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type ConfigClass, configClasses } from "../../src/finding/class.ts";
import { listConstraints } from "../../src/finding/constraint.ts";

const CONFIG = fileURLToPath(new URL("mutants.config.ts", import.meta.url));
const AT_ONCE = 2;

const classes: readonly ConfigClass[] = Object.values(configClasses);
const inTables = classes.flatMap(({ rules, fields }) => [
  ...listConstraints(fields).map(({ constraint }) => constraint.code),
  ...rules.map(({ code }) => code),
]);
const given = process.argv.slice(2);
const codes = given.length > 0 ? given : [...new Set(inTables)];

if (!(await passes("none"))) throw new Error("The tests fail without any mutant.");
const survivors: string[] = [];
const queue = [...codes];
await Promise.all(Array.from({ length: AT_ONCE }, work));

console.log(`${codes.length} rules, ${survivors.length} survivors`);
for (const code of survivors) console.log(`  ${code}`);
process.exitCode = survivors.length === 0 ? 0 : 1;

async function work(): Promise<void> {
  for (let code = queue.shift(); code !== undefined; code = queue.shift()) {
    if (await passes(code)) survivors.push(code);
    if (queue.length % 10 === 0) console.log(`  ${codes.length - queue.length} of ${codes.length}`);
  }
}

/** Whether the tests pass with the rule of this code out of force. */
function passes(code: string): Promise<boolean> {
  const child = spawn("npx", ["vitest", "run", "--config", CONFIG], {
    env: { ...process.env, MUTANT: code },
    stdio: "ignore",
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve(status === 0));
  });
}
