import { describe, expect, test } from "vitest";
import { isPeftMethod, peftMethods } from "../../src/peft/methods.ts";

describe("peftMethods", () => {
  test("has the 45 methods of PEFT 0.21 and the one it removed", () => {
    const releases = Object.values<readonly string[]>(peftMethods);
    expect(releases.filter(([, until]) => until === undefined)).toHaveLength(45);
    expect(peftMethods.BONE).toEqual(["0.14.0", "0.19.0"]);
  });

  test("has the release that added a method", () => {
    expect(peftMethods.LORA).toEqual(["0.0.1"]);
    expect(peftMethods.ADALORA).toEqual(["0.3.0"]);
    expect(peftMethods.SHADOW).toEqual(["0.21.0"]);
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
