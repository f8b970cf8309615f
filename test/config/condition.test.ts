import { describe, expect, it } from "vitest";
import { meets } from "../../src/config/condition.ts";
import type { Condition } from "../../src/field/combination.ts";

const ask = (condition: Omit<Condition, "field">, value: unknown, standard: unknown = null) =>
  meets({ field: "initLoraWeights", ...condition }, value, standard);

describe("meets", () => {
  it.each<readonly [is: Condition["is"], values: readonly unknown[], others: readonly unknown[]]>([
    ["on", [true, 1, "x", ["x"], { a: 1 }], [false, 0, null, "", [], {}]],
    ["given", [false, 0, "", [], {}], [null]],
    ["text", ["", "x"], [null, true, 0, [], {}]],
    ["changed", [0, "x", false], [null]],
    ["named", ["x", "", null], [true, false, 0, 1]],
    [["pissa"], ["pissa"], ["pissa_niter_4", "Pissa", true, null]],
    [
      ["pissa*", "olora"],
      ["pissa", "pissa_niter_4", "olora"],
      ["olora2", "apissa", true, null],
    ],
    [["*"], ["", "x"], [true, null]],
  ])("asks whether a value is %j", (is, values, others) => {
    expect(values.filter((value) => !ask({ is }, value))).toEqual([]);
    expect(others.filter((value) => ask({ is }, value))).toEqual([]);
  });

  it("compares with the default of the field", () => {
    expect(ask({ is: "changed" }, 0, 0)).toBe(false);
    expect(ask({ is: "changed" }, 0.1, 0)).toBe(true);
  });

  it("leaves one word out", () => {
    expect(ask({ is: "text", but: "loftq" }, "loftq")).toBe(false);
    expect(ask({ is: "text", but: "loftq" }, "pissa")).toBe(true);
  });
});
