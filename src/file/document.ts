import { fieldTables, tableIndex } from "../config/table.ts";
import { inspectFile, type PeftConfig } from "../diagnostic/check.ts";
import type { Diagnostic, Path } from "../diagnostic/diagnostic.ts";
import { isPeftMethod, peftMethods } from "../peft/method.ts";
import { type Dialect, dialectOf } from "./dialect.ts";
import type { FileFinding } from "./finding.ts";
import { type JsonReading, readJson } from "./json.ts";
import { type JsonNode, type JsonValue, jsonPointer, memberOf, nodeAt, toValue } from "./node.ts";
import { positions } from "./position.ts";
import { type FileSource, readSource } from "./source.ts";

/** A diagnostic with its place in the text of a file. */
export interface FileDiagnostic extends Diagnostic {
  /** Line and column, counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Where it begins and how long it is, in UTF-16 code units. */
  readonly offset: number;
  readonly length: number;
  /** The place as JSON pointer (RFC 6901): `/eva_config/rho`. */
  readonly pointer: string;
}

/** A file called adapter_config.json: what it is, what it says, and all that it holds. */
export interface AdapterDocument {
  /** What the file is: a config of PEFT and of which method, another program's, or not JSON. */
  readonly dialect: Dialect;
  /** The config, if it is one of LoRA or AdaLoRA and could be read. */
  readonly config: PeftConfig | null;
  /** The top-level keys beyond the config: unknown and old ones, or all keys of another method. */
  readonly extra: Readonly<Record<string, JsonValue>>;
  /** Whether `PeftConfig.from_pretrained` of PEFT 0.21 loads it. */
  readonly loads: boolean;
  /** What there is to say, in the order of the text. */
  readonly diagnostics: readonly FileDiagnostic[];
  /** The text as it was read. */
  readonly source: FileSource;
  /**
   * The text PEFT would write after loading this document, for `toAdapterConfigJson` to call. It is
   * kept here so that a program that reads no files does not carry what reading takes.
   */
  readonly canonicalText: (document: AdapterDocument) => string;
}

/** A document without the way back to text. */
export type ReadDocument = Omit<AdapterDocument, "canonicalText">;

/** What a file amounts to; the document without the way back to text. */
export function readDocument(input: string | Uint8Array): ReadDocument {
  const source = readSource(input);
  const reading = readJson(source.text);
  const dialect = dialectOf(source.text, reading);
  const content = contentOf(dialect, reading);
  const found = [...source.findings, ...reading.findings].map(diagnosticOf);
  const isReadable = found.every(({ severity }) => severity === "warning");
  return {
    dialect,
    source,
    config: content.config,
    extra: content.extra,
    loads: isReadable && content.loads,
    diagnostics: placed(source.text, [...found, ...content.diagnostics]),
  };
}

/** A diagnostic before its line and column are counted. */
type Unplaced = Diagnostic & { readonly offset: number; readonly length: number };

interface Content {
  readonly config: PeftConfig | null;
  readonly extra: Readonly<Record<string, JsonValue>>;
  readonly loads: boolean;
  readonly diagnostics: readonly Unplaced[];
}

function contentOf(dialect: Dialect, { value: root }: JsonReading): Content {
  if (root === null) return { config: null, extra: {}, loads: false, diagnostics: [] };
  const { method } = dialect;
  if (method === "LORA" || method === "ADALORA") return modelled(root);
  const value = toValue(root);
  const loads = isPeftMethod(method) && peftMethods[method][1] === undefined;
  return {
    config: null,
    extra: isRecord(value) ? value : {},
    loads,
    diagnostics: [foreignDiagnostic(dialect, root)],
  };
}

const isRecord = (value: JsonValue): value is Readonly<Record<string, JsonValue>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function modelled(root: JsonNode): Content {
  const value = toValue(root) as Readonly<Record<string, JsonValue>>;
  const { config, diagnostics, isConstructed } = inspectFile(value);
  const known = tableIndex(fieldTables[value.peft_type === "ADALORA" ? "ADALORA" : "LORA"]).byName;
  const extra = Object.entries(value).filter(([key]) => !known.peft.has(key));
  return {
    config,
    extra: Object.fromEntries(extra),
    loads: isConstructed,
    diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, ...spanOf(root, diagnostic) })),
  };
}

/** The place of a diagnostic: the key for an unknown key, else the innermost value that is there. */
function spanOf(root: JsonNode, { code, peftPath }: Diagnostic) {
  if (code === "unknown-key") {
    const parent = nodeAt(root, peftPath.slice(0, -1));
    const member = parent?.kind === "object" && memberOf(parent, String(peftPath.at(-1)));
    if (member) return { offset: member.start, length: member.end - member.start };
  }
  for (let depth = peftPath.length; depth > 0; depth--) {
    const node = nodeAt(root, peftPath.slice(0, depth));
    if (node !== undefined) return { offset: node.start, length: node.end - node.start };
  }
  return { offset: root.start, length: 1 };
}

/** Why there is no config: the file is of another method, or of another program. */
function foreignDiagnostic({ kind, method, says }: Dialect, root: JsonNode): Unplaced {
  const isPeft = kind === "peft";
  const typed = method === null ? undefined : nodeAt(root, ["peft_type"]);
  const span = typed ?? { start: root.start, end: root.start + 1 };
  return {
    code: isPeft ? "file-other-method" : "file-not-peft",
    severity: isPeft ? "warning" : "error",
    path: method === null ? [] : ["peftType"],
    peftPath: method === null ? [] : ["peft_type"],
    message: isPeft
      ? `This is ${says}. It is kept as it is and not checked further.`
      : `This is ${says}: PEFT does not load it.`,
    hint: foreignHints[kind] ?? "Pass the adapter_config.json that PEFT's save_pretrained wrote.",
    offset: span.start,
    length: span.end - span.start,
  };
}

const foreignHints: Readonly<Partial<Record<Dialect["kind"], string>>> = {
  peft: "Nothing is to be done; LORA and ADALORA are the methods that are checked.",
  "peft-no-type": 'Add "peft_type": "LORA", or the method that it is.',
  mlx: "Convert the adapter with mlx_lm, which writes PEFT's form too.",
};

const diagnosticOf = ({ path, ...finding }: FileFinding): Unplaced => ({
  ...finding,
  path,
  peftPath: path,
});

function placed(text: string, diagnostics: readonly Unplaced[]): readonly FileDiagnostic[] {
  if (diagnostics.length === 0) return [];
  const position = positions(text);
  return diagnostics
    .toSorted((a, b) => a.offset - b.offset)
    .map((diagnostic) => {
      const { line, column } = position(diagnostic.offset);
      return { ...diagnostic, line, column, pointer: pointerOf(diagnostic.peftPath) };
    });
}

const pointerOf = (path: Path): string => jsonPointer(path);
