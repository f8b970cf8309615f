import { meets } from "../../config/condition.ts";
import { type Told, tell } from "../../config/shape.ts";
import { tableIndex } from "../../config/table.ts";
import type { AdaLoraConfig } from "../../config/types.ts";
import { adaLoraFields } from "../../field/adalora.ts";
import type { PeftType } from "../../field/base.ts";
import { type Combination, type Condition, combinations } from "../../field/combination.ts";
import type { DiagnosticCode } from "../code.ts";
import type { FindingData } from "../diagnostic.ts";
import type { Rule, Words } from "../rule.ts";
import type { Speaker } from "../speaker.ts";

/** A condition as a finding keeps it: the field, and its value where the condition asks for one. */
interface Term extends FindingData {
  readonly field: string;
  readonly is: "name" | "text" | "setting";
  readonly value: Told;
}

/** What a finding about a combination saw. */
interface CombinationData extends FindingData {
  readonly term: Term;
  /** What it excludes, needs, or is ignored without. */
  readonly other: Term | null;
  /** What the class is called. */
  readonly label: string;
}

/** A config by the names of its fields. */
type Values = Readonly<Record<string, unknown>>;

/** The rules that the table of combinations makes for a class, one for each code. */
export function combinationRules(
  peftType: PeftType,
  label: string,
): readonly Rule<CombinationData>[] {
  const rows = combinations.filter(({ of = peftType }) => of === peftType);
  const codes = [...new Set(rows.map(({ code }) => code))];
  return codes.map((code) => combinationRule(rows.filter((row) => row.code === code), label));
}

function combinationRule(rows: readonly Combination[], label: string): Rule<CombinationData> {
  const [first] = rows as readonly [Combination];
  const { code, stage, raises, by } = first;
  return {
    code: code as DiagnosticCode,
    stage,
    ...(raises && { raises }),
    ...(by && { by }),
    reads: decisiveFields(rows),
    needs: fieldsOf(rows.flatMap((row) => ("needs" in row ? [row.needs] : []))),
    find(config, report) {
      const values = config as unknown as Values;
      // One finding a place: a third variant cannot be combined with the first; that is enough.
      const reported = new Set<string>();
      for (const row of rows) {
        const other = otherOf(row);
        const isBroken = other === undefined || holds(other, values) === "excludes" in row;
        if (!holds(row.field, values) || !isBroken) continue;
        const place = "isAtNeeded" in row && other ? other.field : row.field.field;
        if (reported.size === reported.add(place).size) continue;
        report([place], { term: termOf(row.field, values) as Term, other: termOf(other, values), label });
      }
    },
    words: (data, say) => combinationWords(first, data, say),
  };
}

/** The other side of a row; of an unsupported field there is none. */
function otherOf(row: Combination): Condition | undefined {
  if ("excludes" in row) return row.excludes;
  if ("needs" in row) return row.needs;
  return "ignoredWithout" in row ? row.ignoredWithout : undefined;
}

const { defaults } = tableIndex(adaLoraFields);

const holds = (condition: Condition, values: Values): boolean =>
  meets(condition, values[condition.field], defaults[condition.field]);

const fieldsOf = (conditions: readonly Condition[]) => [
  ...new Set(conditions.map(({ field }) => field as keyof AdaLoraConfig)),
];

/** The fewest fields that decide: of an exclusion both sides have to hold, so one of them will do. */
function decisiveFields(rows: readonly Combination[]): readonly (keyof AdaLoraConfig)[] {
  const fields = fieldsOf(rows.map(({ field }) => field));
  const excluded = fieldsOf(rows.flatMap((row) => ("excludes" in row ? [row.excludes] : [])));
  return excluded.length > 0 && excluded.length < fields.length ? excluded : fields;
}

function termOf(condition: Condition | undefined, values: Values): Term | null {
  if (condition === undefined) return null;
  const { field, is } = condition;
  if (is === "text") return { field, is, value: null };
  if (is !== "named" && typeof is === "string") return { field, is: "name", value: null };
  // Where the condition does not hold, the word that would make it.
  const value = holds(condition, values) ? tell(values[field]) : (is[0] ?? null);
  return { field, is: "setting", value };
}

function termText(term: Term | null, say: Speaker): string {
  if (term === null) return "";
  const { field, is, value } = term;
  if (is === "setting") return say.setting(field, value);
  return is === "text" ? `a string in ${say.name(field)}` : say.name(field);
}

/** What is wrong with a combination, and what to write, by the form of its row. */
function combinationWords(row: Combination, data: CombinationData, say: Speaker): Words {
  const term = termText(data.term, say);
  const other = termText(data.other, say);
  if ("excludes" in row) {
    return [
      `${term} and ${other} cannot be combined${row.because ?? ""}`,
      `Leave out ${term} or ${other}.`,
    ];
  }
  if ("needs" in row) {
    const effect = row.effect === undefined ? "" : `. Without it, ${row.effect}.`;
    const written = say.setting(row.needs.field, row.write);
    return [`${term} needs ${other}${effect}`, `Write ${written}, or leave out ${term}.`];
  }
  if ("ignoredWithout" in row) {
    return [
      `Without ${other}, PEFT ${row.effect} ${term}.`,
      `Write ${other}, or leave out ${term}.`,
    ];
  }
  return [unsupportedText(row, term, data.label), "Leave it out."];
}

const unsupportedText = ({ stage }: Combination, term: string, label: string): string =>
  stage === "silent" ? `${label} silently ignores ${term}.` : `${label} does not support ${term}`;
