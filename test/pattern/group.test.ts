import { describe, expect, test } from "vitest";
import { Groups } from "../../src/pattern/group.ts";
import { faultOf } from "./fault.ts";

const named = (text: string, position = 0) => ({ text, position });

describe("the groups of a pattern", () => {
  test("are numbered from 1 as they open, and named", () => {
    const groups = new Groups();
    expect([groups.open(), groups.open(named("n")), groups.open()]).toEqual([1, 2, 3]);
    expect([...groups.names]).toEqual([["n", 2]]);
  });

  test.each([
    ["n", "redefinition of group name 'n' as group 2; was group 1"],
    ["1", "bad character in group name '1'"],
    ["a-b", "bad character in group name 'a-b'"],
    ["it's", `bad character in group name "it's"`],
    [`'"\\`, `bad character in group name '\\'"\\\\'`],
  ])("refuse the name %s", (text, message) => {
    const groups = new Groups();
    groups.open(named("n"));
    expect(faultOf(() => groups.open(named(text, 7)))).toEqual([message, 7]);
  });

  test("can be referred to once they are closed", () => {
    const groups = new Groups();
    const index = groups.open(named("n"));
    const fault = ["cannot refer to an open group", 3];
    expect(faultOf(() => groups.refer(index, 3, 5))).toEqual(fault);
    expect(faultOf(() => groups.referByName(named("n", 3), 5))).toEqual(fault);
    groups.close(index, [1, 2]);
    expect(groups.refer(index, 3, 5)).toEqual({ slot: 0, width: [1, 2] });
    expect(groups.referByName(named("n", 3), 5)).toEqual({ slot: 0, width: [1, 2] });
  });

  test("have registers only if something refers to them, and the same each time", () => {
    const groups = new Groups();
    for (const index of [groups.open(), groups.open(), groups.open()]) groups.close(index, [0, 0]);
    expect(groups.memory.registers).toEqual([]);
    expect([groups.refer(3, 0, 0), groups.refer(1, 0, 0), groups.refer(3, 0, 0)]).toMatchObject([
      { slot: 0 },
      { slot: 2 },
      { slot: 0 },
    ]);
    expect(groups.memory).toEqual({
      registers: [-1, -1, -1, -1],
      slots: { 3: 0, 1: 2 },
      stores: 0,
    });
  });

  test("are there for a reference by number, or not", () => {
    const groups = new Groups();
    groups.open();
    expect(() => groups.expect(1, 4)).not.toThrow();
    expect(faultOf(() => groups.expect(2, 4))).toEqual(["invalid group reference 2", 4]);
    expect(faultOf(() => groups.referByName(named("n", 4), 6))).toEqual([
      "unknown group name 'n'",
      4,
    ]);
  });
});

describe("a condition", () => {
  test("may ask for a group that is open or yet to come", () => {
    const groups = new Groups();
    groups.open();
    expect(groups.ask(named("1"), 5)).toEqual({ slot: 0, width: undefined });
    expect(groups.ask(named("2", 3), 5)).toEqual({ slot: 2, width: undefined });
    expect(faultOf(() => groups.expectAsked())).toEqual(["invalid group reference 2", 3]);
    groups.open();
    expect(() => groups.expectAsked()).not.toThrow();
  });

  test.each([
    ["0", "bad group number", 3],
    ["00", "bad group number", 3],
    ["n", "unknown group name 'n'", 3],
    ["-1", "bad character in group name '-1'", 3],
    ["+1", undefined, undefined],
    ["1_0", undefined, undefined],
    ["٣", undefined, undefined],
  ])("refuses to ask for %s", (text, message, position) => {
    expect(faultOf(() => new Groups().ask(named(text, 3), 5))).toEqual([message, position]);
  });
});

describe("a lookbehind", () => {
  test("may refer to groups before it, not to its own", () => {
    const groups = new Groups();
    groups.close(groups.open(), [1, 1]);
    const own = ["cannot refer to group defined in the same lookbehind subpattern", 9];
    const width = groups.readBehind(() => {
      const index = groups.open();
      expect(faultOf(() => groups.ask(named("2"), 9))).toEqual([
        "cannot refer to an open group",
        9,
      ]);
      groups.close(index, [1, 1]);
      expect(faultOf(() => groups.refer(2, 7, 9))).toEqual(own);
      expect(faultOf(() => groups.readBehind(() => groups.refer(2, 7, 9)))).toEqual(own);
      expect(faultOf(() => groups.ask(named("2"), 9))).toEqual(own);
      return groups.refer(1, 7, 9).width;
    });
    expect(width).toEqual([1, 1]);
    expect(groups.refer(2, 7, 9).width).toEqual([1, 1]);
  });
});
