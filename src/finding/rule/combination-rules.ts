import { meets } from "../../config/condition.ts";
import { type Told, tell } from "../../config/shape.ts";
import { tableIndex } from "../../config/table.ts";
import type { AdaLoraConfig } from "../../config/types.ts";
import { adaLoraFields } from "../../field/adalora.ts";
import type { PeftType } from "../../field/base.ts";
import { type AnyCombination, type Condition, combinations } from "../../field/combination.ts";
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
  /** Its value; of a field that is needed, the word that it should be. */
  readonly otherValue: Told;
  /** What the class is called. */
  readonly label: string;
}

/** The rules that the table of combinations makes for a class, one for each code. */
export function combinationRules(
  peftType: PeftType,
  label: string,
  fields: FieldTable,
): readonly Rule<CombinationData>[] {
  const all: readonly AnyCombination[] = combinations;
  const rows = all.filter(
    ({ of = peftType, field }) => of === peftType && Object.hasOwn(fields, field.field),
  );
  return [...new Set(rows.map(({ code }) => code))].map((code) =>
    combinationRule(
      rows.filter((row) => row.code === code),
      label,
    ),
  );
}

const defaults = tableIndex(adaLoraFields).defaults;

function combinationRule(rows: readonly AnyCombination[], label: string): Rule<CombinationData> {
  const [first] = rows as readonly [AnyCombination];
  const { code, stage, raises, by } = first;
  return {
    code: code as DiagnosticCode,
    stage,
    raises,
    by,
    // Of an exclusion both sides have to hold, so one of them decides.
    reads: fieldsOf(rows.map(({ field, excludes = field }) => excludes)),
    needs: fieldsOf(rows.flatMap(({ needs = [] }) => needs)),
    find(config, report) {
      const values = config as unknown as Readonly<Record<string, unknown>>;
      const holds = (condition: Condition) =>
        meets(condition, values[condition.field], defaults[condition.field]);
      // One finding a place: a third variant cannot be combined with the first; that is enough.
      const reported = new Set<string>();
      for (const { field, excludes, needs, ignoredWithout = needs, isAtNeeded } of rows) {
        const other = excludes ?? ignoredWithout;
        const isBroken = other === undefined || holds(other) === (other === excludes);
        if (!holds(field) || !isBroken) continue;
        const place = isAtNeeded && other ? other.field : field.field;
        if (reported.size === reported.add(place).size) continue;
        const word = typeof ignoredWithout?.is === "object" ? ignoredWithout.is[0] : undefined;
        report([place], {
          field: field.field,
          value: tell(values[field.field]),
          other: other?.field ?? null,
          otherValue: word ?? tell(other ? values[other.field] : null),
          label,
        });
      }
    },
    words: combinationWords(first),
  };
}

const fieldsOf = (conditions: readonly Condition[]) => [
  ...new Set(conditions.map(({ field }) => field as keyof AdaLoraConfig)),
];

/** What is wrong with a combination, and what to write, by the form of its row. */
function combinationWords(row: AnyCombination): Words {
  const { field, excludes, needs, ignoredWithout, because = "", effect, stage } = row;
  const term = termText(field, "field", "value");
  const other = termText(excludes ?? needs ?? ignoredWithout, "other", "otherValue");
  const remedy = `, or leave out ${term}.`;
  if (excludes) {
    return [
      `${term} and ${other} cannot be combined${because}`,
      `Leave out ${term}${excludes.is === "text" ? ", or write {.other} as a list" : ` or ${other}`}.`,
    ];
  }
  if (needs) {
    return [
      `${term} needs ${other}${effect ? `. Without it, ${effect}.` : ""}`,
      `Write \`{other}: ${JSON.stringify(row.write)}\`${remedy}`,
    ];
  }
  if (ignoredWithout) return [`Without ${other}, PEFT ignores ${term}.`, `Write ${other}${remedy}`];
  return [
    `{label!} ${stage === "silent" ? `silently ignores ${term}.` : `does not support ${term}`}`,
    "Leave it out.",
  ];
}

/** A condition, as a template: its field, or its field with the value where it asks for one. */
function termText(condition: Condition | undefined, name: string, value: string): string {
  const is = condition?.is;
  if (is === "text") return `a string in {.${name}}`;
  return is === "named" || typeof is === "object" ? `\`{${name}}: {${value}}\`` : `{.${name}}`;
}
