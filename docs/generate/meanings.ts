/** What every class and field means, gathered from the comments in src/field. */
import { subConfigTables } from "../../src/field/sub.ts";
import { configClasses } from "../../src/finding/class.ts";
import { classComments } from "./comments.ts";

/** What a class is, and what each of its fields means, by TypeScript name. */
export interface ClassMeaning {
  readonly class: string;
  readonly fields: Readonly<Record<string, string>>;
}

let known: Readonly<Record<string, ClassMeaning>> | undefined;

/** The meanings of all classes, by PEFT's name. A field without one is an error. */
export function meanings(): Readonly<Record<string, ClassMeaning>> {
  const classes = Object.values(configClasses).map(({ className: name, fields }) => ({
    name,
    fields,
  }));
  known ??= Object.fromEntries(
    [...classes, ...subConfigTables].map(({ name, fields }) => [name, classMeaning(name, fields)]),
  );
  return known;
}

function classMeaning(name: string, table: Readonly<Record<string, unknown>>): ClassMeaning {
  const comments = classComments(name);
  const fields = Object.keys(table).map((field) => {
    const text = comments.fields.get(field);
    if (text === undefined) throw new Error(`${name}.${field} has no comment with its meaning.`);
    return [field, text] as const;
  });
  return { class: comments.table, fields: Object.fromEntries(fields) };
}

/** What one field means. */
export const describeField = (className: string, field: string): string =>
  meanings()[className]?.fields[field] ?? "";
