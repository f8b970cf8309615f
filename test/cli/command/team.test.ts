import { describe, expect, it } from "vitest";
import { lora, world } from "../world.ts";

const huge = lora({ r: 4096 });
const { call } = world({ "package.json": "{}", "a.json": huge });

const teams = (settings: unknown) =>
  world({ "package.json": JSON.stringify({ "peft-config": settings }), "a.json": huge });

describe("peft-config check, in a team", () => {
  it("leaves out codes that are ignored", async () => {
    expect((await call("check a.json")).out).toContain("[rank-huge]");
    expect((await call("check a.json --strict")).exit).toBe(1);
    const { out, exit } = await call("check a.json --strict --ignore rank-huge");
    expect([out.includes("rank-huge"), exit]).toEqual([false, 0]);
    expect((await call("check a.json --ignore rank-hug")).err).toContain("Did you mean rank-huge?");
  });

  it("reads package.json", async () => {
    const team = teams({ ignore: ["rank-huge"], strict: true });
    expect((await team.call("check a.json")).exit).toBe(0);
    expect((await teams({ strict: true }).call("check a.json")).exit).toBe(1);
  });

  it("reads peft-config.json first", async () => {
    const { call: check } = world({
      "peft-config.json": '{ "ignore": ["rank-huge"] }',
      "a.json": huge,
    });
    expect((await check("check a.json")).out).not.toContain("rank-huge");
  });

  it.each([
    [{ ignored: [] }, "unknown setting: ignored"],
    [{ ignore: "rank-huge" }, "is not a list of codes"],
    [{ strict: 1 }, "is not true or false"],
    [[], "is not an object of settings"],
    [{ ignore: ["rank-hug"] }, "Did you mean rank-huge?"],
  ])("refuses %j", async (settings, words) => {
    const { err, exit } = await teams(settings).call("check a.json");
    expect([err.includes(words), exit]).toEqual([true, 2]);
  });

  it("writes workflow commands for GitHub", async () => {
    const { out } = await call("check a.json --format github");
    expect(out).toMatch(
      /^::warning file=a\.json,line=1,endLine=1,col=\d+,endColumn=\d+,title=rank-huge::.*%0A.*\n1 file/,
    );
    expect((await call("check none.json --format github")).out).toMatch(
      /^::error file=none\.json::/,
    );
  });
});
