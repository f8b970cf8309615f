import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, PeftConfigError } from "peft-config";
import { adapterOf } from "./adapter.js";
import { filesOf } from "./files.js";
import type { Job } from "./job.js";

const [jobFile = "job.json", folder = "out"] = process.argv.slice(2);

try {
  const job = JSON.parse(readFileSync(jobFile, "utf8")) as Job;
  const config = adapterOf(job);
  for (const { message, hint } of check(config).diagnostics) console.warn(`${message}\n  ${hint}`);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(filesOf(job, config))) {
    writeFileSync(join(folder, name), text);
    console.log(join(folder, name));
  }
} catch (error) {
  // The messages of these errors explain what is wrong and what to write. Other errors are bugs.
  if (!(error instanceof PeftConfigError || error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
