import { meets } from "../../config/condition.ts";
import { type Told, tell } from "../../config/shape.ts";
import { tableIndex } from "../../config/table.ts";
import type { AdaLoraConfig } from "../../config/types.ts";
import { adaLoraFields } from "../../field/adalora.ts";
import type { PeftType } from "../../field/base.ts";
import { type Combination, type Condition, combinations } from "../../field/combination.ts";
import type { FieldTable } from "../../field/field.ts";
import type { DiagnosticCode } from "../code.ts";
import type { FindingData } from "../diagnostic.ts";
import type { Rule, Words } from "../rule.ts";

/** What a finding about a combination saw. */
interface CombinationData extends FindingData {
  readonly field: string;
  readonly value: Told;
  /** What the field excludes, needs, or is ignored without; null where it is not supported at all. */
  readonly other: string | null;
  readonly otherValue: Told;
  /** What the class is called. */
  readonly label: string;
}

/** A config by the names of its fields. */
type Values = Readonly<Record<string, unknown>>;

/** The rules that the table of combinations makes for a class, one for each code. */
export function combinationRules(
  peftType: PeftType,
  label: string,
  fields: FieldTable,
): readonly Rule<CombinationData>[] {
  const rows = combinations.filter(
    ({ of = peftType, field }) => of === peftType && field.field in fields,
  );
  const codes = [...new Set(rows.map(({ code }) => code))];
  return codes.map((code) =>
    combinationRule(
      rows.filter((row) => row.code === code),
      label,
    ),
  );
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
        report([place], {
          field: row.field.field,
          value: tellValue(row.field, values),
          other: other?.field ?? null,
          otherValue: tellValue(other, values),
          label,
        });
      }
    },
    words: combinationWords(first),
  };
}

/** The other side of a row; of an unsupported field there is none. */
function otherOf(row: Combination): Condition | undefined {
  if ("excludes" in row) return row.excludes;
  if ("needs" in row) return row.needs;
  return "ignoredWithout" in row ? row.ignoredWithout : undefined;
}

const defaults = tableIndex(adaLoraFields).defaults;

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

/** The value of a field; where the condition does not hold, the word that would make it. */
function tellValue(condition: Condition | undefined, values: Values): Told {
  if (condition === undefined) return null;
  return holds(condition, values) || typeof condition.is === "string"
    ? tell(values[condition.field])
    : (condition.is[0] ?? null);
}

/** What is wrong with a combination, and what to write, by the form of its row. */
function combinationWords(row: Combination): Words {
  const term = termText(row.field, "field", "value");
  const other = termText(otherOf(row), "other", "otherValue");
  if ("excludes" in row) {
    return [
      `${term} and ${other} cannot be combined${row.because ?? ""}`,
      row.excludes.is === "text"
        ? `Leave out ${term}, or write {.other} as a list.`
        : `Leave out ${term} or ${other}.`,
    ];
  }
  if ("needs" in row) {
    const effect = row.effect === undefined ? "" : `. Without it, ${row.effect}.`;
    const setting = `\`{other}: ${JSON.stringify(row.write)}\``;
    return [`${term} needs ${other}${effect}`, `Write ${setting}, or leave out ${term}.`];
  }
  if ("ignoredWithout" in row) {
    return [
      `Without ${other}, PEFT ${row.effect} ${term}.`,
      `Write ${other}, or leave out ${term}.`,
    ];
  }
  const verb = row.stage === "silent" ? "silently ignores" : "does not support";
  return [`{label!} ${verb} ${term}${row.stage === "silent" ? "." : ""}`, "Leave it out."];
}

/** A condition, as a template: its field, or its field with the value where it asks for one. */
function termText(condition: Condition | undefined, name: string, value: string): string {
  const is = condition?.is;
  if (is === "text") return `a string in {.${name}}`;
  return is === "named" || typeof is === "object" ? `\`{${name}}: {${value}}\`` : `{.${name}}`;
}
