/** The combinations of fields that PEFT refuses, as JSON Schema: from their table, and rules that a schema can tell. */
import { type Naming, peftNameOf } from "../../src/config/table.ts";
import { type Combination, type Condition, combinations } from "../../src/field/combination.ts";
import type { Field, FieldTable, Kind } from "../../src/field/field.ts";
import { type ConfigClass, configClasses } from "../../src/finding/class.ts";
import type { JsonSchema } from "../../src/schema/kind-schema.ts";

type Schema = JsonSchema;

/** A schema of draft-07, as the plain data it is. */
export type { JsonSchema as Schema };

/** What holds if another thing holds, and what holds otherwise. */
export function conditional(test: Schema, then: Schema, otherwise?: Schema): Schema {
  return { if: test, then, ...(otherwise !== undefined && { else: otherwise }) };
}

/** The field is there and has such a value. */
const has = (field: string, value: Schema): Schema => ({
  type: "object",
  properties: { [field]: value },
  required: [field],
});

/** The fields, where they are there, have such values. */
const ifGiven = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: "object",
  properties,
});

const none: Schema = { type: "null" };
const yes: Schema = { const: true };
const text: Schema = { type: "string" };
const some: Schema = { type: "array", minItems: 1 };
const filled: Schema = { type: "object", minProperties: 1 };

/** A field's name in one of the namings. */
export const nameIn = (naming: Naming, name: string, field?: Field): string =>
  naming === "typescript" ? name : peftNameOf(name, field);

/** What holds of a config of the class if a condition does. */
function meets({ field, is, but }: Condition, fields: FieldTable, naming: Naming): Schema {
  const row = fields[field];
  const value = valueMeets(is, row?.kind, row?.default);
  const schema = but === undefined ? value : { allOf: [value, { not: { const: but } }] };
  return has(nameIn(naming, field, row), schema);
}

function valueMeets(is: Condition["is"], kind: Kind | undefined, standard: unknown): Schema {
  if (typeof is !== "string") {
    const [word = ""] = is;
    return is.length === 1 && !word.endsWith("*")
      ? { const: word }
      : { type: "string", pattern: `^(${is.map(wordPattern).join("|")})` };
  }
  switch (is) {
    case "on":
      return kind === undefined ? yes : onSchema(kind);
    case "given":
      return { not: none };
    case "text":
      return text;
    case "changed":
      return { not: { const: standard } };
    case "named":
      return { not: { type: "boolean" } };
  }
}

const wordPattern = (word: string): string => (word.endsWith("*") ? word.slice(0, -1) : `${word}$`);

/** The values of a kind that turn something on. */
function onSchema(kind: Kind): Schema {
  switch (kind.is) {
    case "boolean":
      return yes;
    case "list":
      return some;
    case "string":
      return { type: "string", minLength: 1 };
    case "either":
      return { anyOf: kind.of.map(onSchema) };
    case "config":
      return kind.orEmpty ? filled : { type: "object" };
    default:
      return filled;
  }
}

/** A row of the table under its code, if PEFT refuses what breaks it. */
function rowSchema(row: Combination, fields: FieldTable, naming: Naming): readonly Schema[] {
  if (row.stage === "warned" || row.stage === "silent") return [];
  const test = meets(row.field, fields, naming);
  if ("excludes" in row) {
    return [rule(row.code, test, { not: meets(row.excludes, fields, naming) })];
  }
  if ("needs" in row) return [rule(row.code, test, meets(row.needs, fields, naming))];
  return [{ $comment: row.code, not: test }];
}

/** A combination under the code of the diagnostic that says the same. */
const rule = (code: string, test: Schema, then: Schema): Schema => ({
  $comment: code,
  ...conditional(test, then),
});

const unnamed: Schema = { type: "array", contains: { const: "" } };
const named: Schema = { not: unnamed };
const tokens: Schema = { anyOf: [none, some, { type: "object", additionalProperties: some }] };
const even: Schema = { type: "integer", multipleOf: 2 };

/** The rules for single fields that a schema can tell, by the code of each. */
function ruleSchemas(name: (field: string) => string): Readonly<Record<string, Schema>> {
  const lists = ["targetModules", "excludeModules", "targetParameters", "modulesToSave"];
  const matches = ["targetModulesBdA", "targetModulesBdB"];
  return {
    "targets-empty": conditional(
      has(name("targetModules"), { enum: ["", []] }),
      has(name("targetParameters"), some),
    ),
    "name-empty": ifGiven(Object.fromEntries(lists.map((each) => [name(each), named]))),
    "tokens-empty": ifGiven({ [name("trainableTokenIndices")]: tokens }),
    "orthogonal-rank-odd": conditional(
      has(name("initLoraWeights"), { const: "orthogonal" }),
      ifGiven({
        r: even,
        [name("rankPattern")]: { type: "object", additionalProperties: even },
      }),
    ),
    "bdlora-unlisted": conditional(
      has(name("useBdlora"), { type: "object", properties: { [name("matchStrict")]: yes } }),
      has(name("useBdlora"), { anyOf: matches.map((each) => has(name(each), some)) }),
    ),
    "adalora-total-step-missing": has(name("totalStep"), { type: "integer" }),
    "adalora-rank-pattern-by-hand": ifGiven({
      [name("rankPattern")]: {
        anyOf: [none, { type: "object", additionalProperties: { type: "array" } }],
      },
    }),
  };
}

/** The combinations of each class, as keywords of its schema. */
export const combinationSchemas = (naming: Naming): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    Object.values(configClasses).map((row: ConfigClass) => [
      row.className,
      classSchema(row, naming),
    ]),
  );

function classSchema({ peftType, fields, rules }: ConfigClass, naming: Naming): Schema {
  const rows = combinations.filter(({ of = peftType }) => of === peftType);
  const known = ruleSchemas((name) => nameIn(naming, name));
  const told = rules.flatMap(({ code }) => {
    const schema = known[code];
    return schema === undefined ? [] : [{ $comment: code, ...schema }];
  });
  return { allOf: [...told, ...rows.flatMap((row) => rowSchema(row, fields, naming))] };
}
