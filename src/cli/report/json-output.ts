import type { AdapterDocument } from "../../file/document.ts";

/** Grows when a field of any JSON output is renamed, removed or changes its meaning. */
export const SCHEMA_VERSION = 1;

/** A JSON output: its version first, then its fields, a line each. */
export function formatJson(fields: object): string {
  const lines = Object.entries({ schemaVersion: SCHEMA_VERSION, ...fields })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** What a file is, without its text. */
export function describeDocument({ dialect, loads }: AdapterDocument): object {
  return { dialect: dialect.kind, method: dialect.method, loads };
}
