import { peftNameOf, tableIndex } from "../../src/config/table.ts";
import { taskTypes } from "../../src/field/base.ts";
import type { Field, FieldTable } from "../../src/field/field.ts";
import { subConfigTables } from "../../src/field/sub.ts";
import { type ConfigClass, configClasses } from "../../src/finding/class.ts";
import { generatedFields } from "./arbitraries.ts";
import type { PeftField, PeftFields } from "./oracle.ts";

/** Where a class's table stands. */
interface Place {
  readonly cls: string;
  readonly file: string;
  readonly table: FieldTable;
}

const places: readonly Place[] = [
  ...(Object.values(configClasses) as readonly ConfigClass[]).map(({ className, fields }) => ({
    cls: className,
    file: `its table in src/field (or base.ts)`,
    table: fields,
  })),
  ...subConfigTables.map(({ name, fields }) => ({
    cls: name,
    file: "its table in src/field",
    table: fields,
  })),
];

/** Differences between annotation and table that are meant, as `Class.field: what`. */
const meant: Readonly<Record<string, string>> = {
  "LoraConfig.rank_pattern: null": "PEFT's annotation allows None, but get_peft_model fails on it",
  "LoraConfig.alpha_pattern: null": "PEFT's annotation allows None, but get_peft_model fails on it",
  "AdaLoraConfig.alpha_pattern: null": "as in LoraConfig, though AdaLoRA never reads it",
  "LoraConfig.loftq_config: null": "PEFT's annotation forbids None, but PEFT takes it for {}",
  "AdaLoraConfig.loftq_config: null": "PEFT's annotation forbids None, but PEFT takes it for {}",
  "LoraConfig.peft_type: null": "PEFT fills it in",
  "LoraConfig.peft_type: default": "PEFT fills it in",
  "AdaLoraConfig.peft_type: null": "PEFT fills it in",
  "AdaLoraConfig.peft_type: default": "PEFT fills it in",
};

/** How many facts were compared, and each difference as a sentence that says what to edit. */
export interface FieldsReport {
  readonly compared: number;
  readonly differences: readonly string[];
}

/** Lays the field tables beside the classes of the installed PEFT. `release` is what new fields date from. */
export function compareFields(
  peft: PeftFields,
  release: string,
  own: readonly Place[] = places,
): FieldsReport {
  const excused = new Set<string>();
  const found = own.flatMap((place) => classDifferences(place, peft.classes[place.cls], release));
  const differences = found.filter(
    ({ id }) => meant[id] === undefined || excused.add(id) === undefined,
  );
  const compared = own.reduce((sum, { table }) => sum + Object.keys(table).length * 4, 0);
  return {
    compared,
    differences: [
      ...differences.filter(isNotInherited).map(({ text }) => text),
      ...Object.keys(meant)
        .filter((id) => !excused.has(id))
        .map(
          (id) =>
            `${id} is listed as meant in test/conformance/fields.ts and no longer differs: remove it.`,
        ),
      ...newClasses(peft, own),
      ...taskTypeDifferences(peft),
      ...ungenerated(),
    ],
  };
}

/** AdaLoraConfig spreads LoraConfig's table: a field that both lack is added to LoraConfig alone. */
const isNotInherited = ({ id }: Difference, _index: number, all: readonly Difference[]): boolean =>
  !id.startsWith("AdaLoraConfig.") || !all.some((other) => id === `Ada${other.id}`);

/** The places as of an older release: fields and classes that came later are left out. */
export const placesAsOf = (release: string): readonly Place[] =>
  places
    .map((place) => ({
      ...place,
      table: Object.fromEntries(
        Object.entries(place.table).filter(([, { since }]) => !isLater(since, release)),
      ),
    }))
    .filter(({ table }) => Object.keys(table).length > 0);

function isLater(release: string, than: string): boolean {
  const [a, b] = [release, than].map((text) => text.split(".").map(Number));
  const index = a?.findIndex((part, place) => part !== b?.[place]) ?? -1;
  return index >= 0 && (a?.[index] ?? 0) > (b?.[index] ?? 0);
}

interface Difference {
  readonly id: string;
  readonly text: string;
}

