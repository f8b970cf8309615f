import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { treeFromSafetensors } from "../../src/model/checkpoint-tree.ts";
import { moduleTree } from "../../src/model/module-tree.ts";
import type { Shape } from "../../src/model/tree.ts";

/** Recorded by test/conformance/record_checkpoints.py. */
interface Recorded {
  readonly config: { readonly model_type: string };
  readonly shapes: Readonly<Record<string, Shape>>;
}

const file = new URL("../fixtures/checkpoints.json", import.meta.url);
const recorded = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, Recorded>);

const headerOf = ({ shapes }: Recorded) =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, { dtype: "F32", shape }]),
  );

describe.each(recorded)("a checkpoint of %s that transformers saves", (_, checkpoint) => {
  const { config } = checkpoint;
  const expected = moduleTree(config);

  it("has every parameter of its config's tree, and no other", () => {
    const result = treeFromSafetensors(headerOf(checkpoint), { modelConfig: config });
    expect(result).toMatchObject({ ok: true, differences: [], tree: { uncertain: [] } });
    if (result.ok && expected.ok) expect(result.tree.modules).toEqual(expected.tree.modules);
  });

  it("shows kinds that are right or uncertain, given its type", () => {
    const modelConfig = { model_type: config.model_type };
    const result = treeFromSafetensors(headerOf(checkpoint), { modelConfig });
    if (!result.ok || !expected.ok) throw new Error("no tree");
    const kinds = new Map(expected.tree.modules.map(({ name, kind }) => [name, kind]));
    const uncertain = new Set(result.tree.uncertain);
    const wrong = result.tree.modules.filter(
      ({ name, kind }) => !uncertain.has(name) && kind !== null && kinds.get(name) !== kind,
    );
    expect(wrong).toEqual([]);
  });
});
