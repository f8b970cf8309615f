/** An empty project with the packed tarball in it, as a user would have it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The packages of this repository. */
export const modules: string = join(root, "node_modules");

export interface Project {
  readonly folder: string;
  readonly tarball: string;
  /** Writes a file and returns its path. */
  readonly write: (name: string, text: string) => string;
  /** What a program of Node prints; an error has all of its output as its message. */
  readonly node: (...args: readonly string[]) => string;
  readonly remove: () => void;
}

/**
 * Packs what is built, and installs it beside packages of this repository.
 *
 * @param packages Names of packages to link.
 */
export function createProject(packages: readonly string[] = []): Project {
  const folder = mkdtempSync(join(tmpdir(), "peft-config-"));
  const tarball = pack(folder);
  const target = join(folder, "node_modules/peft-config");
  mkdirSync(target, { recursive: true });
  run("tar", ["xzf", tarball, "--strip-components=1", "-C", target], folder);
  for (const name of packages) {
    mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
    symlinkSync(join(modules, name), join(folder, "node_modules", name));
  }
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  return {
    folder,
    tarball,
    write(name, text) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    node: (...args) => run(process.execPath, args, folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function pack(folder: string): string {
  const options = ["--json", "--ignore-scripts", "--pack-destination", folder];
  const [packed] = JSON.parse(run("npm", ["pack", ...options], root)) as [{ filename: string }];
  return join(folder, packed.filename);
}

/** What a command prints. */
export function run(command: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(command, args, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(" ")}\n${stdout}${stderr}`);
  }
}
