import { fieldTables, tableIndex } from "../../config/table.ts";
import { subConfigTables } from "../../field/sub.ts";

const tables = [fieldTables.ADALORA, ...subConfigTables.map(({ fields }) => fields)];

const names: ReadonlyMap<string, string> = new Map(
  tables.flatMap((table) => tableIndex(table).fields).map(({ name, peft }) => [name, peft]),
);

/** Quoted text, in which no name is looked for, or a word that may be a name of ours. */
const WORDS = /"(?:[^"\\]|\\.)*"|\b[a-z]+[A-Z]\w*/g;

/** A sentence about our fields for someone who has a file before them: `useDora` is `use_dora`. */
export function inPeftNames(text: string): string {
  return text.replaceAll(WORDS, (word) => names.get(word) ?? word);
}
