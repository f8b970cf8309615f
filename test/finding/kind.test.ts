import { describe, expect, it } from "vitest";
import { adaLoraFields } from "../../src/field/adalora.ts";
import {
  boolean,
  config,
  either,
  float,
  integer,
  json,
  type Kind,
  list,
  mapOf,
  number,
  setOf,
  text,
  words,
} from "../../src/field/field.ts";
import { kindText } from "../../src/finding/kind.ts";

const pair: Kind = { is: "pair", of: integer() };
const sub = { name: "EvaConfig", fields: {} };

describe("the text of a kind", () => {
  it.each<readonly [text: string, kind: Kind]>([
    ["a boolean", boolean],
    ["an integer", integer()],
    ["a number", number()],
    ["a number", float()],
    ["a string", text],
    ["a string", words()],
    ["an object of JSON values", json],
    ["a list of strings", list(text)],
    ["a list of integers", setOf(integer())],
    ["a list of pairs of integers", list(pair)],
    ["a list of booleans", list(boolean)],
    ["a pair of integers", pair],
    ["an object of numbers", mapOf(number())],
    ["an object of lists of integers", mapOf(list(integer()))],
    ["an object (EvaConfig)", config(sub)],
    ["a string or a list of strings", either(text, list(text))],
    ["a boolean or a string", either(boolean, text)],
  ])("is %j", (expected, kind) => {
    expect(kindText(kind)).toBe(expected);
  });

  it.each(Object.entries(adaLoraFields))("is there for %s", (_, { kind }) => {
    expect(kindText(kind)).not.toContain("undefined");
  });
});
