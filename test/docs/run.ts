import { fileURLToPath } from "node:url";
import { format } from "node:util";
import ts from "typescript";
import { withClaims } from "./claim.ts";
import type { Example } from "./example.ts";
import { stated, states, Thrown } from "./statement.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What examples import, and what stands for it here. */
const ours: Readonly<Record<string, string>> = {
  "peft-config": `${root}src/index.ts`,
  "peft-config/rank": `${root}src/rank.ts`,
  "peft-config/engines": `${root}src/engines.ts`,
};

/** What came of an example. */
export interface Outcome {
  /** Claims that are not so: the line, what the comment says, what the value is. */
  readonly untrue: readonly string[];
  /** What it printed. */
  readonly printed: string;
}

/** Runs an example and checks what its comments claim. */
export async function outcomeOf(example: Example): Promise<Outcome> {
  const { outputText } = ts.transpileModule(withClaims(example.file, example.source), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const modules = await modulesOf(example.source);
  const untrue: string[] = [];
  const printed: string[] = [];
  const parts = {
    require: (name: string) => modules.get(name),
    exports: {},
    console: { log: (...values: readonly unknown[]) => printed.push(format(...values)) },
    claim: (read: () => unknown, comment: string, line: number) =>
      resulting(read, (value) => {
        if (!states(comment, value)) {
          untrue.push(`line ${line} says\n${comment}\nbut it is\n${stated(value)}`);
        }
      }),
  };
  await asyncFunction(Object.keys(parts), outputText)(...Object.values(parts));
  return { untrue, printed: printed.join("\n") };
}

/** The outcome of a claimed expression: its value, or what it threw. */
function resulting(read: () => unknown, judge: (value: unknown) => void): unknown {
  const thrown = (cause: unknown) => judge(new Thrown(cause));
  try {
    const value = read();
    return value instanceof Promise ? value.then(judge, thrown) : judge(value);
  } catch (cause) {
    return thrown(cause);
  }
}

async function modulesOf(source: string): Promise<ReadonlyMap<string, unknown>> {
  const { importedFiles } = ts.preProcessFile(source);
  const imported = importedFiles.map(
    async ({ fileName }) => [fileName, await import(ours[fileName] ?? fileName)] as const,
  );
  return new Map(await Promise.all(imported));
}

const asyncFunction = (
  names: readonly string[],
  code: string,
): ((...values: unknown[]) => Promise<void>) =>
  new (Object.getPrototypeOf(async () => {}).constructor)(...names, code);
