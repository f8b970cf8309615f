import { readFileSync } from "node:fs";
import { catalogue } from "../../src/diagnostic/catalogue.ts";
import type { Stage } from "../../src/field/field.ts";

const DOCUMENT = new URL("../../docs/stricter-than-peft.md", import.meta.url);

/** The codes by which we may refuse what PEFT accepts: the rows of docs/stricter-than-peft.md. */
export function stricterCodes(): ReadonlySet<string> {
  const rows = readFileSync(DOCUMENT, "utf8").matchAll(/^\| \[`([\w-]+)`\]/gm);
  return new Set(Array.from(rows, ([, code]) => code ?? ""));
}

/** When PEFT refuses what a code is about, as our tables say. */
export function statedStages(): ReadonlyMap<string, Stage> {
  return new Map(catalogue().map(({ code, when }) => [code, when]));
}
