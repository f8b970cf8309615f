import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { Versions } from "./oracle.ts";

/** What a file of recorded answers says about itself. */
export interface About {
  readonly what: string;
  /** The releases that answered, and the sha256 of the oracle. */
  readonly versions: Versions;
  readonly seed: number;
  /** sha256 of the lines that hold the cases: an answer altered by hand is noticed. */
  readonly digest: string;
}

export interface Recording<Case> {
  readonly about: About;
  readonly cases: readonly Case[];
  /** Whether the cases are still the ones that were recorded. */
  readonly isIntact: boolean;
}

const file = (name: string) => new URL(`../fixtures/${name}.json`, import.meta.url);

/** Writes recorded answers, a case on a line, the same bytes for the same cases. */
export function writeRecording(
  name: string,
  about: Omit<About, "digest">,
  cases: readonly unknown[],
): void {
  const lines = cases.map(encoded);
  const head = JSON.stringify({ ...about, digest: digestOf(lines) });
  writeFileSync(file(name), `{"about": ${head},\n"cases": [\n${lines.join(",\n")}\n]}\n`);
}

export function readRecording<Case>(name: string): Recording<Case> {
  const { about, cases } = JSON.parse(readFileSync(file(name), "utf8"), revived);
  const isIntact = about.digest === digestOf(cases.map(encoded));
  return { about, cases, isIntact };
}

/** The sha256 of the oracle as it is now. */
export const oracleDigest = (): string =>
  createHash("sha256")
    .update(readFileSync(new URL("oracle.py", import.meta.url)))
    .digest("hex");

const digestOf = (lines: readonly string[]): string =>
  createHash("sha256").update(lines.join("\n")).digest("hex");

/** JSON that also holds NaN, the infinities and -0. */
const encoded = (value: unknown): string =>
  JSON.stringify(value, (_key, part) =>
    isOutsideJson(part) ? { __number__: numberText(part) } : part,
  );

const isOutsideJson = (value: unknown): value is number =>
  typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0));

const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

const revived = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && "__number__" in value
    ? Number(value.__number__)
    : value;
