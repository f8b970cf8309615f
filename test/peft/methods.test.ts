import { describe, expect, test } from "vitest";
import { isPeftMethod, peftMethods, removedMethods } from "../../src/peft/methods.ts";

describe("peftMethods", () => {
  test("has the 45 methods of PEFT 0.21 and the one it removed", () => {
    expect(new Set(peftMethods).size).toBe(46);
    expect(removedMethods).toEqual({ BONE: "0.19.0" });
    expect(peftMethods).toContain("BONE");
  });

  test("begins with the methods of PEFT before 0.3.0", () => {
    expect(peftMethods.slice(0, 5)).toEqual([
      "PROMPT_TUNING",
      "P_TUNING",
      "PREFIX_TUNING",
      "LORA",
      "ADALORA",
    ]);
    expect(peftMethods.at(-1)).toBe("SHADOW");
  });
});

describe("isPeftMethod", () => {
  test.each(["LORA", "ADALORA", "BONE", "SHADOW"])("%s is one", (name) => {
    expect(isPeftMethod(name)).toBe(true);
  });

  test.each(["lora", "", "toString", "__proto__", null, 7, undefined])("%s is not one", (name) => {
    expect(isPeftMethod(name)).toBe(false);
  });
});
