import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lora, world } from "../world.ts";

const broken = `{
  "peft_type": "LORA",
  "r": 0,
  "target_modules": ["q_proj"],
  "enable_lora": null
}
`;

const { call, cwd } = world({
  "good.json": lora(),
  "broken.json": broken,
  "warned.json": lora({ enable_lora: null }),
  "runs/1/adapter_config.json": lora(),
  "runs/2/adapter_config.json": broken,
  "runs/2/trainer_state.json": '{"step": 3}',
  "runs/2/tokenizer.json": `{"peft_type": "${"x".repeat(1_100_000)}"}`,
  "runs/2/other.json": lora({ r: -1 }),
  "runs/2/nested.json": '{"inner": {"peft_type": "LORA"}}',
  "runs/.git/adapter_config.json": "{}",
  "runs/node_modules/adapter_config.json": "{}",
  "none/readme.md": "",
  "strange\u001b[31m.json": '{"peft_type": "LORA", "\u009b31m": 1}',
});

describe("check", () => {
  it("shows each finding with its place, the source and what to write", async () => {
    expect(await call("check broken.json")).toEqual({
      out: `broken.json:3:8 error "r" is 0, but must be at least 1: get_peft_model raises ValueError. [rank-not-positive]
  3 |   "r": 0,
    |        ^
  Write a value that is at least 1.

broken.json:5:3 warning "enable_lora" is not a field of the config. PEFT drops it on loading. [unknown-key]
  5 |   "enable_lora": null
    |   ^^^^^^^^^^^^^
  Remove it.

1 file: 1 error, 1 warning.
`,
      err: "",
      exit: 1,
    });
  });

  it("ends with 0 for warnings, with 1 if they are strictly judged", async () => {
    expect((await call("check warned.json")).exit).toBe(0);
    expect((await call("check warned.json --strict")).exit).toBe(1);
    expect((await call("check good.json --strict")).exit).toBe(0);
  });

  it("says so where there is nothing to say", async () => {
    expect(await call("check good.json")).toEqual({
      out: "1 file: nothing to say.\n",
      err: "",
      exit: 0,
    });
  });

  it("says errors only if quiet", async () => {
    const { out } = await call("check broken.json warned.json good.json -q");
    expect(out.match(/\[[a-z-]+\]$/gm)).toEqual(["[rank-not-positive]"]);
    expect(out).not.toContain("files:");
  });

  it("reads standard input", async () => {
    const { out, exit } = await call("check -", { stdin: broken });
    expect(out).toContain('-:3:8 error "r" is 0, but must be at least 1');
    expect(exit).toBe(1);
  });

  it("goes on after a file that cannot be read, and ends with 2", async () => {
    const { out, exit } = await call("check missing.json good.json/x broken.json");
    expect(out.split("\n").slice(0, 3)).toEqual([
      "missing.json error It cannot be read: there is no such file.",
      "",
      "good.json/x error It cannot be read: there is no such file.",
    ]);
    expect(out).toContain("3 files: 1 error, 1 warning, 2 unreadable.");
    expect(exit).toBe(2);
  });

  it("reads no file that is far too large", async () => {
    symlinkSync(join(cwd, "good.json"), join(cwd, "large.json"));
    truncateSync(join(cwd, "none/readme.md"), 65 * 1024 * 1024);
    const { out } = await call("check none/readme.md large.json");
    expect(out).toContain("it has 68157440 bytes; a config has a few thousand.");
    expect(out).toContain("2 files: 1 unreadable.");
  });

  it("writes no control character of a path or a key", async () => {
    const { out } = await call("check strange\u001b[31m.json");
    expect(out).not.toMatch(/\p{Cc}(?<!\n)/u);
    expect(out).toContain("strange\ufffd[31m.json:1:");
  });
});

describe("check on a folder", () => {
  it("finds every config below it, and no other file", async () => {
    const { files, summary } = JSON.parse((await call("check runs --json")).out);
    expect(files.map(({ path }: { path: string }) => path)).toEqual([
      "runs/1/adapter_config.json",
      "runs/2/adapter_config.json",
      "runs/2/other.json",
    ]);
    expect(summary).toEqual({ files: 3, errors: 2, warnings: 1, unreadable: 0 });
  });

  it("says so where there is none, and ends with 2: nothing was checked", async () => {
    const { out, exit } = await call("check none nothing*.json");
    expect(out).toContain("none error It cannot be read: no adapter config is there.");
    expect(out).toContain("nothing*.json error It cannot be read: no adapter config is there.");
    expect(exit).toBe(2);
  });

  it("follows links to files, as the Hub's cache has them, but none to folders", async () => {
    mkdirSync(join(cwd, "cache"));
    symlinkSync(join(cwd, "broken.json"), join(cwd, "cache/adapter_config.json"));
    symlinkSync(join(cwd, "cache"), join(cwd, "cache/again.json"));
    const { files } = JSON.parse((await call("check cache --json")).out);
    expect(files.map(({ path }: { path: string }) => path)).toEqual(["cache/adapter_config.json"]);
  });

  it("shows on a terminal how far it has come, and takes that away", async () => {
    const many = world(
      Object.fromEntries(
        Array.from({ length: 250 }, (_, index) => [
          `${index}.json`,
          lora(index === 199 ? { r: 0 } : {}),
        ]),
      ),
    );
    const { err, out } = await many.call("check .", { isTTY: true, env: { NO_COLOR: "1" } });
    expect(err).toBe("100 files …\r\u001b[K200 files …\r\u001b[K");
    expect(out).toContain("250 files: 1 error.");
    expect((await many.call("check .")).err).toBe("");
  });
});

describe("check --json", () => {
  it("gives one object, each file on its line", async () => {
    const { out, exit } = await call("check good.json warned.json missing.json --json");
    expect(exit).toBe(2);
    expect(out.split("\n")).toHaveLength(10);
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      files: [
        { path: "good.json", dialect: "peft", method: "LORA", loads: true, diagnostics: [] },
        { path: "warned.json", diagnostics: [{ code: "unknown-key", pointer: "/enable_lora" }] },
        { path: "missing.json", failure: "there is no such file", diagnostics: [] },
      ],
      summary: { files: 3, errors: 0, warnings: 1, unreadable: 1 },
    });
  });
});

describe("colours", () => {
  const isColoured = async (options: Parameters<typeof call>[1]) =>
    (await call("check broken.json", options)).out.includes("\u001b[31m");

  it("are for terminals", async () => {
    expect(await isColoured({ isTTY: true })).toBe(true);
    expect(await isColoured({ isTTY: false })).toBe(false);
    expect(await isColoured({ isTTY: true, env: { TERM: "dumb" } })).toBe(false);
  });

  it("obey NO_COLOR, and FORCE_COLOR before it", async () => {
    expect(await isColoured({ isTTY: true, env: { NO_COLOR: "1" } })).toBe(false);
    expect(await isColoured({ isTTY: true, env: { NO_COLOR: "" } })).toBe(true);
    expect(await isColoured({ env: { FORCE_COLOR: "1", NO_COLOR: "1" } })).toBe(true);
    expect(await isColoured({ isTTY: true, env: { FORCE_COLOR: "0" } })).toBe(false);
  });
});
