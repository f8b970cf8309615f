import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PEFT_VERSION } from "../../src/field/version.ts";
import { isAtLeast } from "../../src/peft/releases.ts";

const SCRIPT = fileURLToPath(new URL("releases.py", import.meta.url));

/** The transformers that releases need which import what transformers 5 has dropped. */
const OLDER = { package: "transformers", version: "4.53.3", since: "0.16.0", until: "0.18.0" };
const OLDER_NEEDS = ["tokenizers<0.22", "huggingface_hub<1.0", "requests", "urllib3", "certifi"];

/** What is trained, and how it starts and computes. */
export interface Fingerprint {
  readonly trained: readonly (readonly [name: string, shape: readonly number[]])[];
  /** The standard deviation of each kind of parameter at the start; 0 for zeros. */
  readonly start: Readonly<Record<string, number>>;
  readonly base_changes: boolean;
  readonly dropout: readonly number[];
  /** Some logits, with the same parameters whatever the start. */
  readonly output: readonly number[];
  /** AdaLoRA's budget at every seventh step. */
  readonly budget?: readonly unknown[];
}

/** What a release makes of a file. */
export interface ReleaseAnswer {
  /** How far it came: it could not load it, could not wrap the model, or trains. */
  readonly stage: "load" | "inject" | "trains";
  readonly error?: string;
  /** What PEFT warned of on loading. */
  readonly warnings?: readonly string[];
  /** The loaded config, for the keys of the file. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly print?: Fingerprint;
}

export type DefaultFiles = Readonly<Record<"LoraConfig" | "AdaLoraConfig", string>>;

/** One Python process with one release of PEFT. Answers come in the order of the questions. */
export class ReleaseOracle {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: ((line: string) => void)[] = [];
  #complaint = "";

  constructor(python: string, release: string) {
    const env = { ...process.env, PYTHONPATH: pathOf(release), OMP_NUM_THREADS: "1" };
    this.#child = spawn(python, ["-W", "ignore", SCRIPT], { env });
    createInterface({ input: this.#child.stdout }).on("line", (line) =>
      this.#waiting.shift()?.(line),
    );
    this.#child.stderr.on("data", (chunk) => {
      this.#complaint = (this.#complaint + chunk).slice(-2000);
    });
    this.#child.on("close", (code) => {
      if (this.#waiting.length > 0) throw new Error(`PEFT ${release}: ${code} ${this.#complaint}`);
    });
  }

  /** The version that this PEFT itself says. */
  release = async (): Promise<string> => String((await this.#next()).release);
  defaults = () => this.#ask({ ask: "defaults" }) as Promise<unknown> as Promise<DefaultFiles>;
  answer = (text: string) => this.#ask({ text }) as Promise<unknown> as Promise<ReleaseAnswer>;

  close(): void {
    this.#child.stdin.end();
  }

  #ask(question: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    return this.#next();
  }

  #next(): Promise<Record<string, unknown>> {
    return new Promise((resolve) => {
      this.#waiting.push((line) => resolve(JSON.parse(line)));
    });
  }
}

/** Where the releases are: `PEFT_CONFIG_RELEASES`, or the user's cache. */
const home = (): string =>
  process.env.PEFT_CONFIG_RELEASES ?? join(homedir(), ".cache", "peft-config", "releases");

const folderOf = (name: string, version: string): string => join(home(), `${name}-${version}`);

const needsOlder = (release: string): boolean =>
  isAtLeast(release, OLDER.since) && !isAtLeast(release, OLDER.until);

function pathOf(release: string): string {
  if (release === PEFT_VERSION) return "";
  const older = needsOlder(release) ? [folderOf(OLDER.package, OLDER.version)] : [];
  return [folderOf("peft", release), ...older].join(process.platform === "win32" ? ";" : ":");
}

/** Installs a release beside the others, without its dependencies: torch and the rest are shared. */
export function ensureRelease(python: string, release: string, say: (line: string) => void): void {
  if (release === PEFT_VERSION) return;
  const install = (name: string, version: string, ...more: readonly string[]) => {
    const folder = folderOf(name, version);
    if (existsSync(folder)) return;
    say(`Installing ${name} ${version} in ${folder}`);
    const pip = ["-m", "pip", "install", "--quiet", "--target", folder];
    execFileSync(python, [...pip, "--no-deps", `${name}==${version}`, ...more]);
  };
  install("peft", release);
  if (needsOlder(release)) install(OLDER.package, OLDER.version, ...OLDER_NEEDS);
}