function classDifferences(
  place: Place,
  theirs: readonly PeftField[] | undefined,
  release: string,
): readonly Difference[] {
  const { cls, file, table } = place;
  if (theirs === undefined) {
    return [{ id: cls, text: `PEFT has no class ${cls}: remove ${file}.` }];
  }
  const own = tableIndex(table).fields.map(({ peft }) => peft);
  const names = theirs.map(({ name }) => name);
  const missing = theirs.filter(({ name }) => !own.includes(name));
  const extra = own.filter((name) => !names.includes(name));
  const shared = (name: string) => own.includes(name) && names.includes(name);
  const inOrder = own.filter(shared).join() === names.filter(shared).join();
  return [
    ...missing.map((field) => ({
      id: `${cls}.${field.name}: new`,
      text: newField(place, field, names, release),
    })),
    ...extra.map((name) => ({
      id: `${cls}.${name}: gone`,
      text: `${cls} has no field ${name}: PEFT ${release} does not know it. Remove it from ${file}, or follow a release that has it.`,
    })),
    ...(inOrder
      ? []
      : [
          {
            id: `${cls}: order`,
            text: `The fields of ${cls} stand in another order in PEFT: ${names.join(", ")}.`,
          },
        ]),
    ...theirs.flatMap((field) => fieldDifferences(place, field)),
  ];
}

function newField(
  { cls, file }: Place,
  field: PeftField,
  names: readonly string[],
  release: string,
): string {
  const before = names[names.indexOf(field.name) - 1];
  const after = before === undefined ? "first" : `after ${before}`;
  const value = JSON.stringify(field.default);
  return [
    `${cls} has a new field: ${field.name}: ${field.annotation} = ${value}.`,
    `    Add a row to ${file}, ${after}: its name in camel case, default: ${value}, its kind and meaning,`,
    `    since: the first release that has it (${release} or before). Give it values in test/conformance/arbitraries.ts.`,
  ].join("\n");
}

/** What remains to be done once the tables are edited. */
export const adoptionSteps = (release: string): readonly string[] => [
  `To adopt PEFT ${release}, edit what is listed above, then:`,
  `  1. Write ${release} in test/conformance/requirements.txt and in PEFT_VERSION (src/field/version.ts), and add it to src/peft/releases.ts.`,
  "  2. npm run generate",
  "  3. npm run conformance, and correct rules until nothing disagrees",
  "  4. npm run conformance:record and npm run conformance:releases -- --record, and read the difference in test/fixtures",
  "  5. npm test",
];

function fieldDifferences({ cls, file, table }: Place, theirs: PeftField): readonly Difference[] {
  const own = tableIndex(table).fields.find(({ peft }) => peft === theirs.name);
  if (own === undefined) return [];
  const facts: readonly (readonly [what: string, ours: unknown, peft: unknown])[] = [
    ["default", wireDefault(own), theirs.default],
    ["null", own.nullable === true, /^Optional\[|\bNone\b/.test(theirs.annotation)],
    [
      "float",
      own.kind.is === "number" && own.kind.float,
      /^(Optional\[)?float\]?$/.test(theirs.annotation),
    ],
    ["argument", own.computed !== true, theirs.init],
  ];
  return facts
    .filter(([, ours, peft]) => JSON.stringify(ours) !== JSON.stringify(peft))
    .map(([what, ours, peft]) => ({
      id: `${cls}.${theirs.name}: ${what}`,
      text: `${cls}.${theirs.name} (${theirs.annotation}): ${what} is ${JSON.stringify(peft)} in PEFT and ${JSON.stringify(ours)} in ${file}.`,
    }));
}

/** A default under PEFT's names. */
function wireDefault({ kind, default: value }: Field): unknown {
  if (kind.is !== "config" || typeof value !== "object" || value === null) return value;
  const { fields } = kind.table;
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      peftNameOf(name, field),
      Reflect.get(value, name),
    ]),
  );
}

function newClasses(peft: PeftFields, own: readonly Place[]): readonly string[] {
  const known = own.map(({ cls }) => cls);
  return Object.entries(peft.classes)
    .filter(([cls]) => !known.includes(cls))
    .map(
      ([cls, fields]) =>
        `PEFT has a new config class ${cls} (${fields.map(({ name }) => name).join(", ")}): add src/field/<name>.ts and list it in src/field/sub.ts.`,
    );
}

function taskTypeDifferences(peft: PeftFields): readonly string[] {
  return peft.task_types.join() === taskTypes.join()
    ? []
    : [`PEFT's task types are ${peft.task_types.join(", ")}: edit taskTypes in src/field/base.ts.`];
}

/** Fields that no generated config sets: they would be judged by no one. */
function ungenerated(): readonly string[] {
  const generated = generatedFields();
  const tables: Readonly<Record<string, ConfigClass>> = configClasses;
  return Object.entries(generated).flatMap(([holder, names]) => {
    const kind = (configClasses.LORA.fields as FieldTable)[holder]?.kind;
    const table = tables[holder]?.fields ?? (kind?.is === "config" ? kind.table.fields : {});
    return Object.entries(table)
      .filter(([name, { computed }]) => name !== "peftType" && !computed && !names.includes(name))
      .map(
        ([name]) =>
          `No generated config sets ${name} of ${holder}: give it values in test/conformance/arbitraries.ts.`,
      );
  });
}
