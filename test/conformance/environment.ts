import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REQUIREMENTS = fileURLToPath(new URL("requirements.txt", import.meta.url));

/** The pinned releases by package name, as in requirements.txt. */
export function pinnedVersions(): Readonly<Record<string, string>> {
  const lines = readFileSync(REQUIREMENTS, "utf8").split("\n");
  const pins = lines.map((line) => line.split("==")).filter((parts) => parts.length === 2);
  return Object.fromEntries(pins);
}

/**
 * The Python that has the pinned PEFT. The environment is made if it is missing: in the folder
 * `PEFT_CONFIG_VENV`, or in the user's cache under a name that changes with requirements.txt.
 *
 * @throws Error, saying what to do, if there is no python3 or the installation fails.
 */
export async function ensureEnvironment(say: (line: string) => void): Promise<string> {
  const folder = process.env.PEFT_CONFIG_VENV ?? defaultFolder();
  const python = join(
    folder,
    ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
  );
  const complete = join(folder, ".peft-config-complete");
  const isGiven = process.env.PEFT_CONFIG_VENV !== undefined;
  if (existsSync(python) && (isGiven || existsSync(complete))) return python;
  await install(folder, python, say);
  writeFileSync(complete, "");
  return python;
}

function defaultFolder(): string {
  const hash = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 12);
  return join(homedir(), ".cache", "peft-config", `venv-${hash}`);
}

async function install(folder: string, python: string, say: (line: string) => void): Promise<void> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(`Making the Python environment ${folder} (about 1.5 minutes and 5.6 GB, once).`);
  const progress = setInterval(
    () => say(`  installing peft, torch, transformers: ${seconds()} s`),
    10_000,
  );
  try {
    mkdirSync(folder, { recursive: true });
    await run(process.env.PEFT_CONFIG_PYTHON ?? "python3", ["-m", "venv", folder]);
    await run(python, [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "-r",
      REQUIREMENTS,
    ]);
  } finally {
    clearInterval(progress);
  }
  say(`  done in ${seconds()} s`);
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    child.stderr?.on("data", (chunk) => {
      complaint = (complaint + chunk).slice(-4000);
    });
    child.on("error", () => reject(new Error(missingPython(command))));
    child.on("close", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`\`${command} ${args.join(" ")}\` failed with ${code}:\n${complaint}`)),
    );
  });
}

const missingPython = (command: string): string =>
  `\`${command}\` was not found. The conformance run asks the real PEFT and needs Python 3.11 or newer: ` +
  "install it, or set PEFT_CONFIG_PYTHON to its path, or set PEFT_CONFIG_VENV to an environment " +
  "that has the packages of test/conformance/requirements.txt.";
