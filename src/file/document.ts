import { fieldTables, type ModelledPeftType, tableIndex } from "../config/table.ts";
import { inspectFile, type PeftConfig } from "../diagnostic/check.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { isPeftMethod, peftMethods } from "../peft/method.ts";
import { type Dialect, dialectOf } from "./dialect.ts";
import { floatFindings } from "./integer.ts";
import { readJson } from "./json.ts";
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

/** What a file amounts to. */
export function readDocument(input: string | Uint8Array): ReadDocument {
  const source = readSource(input);
  const reading = readJson(source.text);
  const dialect = dialectOf(reading);
  const found = [...source.findings, ...reading.findings];
  const isReadable = found.every(({ severity }) => severity === "warning");
  const { value: root } = reading;
  const { config, extra, loads, diagnostics } = contentOf(dialect, root);
  const placed = found.map((finding) => ({ ...finding, peftPath: finding.path }));
  const position = positions(source.text);
  return {
    dialect,
    source,
    config,
    extra,
    loads: isReadable && loads,
    diagnostics: [...placed, ...diagnostics]
      .toSorted((a, b) => a.offset - b.offset)
      .map((diagnostic) => {
        const { line, column } = position(diagnostic.offset);
        return { ...diagnostic, line, column, pointer: jsonPointer(diagnostic.peftPath) };
      }),
  };
}

/** A diagnostic before its line and column are counted. */
type Placed = Diagnostic & Pick<FileDiagnostic, "offset" | "length">;

/** What the value of a file amounts to. */
interface Content<Found> extends Pick<AdapterDocument, "config" | "extra" | "loads"> {
  readonly diagnostics: readonly Found[];
}

function contentOf(dialect: Dialect, root: JsonNode | null): Content<Placed> {
  if (root === null) return { config: null, extra: {}, loads: false, diagnostics: [] };
  const object = root.kind === "object" ? (toValue(root) as JsonRecord) : {};
  const { method } = dialect;
  const content =
    method === "LORA" || method === "ADALORA"
      ? modelled(method, root, object)
      : other(dialect, object);
  const diagnostics = content.diagnostics.map((found) => ({ ...found, ...placeOf(root, found) }));
  return { ...content, diagnostics };
}

type JsonRecord = AdapterDocument["extra"];

function modelled(
  method: ModelledPeftType,
  root: JsonNode,
  object: JsonRecord,
): Content<Diagnostic> {
  const { config, diagnostics: found, isConstructed } = inspectFile(object);
  const diagnostics = [...found, ...floatFindings(root, method)];
  const known = tableIndex(fieldTables[method]).byName.peft;
  const beyond = Object.keys(object).filter((key) => !known.has(key));
  const extra = Object.fromEntries(beyond.map((key) => [key, object[key] as JsonValue]));
  return { config, extra, loads: isConstructed, diagnostics };
}

/** A file of another method, or of another program, and why it has no config. */
function other({ kind, method, says }: Dialect, object: JsonRecord): Content<Diagnostic> {
  const [code, severity, verdict] =
    kind === "peft"
      ? (["file-other-method", "warning", "only LORA and ADALORA are checked"] as const)
      : (["file-not-peft", "error", "PEFT does not load it"] as const);
  const diagnostic: Diagnostic = {
    code,
    severity,
    path: method === null ? [] : ["peftType"],
    peftPath: method === null ? [] : ["peft_type"],
    message: `This is ${says}: ${verdict}.`,
    hint: otherHints[kind] ?? "Pass the adapter_config.json that PEFT wrote.",
  };
  const loads = isPeftMethod(method) && peftMethods[method][1] === undefined;
  return { config: null, extra: object, loads, diagnostics: [diagnostic] };
}

const otherHints: Readonly<Partial<Record<Dialect["kind"], string>>> = {
  peft: "Nothing to do.",
  "peft-no-type": 'Add "peft_type", such as "LORA".',
  mlx: "Fuse it with mlx_lm.fuse, or train with PEFT.",
};

/** The place of a diagnostic: the key for an unknown key, else the innermost value that is there. */
function placeOf(root: JsonNode, { code, peftPath }: Diagnostic) {
  let place = { start: root.start, end: root.start + 1 };
  for (const depth of peftPath.keys()) {
    place = nodeAt(root, peftPath.slice(0, depth + 1)) ?? place;
  }
  const owner = nodeAt(root, peftPath.slice(0, -1));
  if (code === "unknown-key" && owner?.kind === "object") {
    place = memberOf(owner, String(peftPath.at(-1))) ?? place;
  }
  return { offset: place.start, length: place.end - place.start };
}
