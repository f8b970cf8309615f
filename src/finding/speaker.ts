import { isPlainObject, quote, type Told } from "../config/shape.ts";
import { peftNameOf, renamePath } from "../config/table.ts";
import { adaLoraFields } from "../field/adalora.ts";
import type { FieldTable } from "../field/field.ts";
import type { Path } from "./diagnostic.ts";

/** What the reader of a finding writes: this library's TypeScript, a JSON file, or Python. */
export type Language = "typescript" | "json" | "python";

/** Writes names and values as the reader of a finding would. */
export interface Speaker {
  readonly language: Language;
  /** A field: `loraAlpha`, `"lora_alpha"`, `lora_alpha`. */
  name(field: string): string;
  /** A place in the config: `evaConfig.rho`, `"rho" in "eva_config"`, `eva_config.rho`. */
  place(path: Path): string;
  /** A value, or a list of them: `true`, `true`, `True`. */
  value(value: Told | readonly Told[]): string;
  /** A field with its value: `useDora: true`, `"use_dora": true`, `use_dora=True`. */
  setting(field: string, value: unknown): string;
}

/** Every field by its name here: AdaLoRA has all those of LoRA. */
const fields: FieldTable = adaLoraFields;

/** How Python writes the constants of JSON. */
const pythonConstants: Readonly<Record<string, string>> = {
  true: "True",
  false: "False",
  null: "None",
};

const speakers: { [Each in Language]?: Speaker } = {};

/** The speaker of a language. */
export function speakerOf(language: Language): Speaker {
  speakers[language] ??= makeSpeaker(language);
  return speakers[language];
}

function makeSpeaker(language: Language): Speaker {
  const isPython = language === "python";
  const name = (field: string): string => {
    if (language === "typescript") return field;
    const peft = peftNameOf(field, fields[field]);
    return isPython ? peft : quote(peft);
  };
  const place = (path: Path): string => {
    if (language === "typescript") return pathText(path);
    const own = renamePath(path, fields, "typescript");
    return isPython ? pathText(own) : insideOut(own);
  };
  const value = (given: unknown): string => {
    if (Array.isArray(given)) return `[${given.map(value).join(", ")}]`;
    if (typeof given === "string") return quote(given);
    if (isPlainObject(given)) return String(given.is);
    const text = String(given);
    return isPython ? (pythonConstants[text] ?? text) : text;
  };
  const setting = (field: string, given: unknown): string => {
    const text = isPlainObject(given) ? subConfig(field, given) : value(given);
    return name(field) + (isPython ? "=" : ": ") + text;
  };
  const subConfig = (field: string, given: Readonly<Record<string, unknown>>): string => {
    const kind = fields[field]?.kind;
    const text = Object.entries(given)
      .map(([key, part]) => setting(key, part))
      .join(", ");
    if (isPython && kind?.is === "config") return `${kind.table.name}(${text})`;
    return text === "" ? "{}" : `{ ${text} }`;
  };
  return { language, name, place, value, setting };
}

/** A short key that needs no quotes after a dot. */
const PLAIN_KEY = /^[a-z_$][\w$]{0,99}$/i;

/** Writes a path as in source code: `evaConfig.rho`, `rankPattern["model.layers.0"]`, `targetModules[2]`. */
export function pathText(path: Path): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else if (!PLAIN_KEY.test(key)) text += `[${quote(key)}]`;
    else text += text === "" ? key : `.${key}`;
  }
  return text;
}

/** The same for a file, from the inside out: `"rho" in "eva_config"`, `"target_modules"[2]`. */
function insideOut(path: Path): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else text = text === "" ? quote(key) : `${quote(key)} in ${text}`;
  }
  return text;
}

/** Texts as a sentence lists them: "a", "a and b", "a, b and c". */
export function listText(texts: readonly string[], conjunction = "and"): string {
  const last = texts.at(-1) ?? "";
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}
