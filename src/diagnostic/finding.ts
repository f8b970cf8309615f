import { type Naming, tableIndex } from "../config/table.ts";
import { adaLoraFields } from "../field/adalora.ts";
import type { FieldTable, Stage } from "../field/field.ts";
import { subConfigTables } from "../field/sub.ts";
import type { Diagnostic, Path, Severity } from "./diagnostic.ts";

/** A finding before it is worded for a reader of one strictness. The path is in TypeScript names. */
export interface Finding {
  readonly code: string;
  readonly when: Stage;
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}

/** How strictly findings are judged: a config being written, or a file that exists. */
export type Strictness = "written" | "existing";

/** The severity of each stage. A file that exists is not refused for what PEFT accepts. */
export function severityOf(when: Stage, strictness: Strictness): Severity {
  if (when === "warned" || when === "silent") return "warning";
  return when === "strict" && strictness === "existing" ? "warning" : "error";
}

/** Findings as diagnostics, in the order of the fields. */
export function diagnosticsOf(
  findings: readonly Finding[],
  table: FieldTable,
  { naming, strictness }: { readonly naming: Naming; readonly strictness: Strictness },
): readonly Diagnostic[] {
  if (findings.length === 0) return [];
  const { fields, byName } = tableIndex(table);
  const position = ({ path }: Finding) =>
    byName.typescript.get(String(path[0]))?.order ?? fields.length;
  const worded = naming === "peft" ? inPeftNames : (text: string) => text;
  return findings
    .toSorted((a, b) => position(a) - position(b))
    .map(({ code, when, path, message, hint }) => ({
      code,
      severity: severityOf(when, strictness),
      path,
      peftPath: renamedPath(path, table, "typescript"),
      message: worded(message),
      hint: worded(hint),
    }));
}

/** The same path in the other naming. Keys that are no fields stay as they are. */
export function renamedPath(path: Path, table: FieldTable, from: Naming): Path {
  let fields: FieldTable | undefined = table;
  return path.map((key) => {
    const field = fields && tableIndex(fields).byName[from].get(String(key));
    fields = field?.kind.is === "config" ? field.kind.table.fields : undefined;
    if (field === undefined) return key;
    return from === "typescript" ? field.peft : field.name;
  });
}

/** Words that may be field names, and quoted text, in which none is looked for. */
const WORDS = /"(?:[^"\\]|\\.)*"|\b[a-z]+[A-Z]\w*/g;

let names: ReadonlyMap<string, string> | undefined;

/** A sentence about TypeScript fields for someone who sees PEFT's: `loraAlpha` is `lora_alpha`. */
function inPeftNames(text: string): string {
  names ??= new Map(
    [adaLoraFields, ...subConfigTables.map((table) => table.fields)]
      .flatMap((table) => tableIndex(table).fields)
      .map((field) => [field.name, field.peft]),
  );
  return text.replaceAll(WORDS, (word) => names?.get(word) ?? word);
}
