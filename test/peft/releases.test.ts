import { describe, expect, it } from "vitest";
import { PEFT_VERSION } from "../../src/field/version.ts";
import { isSince, peftReleases, releaseEnds, releaseOf } from "../../src/peft/releases.ts";

describe("peftReleases", () => {
  it("go from 0.3.0 to the release this library follows, in order", () => {
    expect(releaseEnds).toEqual({ oldest: "0.3.0", newest: PEFT_VERSION });
    for (const [place, release] of peftReleases.entries()) {
      const before = peftReleases[place - 1] ?? "0.2.0";
      expect([release, isSince(release, before), isSince(before, release)]).toEqual([
        release,
        true,
        false,
      ]);
    }
  });
});

describe("releaseOf", () => {
  it("is every release itself", () => {
    expect(peftReleases.map(releaseOf)).toEqual(peftReleases);
  });

  it("is the newest of a line", () => {
    expect(releaseOf("0.17")).toBe("0.17.1");
    expect(releaseOf("0.3")).toBe("0.3.0");
    expect(releaseOf("0.21")).toBe("0.21.2");
  });

  it.each([
    ["latest", '"latest" is no release of PEFT: write one such as "0.21.2".'],
    ["", '"" is no release of PEFT: write one such as "0.21.2".'],
    ["v0.17.1", '"v0.17.1" is no release of PEFT: write one such as "0.21.2".'],
    ["0.18.0.rc0", '"0.18.0.rc0" is no release of PEFT: write one such as "0.21.2".'],
    ["0", '"0" is no release of PEFT: write one such as "0.21.2".'],
    ["0.", '"0." is no release of PEFT: write one such as "0.21.2".'],
    [
      "0.2.0",
      'PEFT 0.2.0 is not among the releases this library knows, 0.3.0 to 0.21.2: write "0.3.0".',
    ],
    [
      "99.0",
      'PEFT 99.0 is not among the releases this library knows, 0.3.0 to 0.21.2: write "0.21.2".',
    ],
    [
      "0.21.3",
      'PEFT 0.21.3 is not among the releases this library knows, 0.3.0 to 0.21.2: write "0.21.2".',
    ],
    [
      "0.13.7",
      'PEFT 0.13.7 is not among the releases this library knows, 0.3.0 to 0.21.2: write "0.13.2".',
    ],
    [
      "0.9.1",
      'PEFT 0.9.1 is not among the releases this library knows, 0.3.0 to 0.21.2: write "0.9.0".',
    ],
  ])("refuses %j", (version, message) => {
    expect(() => releaseOf(version)).toThrow(new RangeError(message));
  });

  it("refuses what is no text, as JavaScript may pass it", () => {
    const anything = releaseOf as (version: unknown) => unknown;
    expect(() => anything(0.17)).toThrow("0.17 is no release of PEFT");
    expect(() => anything(null)).toThrow("null is no release of PEFT");
    expect(() => anything({ toString: () => "0.17" })).toThrow("an object is no release of PEFT");
  });
});
