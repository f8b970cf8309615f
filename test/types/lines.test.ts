import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, modules, type Project } from "../package/project.ts";

const folder = fileURLToPath(new URL("lines/", import.meta.url));
const files = ["everyday.mts", "more.mts"];

let project: Project;

beforeAll(() => {
  project = createProject(["zod", "@types/node"]);
  for (const file of files) project.write(file, readFileSync(folder + file, "utf8"));
}, 60_000);

afterAll(() => project.remove());

/** What a compiler says of each line, by file and line. */
function complain(compiler: string, flags: readonly string[]): ReadonlyMap<string, string> {
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--pretty", "false", ...flags];
  const printed = printedBy(compiler, [...options, ...files]);
  const messages = printed.split(/^(?=\S)/m).flatMap((message) => {
    const found = /^(\w+\.mts)\((\d+),\d+\): error TS\d+: ([\s\S]*)$/.exec(message);
    return found ? [[`${found[1]}:${found[2]}`, found[3]?.trim() ?? ""] as const] : [];
  });
  expect(messages.length).toBeGreaterThan(0);
  return new Map(messages);
}

function printedBy(compiler: string, options: readonly string[]): string {
  const target = ["--module", "nodenext", "--target", "es2022", "--lib", "es2023"];
  try {
    return project.node(join(modules, compiler, "bin/tsc"), ...target, ...options);
  } catch (error) {
    return (error as Error).message;
  }
}

/** What is not as a line's mark has it. */
function judge(line: string, message: string | undefined): string | undefined {
  const [, mark = "", words = ""] = /^\/\*(ok|no)(?: (.*?))?\*\//.exec(line) ?? [];
  if (mark !== "no") return message && `is refused: ${message}`;
  if (message === undefined) return "compiles";
  if (message.length > 300) return `has ${message.length} characters: ${message}`;
  if (/\d+ more/.test(message)) return `ends with more: ${message}`;
  return new RegExp(words).test(message) ? undefined : `is refused in other words: ${message}`;
}

describe("lines as tools write them", () => {
  it.each([
    ["typescript-5.4", []],
    ["typescript-5.4", ["--exactOptionalPropertyTypes"]],
    ["typescript", []],
    ["typescript", ["--exactOptionalPropertyTypes"]],
    ["typescript-7", []],
    ["typescript-7", ["--exactOptionalPropertyTypes"]],
  ])(
    "are taken and refused by %s %s as marked",
    (compiler, flags) => {
      const complaints = complain(compiler, flags);
      const wrong = files.flatMap((file) =>
        readFileSync(folder + file, "utf8")
          .split("\n")
          .flatMap((line, index) => {
            const verdict = judge(line, complaints.get(`${file}:${index + 1}`));
            return verdict === undefined ? [] : [`${file}:${index + 1} ${line}\n  ${verdict}`];
          }),
      );
      expect(wrong).toEqual([]);
    },
    60_000,
  );
});
