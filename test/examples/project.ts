import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A copy of an example in which its dependencies are installed, as its reader would have it. */
export interface Project {
  readonly folder: string;
  /** Runs a file of the project in Node. */
  readonly run: (file: string, ...args: readonly string[]) => Ending;
  readonly remove: () => void;
}

/** How a program ended, and what it printed. */
export interface Ending {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const tsc = "node_modules/typescript/bin/tsc";
export const vitest = "node_modules/vitest/vitest.mjs";

/**
 * Copies an example to a folder of its own and installs what its package.json asks for: this package
 * as it is packed, the others from this repository's node_modules, since tests use no network.
 */
export function installed(example: string): Project {
  const folder = mkdtempSync(join(tmpdir(), `peft-config-${example}-`));
  cpSync(join(root, "docs/examples", example), folder, { recursive: true });
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const place = join(folder, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    if (name === "peft-config") unpack(place);
    else symlinkSync(join(root, "node_modules", name), place);
  }
  return {
    folder,
    run: (file, ...args) =>
      spawnSync(process.execPath, [file, ...args], { cwd: folder, encoding: "utf8" }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Unpacks what `npm publish` would upload. */
function unpack(place: string): void {
  mkdirSync(place);
  const options = ["--json", "--ignore-scripts", "--pack-destination", place];
  const packed = execFileSync("npm", ["pack", ...options], { cwd: root, encoding: "utf8" });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  execFileSync("tar", ["xzf", filename, "--strip-components=1"], { cwd: place });
}
