import { shorten } from "../config/shape.ts";
import { tableIndex } from "../config/table.ts";
import { inspectFile } from "../finding/check.ts";
import { configClasses, isPeftType } from "../finding/class.ts";
import type { Diagnostic } from "../finding/diagnostic.ts";
import { type Finding, toDiagnostic } from "../finding/finding.ts";
import { untrustedMethod } from "../finding/rule/untrusted/untrusted-method.ts";
import type { PeftConfig, TrustOptions } from "../finding/rule.ts";
import { isPeftMethod, removedMethods } from "../peft/methods.ts";
import { readJson } from "./decoder.ts";
import { type Dialect, dialectOf } from "./dialect.ts";
import { findFloats } from "./fault/integer.ts";
import { fileNotPeft, fileOtherMethod, findRefusal } from "./fault/origin.ts";
import { type FileFinding, fileAudience } from "./fault.ts";
import { type JsonNode, type JsonValue, jsonPointer, memberOf, nodeAt, toValue } from "./node.ts";
import { trackPositions } from "./position.ts";
import { type FileSource, readSource } from "./source.ts";

/** A diagnostic with its place in the text of a file. */
export interface FileDiagnostic extends FileFinding {
  /** Line and column, counted from 1. */
  readonly line: number;
  readonly column: number;
  /** The place as a JSON pointer (RFC 6901): `/eva_config/rho`. */
  readonly pointer: string;
}

/**
 * A file called adapter_config.json: what it is, what it means, and all that it holds. It is plain
 * data: it can be cloned, sent to a worker, or stored as JSON.
 */
export interface AdapterDocument {
  /** What the file is: a config of PEFT and for which method, another program's file, or not JSON. */
  readonly dialect: Dialect;
  /** The config, if it is one of a class that this library knows, and could be read. */
  readonly config: PeftConfig | null;
  /** The top-level keys beyond the config: unknown and old ones, or all keys of another method. */
  readonly extra: Readonly<Record<string, JsonValue>>;
  /** Whether `PeftConfig.from_pretrained` of PEFT 0.21 loads it. */
  readonly loads: boolean;
  /** All findings, in the order of the text. */
  readonly diagnostics: readonly FileDiagnostic[];
  /** The text as it was read. */
  readonly source: FileSource;
}

/**
 * Reads a file called adapter_config.json, of any age and origin, and loses nothing of it. It never
 * throws because of the content: whatever is wrong is a diagnostic with its line and column.
 *
 * @param input The file's text, or its bytes.
 * @param options Whether its author is trusted. With `trust: "untrusted"` a document that PEFT should
 *   not load for a stranger has no config.
 * @returns The document, for `stringifyAdapterConfig` and `toAdapterConfigJson` to write again.
 * @example
 * ```ts
 * const document = parseAdapterConfig('{"peft_type": "LORA", "r": 16, "enable_lora": null}');
 * document.config?.peftType; // "LORA"
 * document.extra; // { enable_lora: null }
 * document.diagnostics[0]?.column; // 32
 * ```
 * @see peft/config.py PeftConfigMixin.from_pretrained
 */
export function parseAdapterConfig(
  input: string | Uint8Array,
  options: TrustOptions = {},
): AdapterDocument {
  const source = readSource(input);
  const reading = readJson(source.text);
  const dialect = dialectOf(reading);
  const findings = [...source.findings, ...reading.findings];
  const isReadable = findings.every(({ severity }) => severity === "warning");
  const { config, extra, loads, diagnostics } = readContent(dialect, reading.value, options);
  const positionOf = trackPositions(source.text);
  return {
    dialect,
    source,
    config,
    extra,
    loads: isReadable && loads,
    diagnostics: [...findings, ...diagnostics]
      .toSorted((a, b) => a.offset - b.offset)
      .map((diagnostic) => {
        const { line, column } = positionOf(diagnostic.offset);
        return { ...diagnostic, line, column, pointer: jsonPointer(diagnostic.peftPath) };
      }),
  };
}

/** What the value of a file amounts to. */
interface Content<Found> extends Pick<AdapterDocument, "config" | "extra" | "loads"> {
  readonly diagnostics: readonly Found[];
}

function readContent(
  dialect: Dialect,
  root: JsonNode | null,
  options: TrustOptions,
): Content<FileFinding> {
  if (root === null) return { config: null, extra: {}, loads: false, diagnostics: [] };
  const object = root.kind === "object" ? (toValue(root) as JsonRecord) : {};
  const content = isPeftType(dialect.method)
    ? readConfig(dialect.method, root, object, options)
    : readOther(dialect, root, object, options);
  const diagnostics = content.diagnostics.map((found) => ({ ...found, ...placeOf(root, found) }));
  return { ...content, diagnostics };
}

type JsonRecord = AdapterDocument["extra"];

function readConfig(
  peftType: PeftConfig["peftType"],
  root: JsonNode,
  object: JsonRecord,
  options: TrustOptions,
): Content<Diagnostic> {
  const { config, diagnostics: found, isConstructed } = inspectFile(object, options);
  const diagnostics = [...found, ...findFloats(root, peftType)];
  const known = tableIndex(configClasses[peftType].fields).byName.peft;
  const beyond = Object.keys(object).filter((key) => !known.has(key));
  const extra = Object.fromEntries(beyond.map((key) => [key, object[key] as JsonValue]));
  return { config, extra, loads: isConstructed, diagnostics };
}

/** A file for another method, or of another program, and why it has no config. */
function readOther(
  { kind, method }: Dialect,
  root: JsonNode,
  extra: JsonRecord,
  { trust }: TrustOptions,
): Content<Diagnostic> {
  const place = (name: string) => (method === null ? [] : [name]);
  const path = place("peftType");
  const known = isPeftMethod(method) && { method, until: removedMethods[method] ?? null };
  const finding: Finding = known
    ? { facts: fileOtherMethod, path, data: known }
    : {
        facts: fileNotPeft,
        path,
        data: { kind, method: method && shorten(method) },
        outcome: findRefusal(root),
      };
  const findings: Finding[] = [finding];
  if ((trust ?? undefined) !== undefined && method !== null) {
    findings.push({ facts: untrustedMethod, path, data: { method: shorten(method) } });
  }
  const diagnostics = findings.map((each) => toDiagnostic(each, place("peft_type"), fileAudience));
  return { config: null, extra, loads: known && known.until === null, diagnostics };
}

/** The codes of what is about a key, not about its value. */
const keyCodes: readonly Diagnostic["code"][] = ["unknown-key", "untrusted-key"];

/** The place of a diagnostic: the key for an unknown key, else the innermost value that is there. */
function placeOf(root: JsonNode, { code, peftPath }: Diagnostic) {
  let place = { start: root.start, end: root.start + 1 };
  for (const depth of peftPath.keys()) {
    place = nodeAt(root, peftPath.slice(0, depth + 1)) ?? place;
  }
  const owner = nodeAt(root, peftPath.slice(0, -1));
  if (keyCodes.includes(code) && owner?.kind === "object") {
    place = memberOf(owner, String(peftPath.at(-1))) ?? place;
  }
  return { offset: place.start, length: place.end - place.start };
}
