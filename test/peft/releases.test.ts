import { describe, expect, it } from "vitest";
import { PEFT_VERSION } from "../../src/field/version.ts";
import {
  isAtLeast,
  peftReleases,
  releaseEnds,
  releaseOf,
  releaseOrdinal,
} from "../../src/peft/releases.ts";

describe("peftReleases", () => {
  it("go from 0.3.0 to the release this library follows, in order", () => {
    expect(releaseEnds).toEqual({ oldest: "0.3.0", newest: PEFT_VERSION });
    for (const [index, release] of peftReleases.entries()) {
      const before = peftReleases[index - 1] ?? "0.2.0";
      expect(releaseOrdinal(release)).toBeGreaterThan(releaseOrdinal(before));
      expect([release, isAtLeast(release, before), isAtLeast(before, release)]).toEqual([
        release,
        true,
        false,
      ]);
    }
  });
});

describe("releaseOf", () => {
  it("gives every release itself", () => {
    expect(peftReleases.map(releaseOf)).toEqual(peftReleases);
  });

  it("gives the newest of a line", () => {
    expect(releaseOf("0.17")).toBe("0.17.1");
    expect(releaseOf("0.3")).toBe("0.3.0");
    expect(releaseOf("0.21")).toBe("0.21.2");
  });

  it.each([
    ["latest", '"latest" is not a release of PEFT from 0.3.0 to 0.21.2. Write "0.21.2".'],
    ["", '"" is not a release of PEFT from 0.3.0 to 0.21.2. Write "0.21.2".'],
    ["v0.17.1", '"v0.17.1" is not a release of PEFT from 0.3.0 to 0.21.2. Write "0.21.2".'],
    ["0.18.0.rc0", '"0.18.0.rc0" is not a release of PEFT from 0.3.0 to 0.21.2. Write "0.21.2".'],
    ["0", '"0" is not a release of PEFT from 0.3.0 to 0.21.2. Write "0.21.2".'],
    ["0.", '"0." is not a release of PEFT from 0.3.0 to 0.21.2. Write "0.21.2".'],
    ["0.2.0", '"0.2.0" is not a release of PEFT from 0.3.0 to 0.21.2. Write "0.3.0".'],
    ["99.0", '"99.0" is not a release of PEFT from 0.3.0 to 0.21.2. Write "0.21.2".'],
    ["0.21.3", '"0.21.3" is not a release of PEFT from 0.3.0 to 0.21.2. Write "0.21.2".'],
    ["0.13.7", '"0.13.7" is not a release of PEFT from 0.3.0 to 0.21.2. Write "0.13.2".'],
    ["0.9.1", '"0.9.1" is not a release of PEFT from 0.3.0 to 0.21.2. Write "0.9.0".'],
  ])("refuses %j", (version, message) => {
    expect(() => releaseOf(version)).toThrow(new RangeError(message));
  });

  it("refuses what is not a string, as JavaScript may pass it", () => {
    const anything = releaseOf as (version: unknown) => unknown;
    expect(() => anything(0.17)).toThrow("0.17 is not a release of PEFT");
    expect(() => anything(null)).toThrow("null is not a release of PEFT");
    expect(() => anything({ toString: () => "0.17" })).toThrow(
      "an object is not a release of PEFT",
    );
  });
});
