import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { world } from "./world.ts";

const { call } = world({});
const { version } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
);

describe("peft-config", () => {
  it("shows its commands", async () => {
    const { out, exit } = await call("--help");
    expect(exit).toBe(0);
    expect(
      out,
    ).toBe(`Checks, shows, plans, converts and compares adapter_config.json of Hugging Face
PEFT.

Usage: peft-config COMMAND …

  check FILE…              Finds what is wrong in adapter configs, and where.
  show FILE                Explains what an adapter config means.
  convert FILE             Writes an adapter config in another form.
  diff A B                 Compares the meaning of two adapter configs. Exits
                           with 1 if they differ.
  plan FILE --model MODEL  Shows what an adapter becomes on a model.
  engines FILE             Shows what each serving engine does with an adapter.
  rank N                   Recommends a starting rank for N training examples.
  port DIR                 Writes an adapter as a plain LoRA that an engine
                           serves exactly.
  init MODEL               Writes a first adapter_config.json for a model.
  schema                   Prints a JSON Schema of adapter configs.
  explain CODE             Explains the code of a finding: what, why, an
                           example, the fix.

peft-config COMMAND --help explains a command; peft-config --version prints the
version. Exit status: 0 success, 1 findings, 2 usage error or unreadable file.
Colours obey NO_COLOR and FORCE_COLOR.
`);
    expect(await call("-h")).toEqual(await call("help"));
  });

  it("shows them on standard error if nothing was asked", async () => {
    const { out, err, exit } = await call("");
    expect([out, exit]).toEqual(["", 2]);
    expect(err).toBe((await call("--help")).out);
  });

  it("shows what each takes, as wide as the terminal", async () => {
    const { out } = await call("rank --help", { columns: 50 });
    expect(out).toBe(`Recommends a starting rank for N training
examples.

Usage: peft-config rank N [OPTION]…

  --explain   Give the reason, and where another
              rank begins.
  --json      As JSON, with the reasons.
  --color     Colour the output. Default: on a
              terminal.
  --no-color  Do not colour the output.
  -h, --help  Show this help.
`);
  });

  for (const name of ["check", "show", "convert", "diff", "rank", "init", "schema", "explain"]) {
    it(`keeps the help of ${name} within 80 columns`, async () => {
      const { out, exit } = await call(`${name} -h`);
      expect(exit).toBe(0);
      for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    });
  }

  it("helps with one command, and suggests one for a misspelt one", async () => {
    expect(await call("help check")).toEqual(await call("check --help"));
    expect((await call("chekc a")).err).toContain("Did you mean check?");
    expect((await call("help chekc")).err).toContain("Did you mean check?");
    expect((await call("conv a")).err).toContain("Did you mean convert?");
  });

  it("colours as it is asked", async () => {
    const red = "\u001b[";
    expect((await call("explain rank-huge --color")).out).toContain(red);
    expect((await call("explain rank-huge --no-color", { isTTY: true })).out).not.toContain(red);
    expect((await call("explain rank-huge", { isTTY: true })).out).toContain(red);
  });

  it("prints JSON Schemas", async () => {
    expect(JSON.parse((await call("schema")).out).title).toBe("PEFT adapter_config.json");
    expect(JSON.parse((await call("schema --of lora")).out).title).toBe("Input of loraConfig");
    expect((await call("schema --of x")).exit).toBe(2);
  });

  it("says its version", async () => {
    expect(await call("--version")).toEqual({ out: `${version}\n`, err: "", exit: 0 });
  });

  for (const [line, message] of [
    ["chek x", "Unknown command: chek. Did you mean check?\nHelp: peft-config --help\n"],
    ["--versoin", "Unknown option: --versoin. Did you mean --version?\nHelp: peft-config --help\n"],
    ["constructor", "Unknown command: constructor.\nHelp: peft-config --help\n"],
    ["check", "Missing argument: expected FILE….\nHelp: peft-config check --help\n"],
    ["diff a b c", "Unexpected argument: c.\nHelp: peft-config diff --help\n"],
    [
      "check x --jso",
      "Unknown option: --jso. Did you mean --json?\nHelp: peft-config check --help\n",
    ],
    ["check x --__proto__", "Unknown option: --__proto__.\nHelp: peft-config check --help\n"],
    ["check x --json=1", "--json takes no value.\nHelp: peft-config check --help\n"],
    [
      "check x --format",
      "--format needs a value: --format FORMAT.\nHelp: peft-config check --help\n",
    ],
    ["convert x -o --python", "-o needs a value: -o FILE.\nHelp: peft-config convert --help\n"],
    [
      "check x --format=xml",
      "--format is one of text, json, sarif, github, not xml.\nHelp: peft-config check --help\n",
    ],
  ] as const) {
    it(`answers ${line}`, async () => {
      expect(await call(line)).toEqual({ out: "", err: message, exit: 2 });
    });
  }

  it("lets errors of its own through", async () => {
    const { runCommandLine } = await import("../../src/cli/run.ts");
    const sink = {
      write: () => {
        throw new TypeError("no sink");
      },
      isTTY: false,
    };
    const io = { out: sink, err: sink, stdin: async () => new Uint8Array(), env: {}, cwd: "/" };
    await expect(runCommandLine(["--help"], io)).rejects.toThrow("no sink");
  });
});
