import type { JsonSchema } from "./kind-schema.ts";

/** The dialects of JSON Schema that this library writes, and what each says of itself. */
const addresses: Readonly<Record<string, string | undefined>> = {
  "draft-2020-12": "https://json-schema.org/draft/2020-12/schema",
  "draft-07": "http://json-schema.org/draft-07/schema#",
  "openapi-3.0": undefined,
};

/**
 * A schema in a dialect of JSON Schema. Ours are written so that 2020-12 and draft-07 read them alike.
 *
 * @throws {RangeError} If this library does not write the dialect.
 */
export function schemaFor(target: string, schema: JsonSchema): Record<string, unknown> {
  if (!Object.hasOwn(addresses, target)) {
    const known = Object.keys(addresses).join(", ");
    throw new RangeError(`${target} is not a known target of JSON Schema. Choose one of ${known}.`);
  }
  if (target === "openapi-3.0") return rewriteSchema(schema) as Record<string, unknown>;
  return { $schema: addresses[target], ...schema };
}

/** The keywords whose value is a record of names, which are no keywords. */
const named = ["properties"];
/** The keywords whose value is data. */
const data = ["default", "enum"];

/** The schema in the words of OpenAPI 3.0, which has no null type, no const and no exclusive bounds. */
function rewriteSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(rewriteSchema);
  if (typeof schema !== "object" || schema === null) return schema;
  const rewritten = Object.entries(schema).flatMap(([keyword, value]): readonly Keyword[] => {
    if (data.includes(keyword)) return [[keyword, value]];
    if (named.includes(keyword)) return [[keyword, mapValues(value, rewriteSchema)]];
    return rewriteKeyword(keyword, value);
  });
  return Object.fromEntries(rewritten);
}

/** A keyword with its value. */
type Keyword = readonly [string, unknown];

function rewriteKeyword(keyword: string, value: unknown): readonly Keyword[] {
  switch (keyword) {
    case "const":
      return [["enum", [value]]];
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return [
        [keyword.replace("exclusiveM", "m"), value],
        [keyword, true],
      ];
    case "type": {
      const types = [value].flat().filter((type) => type !== "null");
      return Array.isArray(value)
        ? [
            ["type", types[0]],
            ["nullable", true],
          ]
        : [["type", value]];
    }
    case "anyOf": {
      const all = value as readonly JsonSchema[];
      const some = all.filter(({ type }) => type !== "null");
      const rewritten = some.map(rewriteSchema);
      return some.length === all.length
        ? [[keyword, rewritten]]
        : [
            [keyword, rewritten],
            ["nullable", true],
          ];
    }
    default:
      return [[keyword, rewriteSchema(value)]];
  }
}

const mapValues = (record: object, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
