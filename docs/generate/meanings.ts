/** What every class and field means, gathered from the comments in src/field. */
import { fieldTables } from "../../src/config/table.ts";
import { subConfigTables } from "../../src/field/sub.ts";
import { fieldComments, tableComment } from "./comments.ts";

/** What a class is, and what each of its fields means, by TypeScript name. */
export interface ClassMeaning {
  readonly class: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The file of src/field that holds a class. */
const files: Readonly<Record<string, string>> = {
  LoftQConfig: "loftq",
  EvaConfig: "eva",
  CordaConfig: "corda",
  LoraGAConfig: "loraga",
  VeloraConfig: "velora",
  MontecloraConfig: "monteclora",
  ArrowConfig: "arrow",
  BdLoraConfig: "bdlora",
  KasaConfig: "kasa",
  LoraRuntimeConfig: "runtime",
};

/** The meanings of all classes. A field without one is an error. */
export function meanings(): Readonly<Record<string, ClassMeaning>> {
  const lora = new Map([...fieldComments("base"), ...fieldComments("lora")]);
  const own = subConfigTables.map(({ name, fields }) => {
    const file = files[name] ?? "";
    return [name, classMeaning(name, tableComment(file), fields, fieldComments(file))] as const;
  });
  const both = [
    ["LoraConfig", fieldTables.LORA, lora],
    ["AdaLoraConfig", fieldTables.ADALORA, new Map([...lora, ...fieldComments("adalora")])],
  ] as const;
  return Object.fromEntries([
    ...both.map(([name, fields, texts]) => [name, classMeaning(name, "", fields, texts)] as const),
    ...own,
  ]);
}

function classMeaning(
  name: string,
  meaning: string,
  table: Readonly<Record<string, unknown>>,
  texts: ReadonlyMap<string, string>,
): ClassMeaning {
  const fields = Object.keys(table).map((field) => {
    const text = texts.get(field);
    if (text === undefined)
      throw new Error(`${name}.${field} has no comment that says its meaning.`);
    return [field, text] as const;
  });
  return { class: meaning, fields: Object.fromEntries(fields) };
}

/** What one field means. */
export function meaningOf(className: string, field: string): string {
  return meanings()[className]?.fields[field] ?? "";
}
