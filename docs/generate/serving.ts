/** Writes src/serving.ts: what recommendMethod knows of serving, drawn from the tables of engines. */
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { doraConfig } from "../../src/build/dora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import type { EngineSource } from "../../src/engine/engine.ts";
import { engineIds } from "../../src/engine/engine-list.ts";
import type { ServingFacts } from "../../src/engine/question.ts";
import { servability } from "../../src/engine/servability.ts";
import type { PeftConfig } from "../../src/finding/check.ts";

const targetModules = ["q_proj", "v_proj"];

/** The plainest config of each method. */
const configs: Readonly<Record<string, PeftConfig>> = {
  lora: loraConfig({ targetModules }),
  dora: doraConfig({ targetModules }),
  adalora: adaLoraConfig({ targetModules, initR: 16, totalStep: 1000, tfinal: 200 }),
  "selected-layers": loraConfig({ targetModules, layersToTransform: [0, 1] }),
};

/** Where a row is known from, in a line. */
export const sourceText = ({ repository, revision, file, place }: EngineSource): string =>
  `${repository}@${revision} ${file} ${place}`;

function limitsOf(engine: (typeof engineIds)[number], facts: ServingFacts) {
  const entries = Object.entries(configs).flatMap(([method, config]) => {
    const { findings } = servability(config, { engine, ...facts });
    const [finding] = findings;
    if (finding === undefined || finding.source === null) return [];
    const { effect, message, source } = finding;
    return [[method, { effect, statement: message, source: sourceText(source) }] as const];
  });
  return Object.fromEntries(entries);
}

/** The file: every way of serving with what speaks against each method. */
export function servingSource(): string {
  const rows = [
    ["merged", limitsOf("peft", { merged: true })],
    ...engineIds.map((id) => [id, limitsOf(id, {})]),
  ];
  return `// Generated from src/engine by \`npm run generate\`. Change the tables of engines, not this file.

/** What an engine does with the plainest config of a method, where it is not what PEFT does. */
export interface ServingLimit {
  readonly effect: "refuses" | "alters" | "unknown";
  readonly statement: string;
  readonly source: string;
}

/** What speaks against each method, by how the adapter is served. */
export const servingLimits = ${JSON.stringify(Object.fromEntries(rows))} as const satisfies Readonly<Record<string, Readonly<Record<string, ServingLimit>>>>;

/** How an adapter is served: merged into its base model, or by an engine. */
export type Serving = keyof typeof servingLimits;
`;
}
