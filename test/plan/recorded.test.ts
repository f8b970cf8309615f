import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type PlanCases, planDifference, treeOf } from "../conformance/plan-case.ts";

interface Recording {
  readonly versions: Readonly<Record<string, string>>;
  readonly models: readonly PlanCases[];
}

const file = new URL("../fixtures/plans.json.gz", import.meta.url);
const { versions, models }: Recording = JSON.parse(gunzipSync(readFileSync(file)).toString());

describe(`plans recorded from PEFT ${versions.peft}`, () => {
  it("are of at least 80 architectures with 20 configs each", () => {
    const whole = models.filter(({ cases }) => (cases?.length ?? 0) >= 20);
    const types = new Set(whole.map(({ config }) => JSON.parse(config).model_type));
    expect(types.size).toBeGreaterThanOrEqual(80);
  });

  it.each(models.map((model) => [model.head, model] as const))("%s", (_, model) => {
    const tree = treeOf(model);
    for (const asked of model.cases ?? []) {
      const difference = planDifference(tree, asked);
      expect(difference && `${difference} ${JSON.stringify(asked.kwargs)}`).toBeUndefined();
    }
  });
});
