import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { budgetPlot } from "../../src/adalora/plot.ts";
import { adaLoraSchedule } from "../../src/adalora/schedule.ts";

const chapter = { initR: 16, targetR: 8, tinit: 200, tfinal: 1000, deltaT: 10, totalStep: 10000 };

const plotLines = (changes: Partial<typeof chapter>, modules: number, size = {}) =>
  budgetPlot(adaLoraSchedule({ ...chapter, ...changes }, { modules }), size).split("\n");

describe("budgetPlot", () => {
  test("draws the chapter's schedule", () => {
    expect(plotLines({}, 160)).toEqual([
      "2560 ┤██▇▅▄▂",
      "     │███████▇▆▄▃▂▁",
      "     │██████████████▇▆▅▄▃▂▁▁",
      "     │███████████████████████▇▇▆▅▅▄▄▄▃▃▃▂▂▂▁▁▁▁▁▁",
      "1280 ┤████████████████████████████████████████████████████████████████",
      "     │████████████████████████████████████████████████████████████████",
      "     │████████████████████████████████████████████████████████████████",
      "     │████████████████████████████████████████████████████████████████",
      "   0 └┬────────────────────────────────────────────────────────┬─────┬",
      "      0                                                     9000  9999",
    ]);
  });

  test("draws the stairs of a wide deltaT, and only the steps there is room for", () => {
    expect(plotLines({ tinit: 4000, deltaT: 1500 }, 1, { width: 40, height: 4 })).toEqual([
      "16 ┤██████████████████▂▂▂▂▂▂",
      "   │████████████████████████▂▂▂▂▂▂",
      " 8 ┤████████████████████████████████████████",
      "   │████████████████████████████████████████",
      " 0 └┬───────────────┬──────────────────────┬",
      "    0               4000                9999",
    ]);
  });

  test("shows that tfinal = 0 leaves the ranks above the target", () => {
    const wide = { tinit: 0, tfinal: 0, deltaT: 6000 };
    expect(plotLines(wide, 100, { width: 12, height: 2 })).toEqual([
      "1600 ┤███████▁▁▁▁▁",
      " 800 ┤████████████",
      "   0 └┬──────────┬",
      "      0       9999",
    ]);
  });

  test("draws a run of a single step", () => {
    const lines = plotLines({ tinit: 0, tfinal: 0, totalStep: 1 }, 1, { width: 10, height: 2 });
    expect(lines).toEqual(["16 ┤██████████", " 8 ┤██████████", " 0 └┬─────────", "    0"]);
  });

  test("labels only the start when the target stands in the same row", () => {
    expect(plotLines({ targetR: 15 }, 1, { width: 10, height: 2 })[0]).toMatch(/^16 ┤/);
  });

  test.each([
    [{ width: 9 }, "width is 9: write an integer from 10"],
    [{ height: 1 }, "height is 1: write an integer from 2"],
    [{ width: Infinity }, "width is Infinity: write an integer from 10"],
  ])("refuses %o", (size, message) => {
    expect(() => plotLines({}, 1, size)).toThrow(new RangeError(message));
  });

  const size = fc.record({
    width: fc.integer({ min: 10, max: 100 }),
    height: fc.integer({ min: 2, max: 20 }),
  });

  test("is as large as it was asked to be, and descends", () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 12000 }), ({ width, height }, deltaT) => {
        const lines = plotLines({ deltaT }, 160, { width, height });
        expect(lines).toHaveLength(height + 2);
        expect(lines.every((line) => line.length <= width + 6)).toBe(true);
        const lengths = lines.slice(0, height).map((line) => line.length);
        expect(lengths).toEqual([...lengths].sort((one, other) => one - other));
      }),
    );
  });
});
