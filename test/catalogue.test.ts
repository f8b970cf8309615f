import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue } from "../src/catalogue.ts";
import { check } from "../src/finding/check.ts";
import { anyConfig } from "./conformance/arbitraries.ts";

const codes = catalogue().map(({ code }) => code);

describe("catalogue", () => {
  it("has each code once", () => {
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/);
  });

  it("has codes from every room that makes findings", () => {
    expect(codes).toEqual(
      expect.arrayContaining([
        "not-an-object",
        "rank-not-positive",
        "variants-exclusive",
        "adalora-rank-ignored",
        "rank-huge",
        "layers-twice",
        "json-syntax",
        "release-field-unknown",
      ]),
    );
  });

  it("raises where it names what raises, and in no stage that PEFT survives by a warning", () => {
    for (const { code, stage, raises, by } of catalogue()) {
      if (by !== undefined) expect({ code, raises }).not.toMatchObject({ raises: undefined });
      if (stage === "warned") expect({ code, raises }).toEqual({ code, raises: undefined });
    }
  });

  it("has every code that check gives", () => {
    fc.assert(
      fc.property(anyConfig, (input) => {
        for (const { code } of check(input).diagnostics) expect(codes).toContain(code);
      }),
    );
  });
});
