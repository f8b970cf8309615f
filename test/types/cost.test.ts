import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, modules, type Project } from "../package/project.ts";

let project: Project;

beforeAll(() => {
  project = createProject();
}, 60_000);

afterAll(() => project.remove());

const heads = `import { adaLoraConfig, doraConfig, loraConfig, type LoraConfigInput } from "peft-config";
declare const o: { r?: number; dora?: boolean; modules?: string[]; layers?: number[] };\n`;

const configs = Array.from(
  { length: 50 },
  (_, index) =>
    `export const c${index} = loraConfig({ r: ${index + 1}, targetModules: ["q_proj", "m${index}"], useDora: o.dora, ...(o.r ? { loraAlpha: o.r } : {}) });`,
);

const form = `type Values = { [Field in keyof LoraConfigInput]: { value: LoraConfigInput[Field]; error?: string } };
declare const values: Values;
const input: LoraConfigInput = Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
export const made = [loraConfig(input), doraConfig({ ...input, r: o.r }), adaLoraConfig({ totalStep: 10, targetModules: o.modules })];`;

/** What a program may cost the compiler, in instantiations above an import: TypeScript 5.9 counts alike every time. */
const programs = {
  "50 configs": { text: configs.join("\n"), most: 20_000 },
  "a form": { text: form, most: 10_000 },
};

function count(text: string): number {
  project.write("cost.mts", heads + text);
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022"];
  const printed = project.node(
    join(modules, "typescript/bin/tsc"),
    ...options,
    "--extendedDiagnostics",
    "cost.mts",
  );
  return Number(/Instantiations: +(\d+)/.exec(printed)?.[1]);
}

describe("the cost of the types", () => {
  it.each(Object.entries(programs))(
    "of %s is bounded",
    (_, { text, most }) => {
      const cost = count(text) - count("");
      expect(cost).toBeGreaterThan(0);
      expect(cost).toBeLessThan(most);
    },
    60_000,
  );
});
