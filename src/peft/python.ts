import { fieldTables, type NamedField, tableIndex } from "../config/table.ts";
import type { PeftConfig } from "../diagnostic/check.ts";
import type { FieldTable, Kind } from "../field/field.ts";
import { loftq } from "../field/loftq.ts";
import { PEFT_VERSION } from "../field/version.ts";
import { pythonFloat, pythonNumber } from "./float.ts";
import { asciiString } from "./json.ts";
import { isPyRecord, PyFloat, type PyValue, pyValue } from "./value.ts";

/** Options of {@link toPython}. */
export interface PythonOptions {
  /** Write every argument, not only those that differ from PEFT's defaults. Default: false. */
  readonly all?: boolean;
}

/** Longest line that is not broken, as Black and Ruff have it. */
const LINE = 88;

/**
 * The config as Python source: the imports and one call, bound to `config`.
 *
 * @example
 * ```ts
 * toPython(loraConfig({ r: 16, loraAlpha: 32 }));
 * // from peft import LoraConfig
 * //
 * // config = LoraConfig(
 * //     r=16,
 * //     lora_alpha=32,
 * // )
 * ```
 */
export function toPython(config: PeftConfig, { all = false }: PythonOptions = {}): string {
  const className = config.peftType === "LORA" ? "LoraConfig" : "AdaLoraConfig";
  const imports = new Map([[className, "peft"]]);
  const fields = fieldTables[config.peftType];
  const values = { ...config, ...swallowing(config) };
  const call = callSource(className, fields, values, { all, imports, indent: "" });
  return `${importsSource(imports)}\nconfig = ${call}\n`;
}

/**
 * The stray loftq_config without which PEFT's constructor would fill in an eva_config or
 * corda_config that is null in this config (see the rule `init-config-swallowed`).
 */
function swallowing({ initLoraWeights: init, evaConfig, cordaConfig }: PeftConfig): object {
  const swallowed =
    evaConfig === null && (init === "eva" || (init === "corda" && cordaConfig === null));
  return swallowed ? { loftqConfig: tableIndex(loftq.fields).defaults } : {};
}

/** A line for each module, with its classes sorted. */
function importsSource(imports: ReadonlyMap<string, string>): string {
  const modules = [...new Set(imports.values())].sort();
  const names = (module: string) =>
    [...imports].filter(([, from]) => from === module).map(([name]) => name);
  return modules
    .map((module) => `from ${module} import ${names(module).sort().join(", ")}\n`)
    .join("");
}

interface Writing {
  readonly all: boolean;
  /** The module of each class that the source names. */
  readonly imports: Map<string, string>;
  readonly indent: string;
}

/** What PEFT sets itself, whatever the caller passes. */
const isForced = (field: NamedField): boolean => field.peft === "peft_type" || !!field.computed;

function callSource(
  name: string,
  table: FieldTable,
  values: Readonly<Record<string, unknown>>,
  writing: Writing,
): string {
  const inner = { ...writing, indent: `${writing.indent}    ` };
  const args = tableIndex(table)
    .fields.filter((field) => !isForced(field))
    .filter((field) => writing.all || !isDefault(field, values[field.name]))
    .map((field) => `${field.peft}=${fieldSource(field.kind, values[field.name], inner)}`);
  if (args.length === 0) return `${name}()`;
  const line = `${name}(${args.join(", ")})`;
  if (writing.indent !== "" && fitsLine(line, writing.indent)) return line;
  return `${name}(\n${args.map((arg) => `${inner.indent}${arg},\n`).join("")}${writing.indent})`;
}

function isDefault(field: NamedField, value: unknown): boolean {
  if (value === undefined) return true;
  if (field.peft === "peft_version") return value === PEFT_VERSION;
  return JSON.stringify(value) === JSON.stringify(field.default);
}

function fieldSource(kind: Kind, value: unknown, writing: Writing): string {
  if (kind.is !== "config" || value === null || isEmpty(value)) {
    return valueSource(pyValue(kind, value), writing.indent);
  }
  writing.imports.set(kind.table.name, kind.table.module ?? "peft");
  return callSource(kind.table.name, kind.table.fields, value as Record<string, unknown>, writing);
}

const isEmpty = (value: unknown): boolean => Object.keys(value as object).length === 0;

function valueSource(value: PyValue, indent: string): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return numberSource(pythonNumber(value));
  if (typeof value === "bigint") return String(value);
  if (typeof value === "string") return stringSource(value);
  if (value instanceof PyFloat) return numberSource(pythonFloat(value.value));
  const inner = `${indent}    `;
  const isList = !isPyRecord(value);
  const parts = isList
    ? value.map((item) => valueSource(item, inner))
    : Object.entries(value).map(
        ([key, item]) => `${stringSource(key)}: ${valueSource(item, inner)}`,
      );
  const [open, close] = isList ? "[]" : "{}";
  const line = `${open}${parts.join(", ")}${close}`;
  if (fitsLine(line, indent)) return line;
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join("")}${indent}${close}`;
}

/** The number as an expression: Python has no literal for these three. */
const numberSource = (text: string): string => (/[Na]/.test(text) ? `float("${text}")` : text);

/** JSON's escapes are Python's, but for characters beyond U+FFFF, which JSON writes as two. */
function stringSource(text: string): string {
  return asciiString(text).replaceAll(
    /\\\\|\\u(d[89ab]..)\\u(d[c-f]..)/g,
    (sequence, high?: string, low?: string) =>
      high === undefined || low === undefined ? sequence : wideEscape(high, low),
  );
}

function wideEscape(high: string, low: string): string {
  const text = String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16));
  return `\\U${text.codePointAt(0)?.toString(16).padStart(8, "0")}`;
}

/** Room for the argument's name is not known here; a fifth of the line is kept for it. */
const fitsLine = (line: string, indent: string): boolean =>
  !line.includes("\n") && indent.length + line.length <= LINE * 0.8;
