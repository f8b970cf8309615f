import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type EngineId, engineIds } from "../../src/engine/engine-list.ts";
import type { ServingFacts } from "../../src/engine/question.ts";
import { type Servability, servability } from "../../src/engine/servability.ts";
import { check } from "../../src/finding/check.ts";

/** A feature, a config that has it, and what each engine does with it. */
interface MatrixRow {
  readonly feature: string;
  readonly config: object;
  readonly facts?: ServingFacts;
  readonly cells: Readonly<Record<string, Servability["verdict"]>>;
}

const { rows } = JSON.parse(
  readFileSync(new URL("../fixtures/engines.json", import.meta.url), "utf8"),
) as { rows: readonly MatrixRow[] };

describe.each(rows)("$feature", ({ config, facts, cells }) => {
  const result = check(config);

  it("is a feature of a config that PEFT accepts", () => {
    expect(result.ok).toBe(true);
  });

  it("has a cell for every engine", () => {
    const asked = new Set(Object.keys(cells).map((cell) => cell.split("@")[0]));
    expect(asked).toEqual(new Set(engineIds));
  });

  it.each(Object.entries(cells))("%s: %s", (cell, verdict) => {
    if (!result.ok) expect.unreachable();
    const [engine, release] = cell.split("@") as [EngineId, string | undefined];
    const answer = servability(result.config, { engine, release, ...facts });
    expect(answer.findings.map(({ message }) => message)).toEqual(
      verdict === "serves" ? [] : expect.anything(),
    );
    expect(answer.verdict).toBe(verdict);
  });
});
