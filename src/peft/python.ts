import { isFilled } from "../config/shape.ts";
import { type NamedField, tableIndex } from "../config/table.ts";
import type { SubConfigTable } from "../field/field.ts";
import { loftq } from "../field/loftq.ts";
import { PEFT_VERSION } from "../field/version.ts";
import type { PeftConfig } from "../finding/check.ts";
import { configClasses } from "../finding/class.ts";
import type { ConfigView } from "../finding/rule.ts";
import { pythonNumber } from "./float.ts";
import { asciiString } from "./json.ts";
import { isDefault } from "./settings.ts";
import { isPyList, isPyRecord, type PyValue, pyValue } from "./value.ts";

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
  const { className: name } = configClasses[config.peftType];
  const imports: Imports = {};
  const callSource = (
    { name, module = "peft", fields }: ConfigClass,
    values: Readonly<Record<string, unknown>>,
    indent: string,
  ): string => {
    imports[module] = [...(imports[module] ?? []), name];
    const inner = `${indent}    `;
    const args = tableIndex(fields)
      .fields.filter((field) => !isForced(field) && (all || !isImplied(field, values[field.name])))
      .map(({ name, peft, kind }) => {
        const value = values[name];
        return kind.is === "config" && isFilled(value)
          ? `${peft}=${callSource(kind.table, Object(value), inner)}`
          : `${peft}=${valueSource(pyValue(kind, value), inner)}`;
      });
    return enclosed(`${name}(`, args, ")", indent);
  };
  const fields = configClasses[config.peftType].fields;
  const call = callSource({ name, fields }, { ...config, ...swallowing(config as ConfigView) }, "");
  return `${importsSource(imports)}\nconfig = ${call}\n`;
}

/**
 * The stray loftq_config without which PEFT's constructor would fill in an eva_config or
 * corda_config that is null in this config (see the rule `init-config-swallowed`).
 */
function swallowing({ initLoraWeights: init, evaConfig, cordaConfig }: ConfigView): object {
  const swallowed =
    evaConfig === null && (init === "eva" || (init === "corda" && cordaConfig === null));
  return swallowed ? { loftqConfig: tableIndex(loftq.fields).defaults } : {};
}

type ConfigClass = Pick<SubConfigTable, "name" | "module" | "fields">;

/** The classes that the source names, by module. */
type Imports = Record<string, string[]>;

/** A line for each module. */
const importsSource = (imports: Imports): string =>
  Object.entries(imports)
    .sort()
    .map(([module, names]) => `from ${module} import ${names.sort().join(", ")}\n`)
    .join("");

/** What PEFT sets itself, whatever the caller passes. */
const isForced = ({ peft, computed }: NamedField): boolean => peft === "peft_type" || !!computed;

/** What the call means without the argument. */
const isImplied = (field: NamedField, value: unknown): boolean =>
  isDefault(field.peft === "peft_version" ? { default: PEFT_VERSION } : field, value);

function valueSource(value: PyValue, indent: string): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return stringSource(value);
  const part = (item: PyValue) => valueSource(item, `${indent}    `);
  if (isPyList(value)) return enclosed("[", value.map(part), "]", indent);
  if (!isPyRecord(value)) return numberSource(pythonNumber(value));
  const items = Object.entries(value).map(([key, item]) => `${stringSource(key)}: ${part(item)}`);
  return enclosed("{", items, "}", indent);
}

/** The number as an expression: Python has no literal for these three. */
const numberSource = (text: string): string => (/[Na]/.test(text) ? `float("${text}")` : text);

/** JSON's escapes are Python's, but for characters beyond U+FFFF, which are one each here. */
const stringSource = (text: string): string => asciiString(text, /[\u007f-\u{10ffff}]/gu);

/**
 * Parts between brackets: on one line if they are few enough, else on a line each. Room for the
 * argument's name is not known here; a fifth of the line is kept for it.
 */
function enclosed(open: string, parts: readonly string[], close: string, indent: string): string {
  const line = open + parts.join(", ") + close;
  const isLong = line.includes("\n") || indent.length + line.length > LINE * 0.8;
  if (parts.length === 0 || (indent !== "" && !isLong)) return line;
  return `${open}\n${parts.map((part) => `${indent}    ${part},\n`).join("")}${indent}${close}`;
}
