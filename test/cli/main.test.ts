import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder = "";
const command = () => join(folder, "node_modules/.bin/peft-config");

/** The packed package in an empty folder, its command linked as npm links it. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "peft-config-command-"));
  const packing = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const packed = execFileSync("npm", packing, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const home = join(folder, "node_modules/peft-config");
  mkdirSync(home, { recursive: true });
  mkdirSync(join(folder, "node_modules/.bin"));
  execFileSync("tar", ["xzf", join(folder, filename), "--strip-components=1", "-C", home]);
  symlinkSync("../peft-config/dist/cli.js", command());
  writeFileSync(join(folder, "bad.json"), '{"peft_type": "LORA", "r": 0}');
  writeFileSync(join(folder, "good.json"), '{"peft_type": "LORA", "target_modules": ["q_proj"]}');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Calls the command as a shell would, with nothing else installed. */
function call(args: readonly string[], input = "") {
  const env = { PATH: process.env.PATH };
  const { status, stdout, stderr } = spawnSync(command(), args, {
    cwd: folder,
    encoding: "utf8",
    env,
    input,
  });
  return { status, stdout, stderr };
}

describe("the packed command", () => {
  it("ends with 0, 1 and 2 as it promises", () => {
    expect(call(["check", "good.json"])).toEqual({
      status: 0,
      stdout: "1 file: no problems found.\n",
      stderr: "",
    });
    expect(call(["check", "bad.json"])).toMatchObject({ status: 1, stderr: "" });
    expect(call(["check"])).toMatchObject({ status: 2, stdout: "" });
  });

  it("reads standard input", () => {
    expect(call(["show", "-"], '{"peft_type": "LORA"}').stdout).toContain("PEFT 0.21 loads it.");
  });

  it("writes all of a long answer into a pipe", () => {
    const { stdout } = call(["check", ...Array.from({ length: 2000 }, () => "bad.json"), "--json"]);
    expect(JSON.parse(stdout).files).toHaveLength(2000);
  });

  it("is content if nobody reads to the end", () => {
    const files = "bad.json ".repeat(5000);
    const line = `'${command()}' check ${files} | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", line], { cwd: folder, encoding: "utf8" });
    expect(stdout).toMatch(/^bad\.json:1:\d+ .*\n[01]\n$/);
    expect(stderr).toBe("");
  });
});
