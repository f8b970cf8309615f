import { describe, expect, it } from "vitest";
import { world } from "../world.ts";

const { call } = world({});

describe("rank", () => {
  it("is the rank alone", async () => {
    expect(await call("rank 3000")).toEqual({ out: "16\n", err: "", exit: 0 });
  });

  it("is explained with its neighbours", async () => {
    expect((await call("rank 3000 --explain")).out).toBe(`Rank 16 for 3000 examples.
Ordinary instruction tuning: the most recommended, and stable.

  0 to 999         rank 8
> 1000 to 4999     rank 16
  5000 to 19999    rank 32
`);
  });

  it("is explained with what else to know", async () => {
    expect((await call("rank 50 --explain")).out).toContain("So few examples can overfit");
    expect((await call("rank 50000 --explain")).out).toContain("> 20000 or more    rank 64");
  });

  it("is given as JSON", async () => {
    expect(JSON.parse((await call("rank 800 --json")).out)).toMatchObject({
      schemaVersion: 1,
      datasetSize: 800,
      rank: 8,
      neighbours: { higher: { rank: 16 } },
    });
  });

  for (const given of ["3k", "1e3", "99999999999999999999", "1.5"]) {
    it(`is not to be had for ${given}`, async () => {
      const { err, exit } = await call(`rank ${given}`);
      expect(exit).toBe(2);
      expect(err).toContain(`N is the number of training examples, such as 3000, not ${given}.`);
    });
  }
});
