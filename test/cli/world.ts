import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { runCommandLine } from "../../src/cli/run.ts";

/** What a call of the command wrote, and how it ended. */
export interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly exit: number;
}

interface Surroundings {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Both streams are terminals. */
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** A folder of files, gone after the tests, and the command called in it. */
export function world(files: Readonly<Record<string, string | Uint8Array>>) {
  const cwd = mkdtempSync(join(tmpdir(), "peft-config-cli-"));
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), content);
  }
  const call = async (
    line: string,
    { stdin = "", env = {}, isTTY = false, columns }: Surroundings = {},
  ): Promise<Outcome> => {
    const written = { out: "", err: "" };
    const sink = (name: "out" | "err") => ({
      write: (text: string) => {
        written[name] += text;
      },
      isTTY,
      columns,
    });
    const exit = await runCommandLine(line === "" ? [] : line.split(" "), {
      out: sink("out"),
      err: sink("err"),
      stdin: async () => new TextEncoder().encode(stdin),
      env,
      cwd,
    });
    return { ...written, exit };
  };
  return { cwd, call };
}

/** The text of a config of LoRA with these values. */
export const lora = (values: object = {}): string =>
  JSON.stringify({ peft_type: "LORA", target_modules: ["q_proj"], ...values });
