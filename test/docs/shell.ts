import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { read } from "./pages.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The commands of a block that would not work: `&&` joins, `#` begins a comment, `cd` moves on. */
export function unknownCommands(lines: readonly string[]): readonly string[] {
  let folder = "";
  return lines
    .flatMap((line) => line.replace(/(^|\s)#.*/, "").split("&&"))
    .map((command) => command.trim())
    .filter((command) => {
      const words = command.split(/\s+/);
      if (words[0] === "cd") folder = join(folder, words[1] ?? "");
      return command !== "" && !isKnown(words, folder);
    });
}

function isKnown([program = "", ...words]: readonly string[], folder: string): boolean {
  const manifest = manifestOf(folder);
  switch (program) {
    case "cd":
      return existsSync(join(root, folder, "package.json"));
    case "npm":
      return isKnownNpm(words, manifest);
    case "node":
      return existsSync(join(root, folder, words[0] ?? ""));
    case "npx":
      return isInstalled(words, manifest);
    case "curl":
      return true;
    default:
      return Object.hasOwn(manifest.bin ?? {}, program);
  }
}

/** A program of a dependency, and files that are there. */
const isInstalled = ([program = "", ...words]: readonly string[], manifest: Manifest): boolean =>
  program in (manifest.devDependencies ?? {}) &&
  words.every((word) => !word.includes("/") || existsSync(join(root, word)));

function isKnownNpm([verb = "", ...words]: readonly string[], manifest: Manifest): boolean {
  const { name, scripts, devDependencies = {} } = manifest;
  if (verb === "ci") return words.length === 0;
  if (verb === "test" || verb === "start") return Object.hasOwn(scripts, verb);
  if (verb === "run") return Object.hasOwn(scripts, words[0] ?? "");
  return verb === "install" && words.every((word) => word === name || word in devDependencies);
}

const manifestOf = (folder: string): Manifest => JSON.parse(read(join(folder, "package.json")));
