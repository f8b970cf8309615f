import { describe, expect, it } from "vitest";
import { facts } from "../../../src/cli/generated/code-facts.ts";
import { world } from "../world.ts";

const { call } = world({});

describe("peft-config explain", () => {
  it("says what, why, an example and the fix", async () => {
    const { out, exit } = await call("explain rank-not-positive");
    expect(exit).toBe(0);
    expect(out).toContain("error rank-not-positive");
    expect(out).toContain("get_peft_model, or loading the adapter, refuses it.");
    expect(out).toContain("Example\n  check({ r: 0 })");
    expect(out).toContain("Fix\n  Write a value that is at least 1.");
    expect(out).toContain("In PEFT: peft/tuners/lora/layer.py update_layer");
  });

  it("knows every code", async () => {
    for (const code of Object.keys(facts)) {
      const { out, exit } = await call(`explain ${code}`);
      expect([code, exit]).toEqual([code, 0]);
      expect(out).toContain("In PEFT: ");
    }
  });

  it("suggests a code for a misspelt one", async () => {
    const { err, exit } = await call("explain rank-not-postive");
    expect([err.split("\n")[0], exit]).toEqual([
      "Unknown code: rank-not-postive. Did you mean rank-not-positive?",
      2,
    ]);
  });
});
