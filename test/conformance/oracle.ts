import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("oracle.py", import.meta.url));

/** Questions under way per process: enough to keep it busy, few enough to ask again after a crash. */
const DEPTH = 8;

/** A call of one of PEFT's config classes, in the oracle's wire values. */
export interface Call {
  readonly cls: string;
  readonly kwargs: Readonly<Record<string, unknown>>;
}

export interface PeftError {
  readonly type: string;
  readonly text: string;
}

/** The ways in which a question can have no answer. */
export interface NoAnswer {
  readonly bad_question?: PeftError;
  readonly timeout?: true;
  readonly crashed?: true;
}

export type Stage = "construct" | "inject" | "save" | "forward" | "prune" | "ok";

/** Where PEFT refuses a config, or "ok". */
export interface Verdict extends NoAnswer {
  readonly stage: Stage;
  readonly error?: PeftError;
  readonly trainable?: number;
  readonly total?: number;
  /** PEFT's own warnings by stage. */
  readonly warnings: Readonly<Partial<Record<Stage, readonly string[]>>>;
}

export interface Agreement {
  readonly error: PeftError | null;
  readonly equal?: boolean;
  readonly same?: boolean;
  readonly text?: string;
}

/** PEFT's file for a call, and whether our file and our Python source mean the same object. */
export interface Document extends NoAnswer {
  readonly error: PeftError | null;
  readonly warnings: readonly string[];
  readonly text?: string;
  readonly load?: Agreement;
  readonly python?: Agreement;
}

/** What PEFT loads from a file, and what it then writes, sets sorted. */
export interface Loaded extends NoAnswer {
  readonly error: PeftError | null;
  readonly warnings: readonly string[];
  readonly cls?: string;
  readonly text?: string;
}

/** What PEFT does at each step: runs of `[budget, action, repetitions]`. */
export interface Schedule extends NoAnswer {
  readonly initial: number;
  readonly target: number;
  readonly runs: readonly (readonly [number, "none" | "prune" | "final" | "hold", number])[];
}

export interface PeftField {
  readonly name: string;
  readonly annotation: string;
  readonly default: unknown;
  readonly init: boolean;
}

export interface PeftFields {
  readonly classes: Readonly<Record<string, readonly PeftField[]>>;
  readonly task_types: readonly string[];
  readonly peft_types: readonly string[];
}

export type Versions = Readonly<
  Record<"peft" | "torch" | "transformers" | "scipy" | "python" | "oracle", string>
>;

interface Pending {
  readonly question: Readonly<Record<string, unknown>>;
  readonly resolve: (answer: Record<string, unknown>) => void;
}

/** Several oracle processes behind one queue. */
export class Oracle {
  readonly #queue: Pending[] = [];
  readonly #workers: Worker[];

  constructor(python: string, processes = Math.min(4, availableParallelism())) {
    this.#workers = Array.from({ length: processes }, () => new Worker(python, this.#queue));
  }

  versions = () => this.#ask({ op: "versions" }) as Promise<unknown> as Promise<Versions>;
  fields = () => this.#ask({ op: "fields" }) as Promise<unknown> as Promise<PeftFields>;
  verdict = (call: Call) =>
    this.#ask({ op: "verdict", floats: true, ...call }) as Promise<unknown> as Promise<Verdict>;
  /** The verdict on the config that PEFT loads from a file's text. */
  fileVerdict = (file: string) =>
    this.#ask({ op: "verdict", file }) as Promise<unknown> as Promise<Verdict>;
  document = (call: Call, text?: string, source?: string) =>
    this.#ask({
      op: "document",
      floats: true,
      ...call,
      text,
      source,
    }) as Promise<unknown> as Promise<Document>;
  /** What `PeftConfig.from_pretrained` makes of a file's text. */
  load = (text: string) => this.#ask({ op: "load", text }) as Promise<unknown> as Promise<Loaded>;
  schedule = (kwargs: Call["kwargs"], modules: number, steps?: readonly number[]) =>
    this.#ask({ op: "schedule", kwargs, modules, steps }) as Promise<unknown> as Promise<Schedule>;

  close(): void {
    for (const worker of this.#workers) worker.close();
  }

  #ask(question: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    return new Promise((resolve) => {
      this.#queue.push({ question, resolve });
      for (const worker of this.#workers) worker.fill();
    });
  }
}

/** One oracle process, started with its first question and started again after a crash. */
class Worker {
  readonly #python: string;
  readonly #queue: Pending[];
  readonly #pending: Pending[] = [];
  #child: ChildProcessWithoutNullStreams | undefined;
  #complaint = "";
  #works = false;

  constructor(python: string, queue: Pending[]) {
    this.#python = python;
    this.#queue = queue;
  }

  fill(): void {
    while (this.#pending.length < DEPTH) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      this.#pending.push(next);
      this.#send(next);
    }
  }

  close(): void {
    this.#child?.stdin.end();
  }

  #send(pending: Pending): void {
    this.#child ??= this.#start();
    this.#child.stdin.write(`${JSON.stringify(pending.question)}\n`);
  }

  #start(): ChildProcessWithoutNullStreams {
    const child = spawn(this.#python, [SCRIPT], { env: { ...process.env, PYTHONHASHSEED: "0" } });
    createInterface({ input: child.stdout }).on("line", (line) => this.#receive(line));
    child.stderr.on("data", (chunk) => {
      this.#complaint = (this.#complaint + chunk).slice(-2000);
    });
    child.stdin.on("error", () => {});
    child.on("close", () => this.#restart());
    return child;
  }

  #receive(line: string): void {
    this.#works = true;
    this.#pending.shift()?.resolve(JSON.parse(line));
    this.fill();
  }

  /** Answers come in order, so a crash is the doing of the first question without one. */
  #restart(): void {
    this.#child = undefined;
    const culprit = this.#pending.shift();
    if (culprit === undefined) return;
    if (!this.#works) throw new Error(`The oracle does not start:\n${this.#complaint}`);
    culprit.resolve({ crashed: true, warnings: {} });
    for (const pending of this.#pending) this.#send(pending);
    this.fill();
  }
}
