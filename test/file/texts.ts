import fc from "fast-check";
import type { JsonValue } from "../../src/file/node.ts";

/** A JSON value, and one of the many texts that spell it. */
export interface Spelled {
  readonly text: string;
  readonly value: JsonValue;
}

/** Any JSON text without repeated keys: any spacing, any escapes, any spelling of numbers. */
export const spelled: fc.Arbitrary<Spelled> = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.array(fc.nat(), { minLength: 1 }))
  .map(([value, choices]) => ({
    text: spell(value as JsonValue, choices),
    value: value as JsonValue,
  }));

/** The same, of an object with some entries. */
export const spelledObject: fc.Arbitrary<Spelled> = fc
  .tuple(
    fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 8 }),
    fc.array(fc.nat(), { minLength: 1 }),
  )
  .map(([entries, choices]) => {
    // JSON.parse, so that a key __proto__ is an own one.
    const value: JsonValue = JSON.parse(JSON.stringify(entries));
    return { text: spell(value, choices), value };
  });

/** The layouts that programs write: indented by any unit with any line end, or on one line. */
export const writtenObject: fc.Arbitrary<Spelled> = fc
  .tuple(
    fc.dictionary(fc.stringMatching(/^[a-z_]{1,6}$/), fc.jsonValue({ maxDepth: 2 }), {
      maxKeys: 8,
    }),
    fc.constantFrom("", " ", "  ", "    ", "\t"),
    fc.constantFrom("\n", "\r\n"),
    fc.constantFrom("", "\n"),
    fc.boolean(),
  )
  .map(([entries, indent, newline, end, sorted]) => {
    const keys = sorted ? Object.keys(entries).sort() : Object.keys(entries);
    const value: JsonValue = JSON.parse(
      JSON.stringify(Object.fromEntries(keys.map((key) => [key, entries[key]]))),
    );
    const text = JSON.stringify(value, null, indent) + end;
    return { text: text.replaceAll("\n", newline), value };
  });

const SPACES = ["", "", "", " ", "\n", "\r\n", "\t", "  \n  ", "\r"];

/** Writes a value in a spelling that the choices decide. */
function spell(value: JsonValue, choices: readonly number[]): string {
  let turn = 0;
  const choose = <Item>(items: readonly Item[]): Item =>
    items[(choices[turn++ % choices.length] ?? 0) % items.length] as Item;
  const space = () => choose(SPACES);
  const text = (part: JsonValue): string => {
    if (typeof part === "string") return escaped(part, choose);
    if (typeof part === "number") return number(part, choose);
    if (typeof part !== "object" || part === null) return String(part);
    const entries = Array.isArray(part)
      ? part.map((item: JsonValue) => space() + text(item) + space())
      : Object.entries(part).map(
          ([key, item]) =>
            `${space()}${escaped(key, choose)}${space()}:${space()}${text(item)}${space()}`,
        );
    const inner = entries.length === 0 ? space() : entries.join(",");
    return Array.isArray(part) ? `[${inner}]` : `{${inner}}`;
  };
  return space() + text(value) + space();
}

function escaped(part: string, choose: <Item>(items: readonly Item[]) => Item): string {
  const plain = JSON.stringify(part);
  return choose([
    plain,
    plain.replaceAll(/[\u0080-\uffff/]/g, hex),
    `"${part.replaceAll(/./gs, hex)}"`,
  ]);
}

function hex(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function number(part: number, choose: <Item>(items: readonly Item[]) => Item): string {
  const plain = JSON.stringify(part);
  return choose([plain, plain, plain.replace("e+", "E"), part.toExponential()]);
}
