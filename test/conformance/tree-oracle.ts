import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ModuleTree } from "../../src/model/tree.ts";

const SCRIPT = fileURLToPath(new URL("trees.py", import.meta.url));

/** What transformers says of one config: the tree it builds, or why it builds none. */
export interface Built {
  /** The text of the config.json. */
  readonly config: string;
  readonly head: string | null;
  readonly tree?: Pick<ModuleTree, "modules" | "tied" | "inputEmbedding" | "outputEmbedding">;
  readonly refused?: string;
}

/** One Python process that draws configs and builds models on the meta device. */
export class TreeOracle {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: ((line: string | Error) => void)[] = [];
  /** The releases of torch and transformers. */
  readonly versions: Promise<Readonly<Record<"torch" | "transformers", string>>>;

  constructor(python: string) {
    this.#child = spawn(python, [SCRIPT], { env: { ...process.env, PYTHONHASHSEED: "0" } });
    this.#child.stderr.pipe(process.stderr);
    createInterface({ input: this.#child.stdout }).on("line", (line) =>
      this.#waiting.shift()?.(line),
    );
    this.#child.once("close", (code) => {
      for (const take of this.#waiting) take(new Error(`trees.py ended with ${code}`));
    });
    this.versions = this.#next();
  }

  /** A random config of a type, for one of the heads. The same seed draws the same config. */
  draw(type: string, seed: number, heads: readonly string[]): Promise<Built> {
    return this.#ask({ op: "draw", type, seed, heads });
  }

  /** A config that exists, for the head it names unless another is given. */
  build(config: string, head: string | null = null): Promise<Built> {
    return this.#ask({ op: "build", config, head });
  }

  close(): void {
    this.#child.stdin.end();
  }

  #ask(question: object): Promise<Built> {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    return this.#next();
  }

  #next<T>(): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push((line) =>
        typeof line === "string" ? resolve(JSON.parse(line)) : reject(line),
      );
    });
  }
}
