/** The rooms of src: what each may import, and what is in it. The import test reads this table. */
import { readFileSync } from "node:fs";

/** A folder of src, or a file that stands alone. */
interface Room {
  /** The rooms it may import. They stand above it. */
  readonly imports: readonly string[];
  readonly what: string;
}

/** All rooms, from the lowest up. Whoever adds a room adds a row. */
export const rooms: Readonly<Record<string, Room>> = {
  field: { imports: [], what: "what a field is; tables of fields and combinations" },
  pattern: { imports: [], what: "Python's re" },
  rank: { imports: [], what: "rank policies" },
  config: { imports: ["field"], what: "values and types" },
  adalora: { imports: ["config"], what: "schedule" },
  finding: { imports: ["field", "pattern", "config"], what: "classes, reading, rules, words" },
  layer: { imports: ["field", "config", "finding"], what: "selections, stacks" },
  build: { imports: ["field", "config", "finding", "layer"], what: "builders" },
  serving: { imports: [], what: "what engines do with each method" },
  method: { imports: ["rank", "config", "build", "serving"], what: "recommendations" },
  peft: { imports: ["field", "pattern", "config", "finding"], what: "dict, Python, releases" },
  engine: {
    imports: ["field", "config", "finding", "layer", "peft"],
    what: "serving engines as tables",
  },
  schema: {
    imports: ["field", "config", "finding", "peft"],
    what: "schemas: of zod, of JSON, and standard ones",
  },
  file: { imports: ["field", "config", "finding", "peft"], what: "lossless documents" },
  model: { imports: [], what: "module trees of base models" },
  plan: {
    imports: ["field", "pattern", "config", "finding", "peft", "model"],
    what: "what an adapter becomes on a tree",
  },
  explain: {
    imports: ["field", "config", "adalora", "finding", "peft", "file"],
    what: "what a config means",
  },
  port: { imports: ["field", "pattern", "config", "finding"], what: "adapters as plain LoRA" },
  catalogue: { imports: ["finding", "layer", "peft", "file", "port", "plan"], what: "every code" },
  reword: { imports: ["field", "finding", "catalogue"], what: "findings for another reader" },
};

/** Rooms that only the world outside enters: they may import every other. */
export const doors: readonly string[] = ["index", "zod", "engines", "port", "cli"];

const architecture = new URL("../architecture.md", import.meta.url);

/** docs/architecture.md with the picture of the rooms drawn anew. */
export function architecturePage(): string {
  const text = readFileSync(architecture, "utf8");
  return text.replace(/(<!-- rooms -->\n)[\s\S]*?(<!-- \/rooms -->)/, `$1\n${picture()}\n\n$2`);
}

function picture(): string {
  const boxes = Object.entries(rooms).map(
    ([name, { what }]) => `  ${name}["<b>${name}</b><br>${what}"]`,
  );
  const arrows = Object.keys(rooms).flatMap((to) =>
    nearest(to).map((from) => `  ${from} --> ${to}`),
  );
  return ["```mermaid", "graph LR", ...boxes, ...arrows, "```"].join("\n");
}

/** The rooms that a room imports, without those that it reaches through another: they clutter. */
function nearest(name: string): readonly string[] {
  const imports = rooms[name]?.imports ?? [];
  return imports.filter((room) => !imports.some((other) => reaches(other, room)));
}

const reaches = (from: string, to: string): boolean =>
  (rooms[from]?.imports ?? []).some((room) => room === to || reaches(room, to));
