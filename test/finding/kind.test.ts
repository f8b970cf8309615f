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
import { kindText, tellKind } from "../../src/finding/kind.ts";

const pair: Kind = { is: "pair", of: integer() };
const sub = { name: "EvaConfig", fields: {} };

describe("the text of a kind", () => {
  it.each<readonly [text: string, kind: Kind]>([
    ["{=true} or {=false}", boolean],
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
    ["{=true} or {=false} or a string", either(boolean, text)],
  ])("is %j", (expected, kind) => {
    expect(kindText(tellKind(kind))).toBe(expected);
  });

  it.each([
    ["finite", "a finite number"],
    ["plain", "a JSON value"],
    ["shallow", "at most 64 levels deep"],
  ] as const)("is for %s, which no field has, %j", (is, expected) => {
    expect(kindText({ is })).toBe(expected);
  });
});

describe("tellKind", () => {
  it.each(Object.entries(adaLoraFields))("keeps plain data of the kind of %s", (_, { kind }) => {
    const told = tellKind(kind);
    expect(JSON.parse(JSON.stringify(told))).toEqual(told);
    expect(kindText(told)).not.toContain("undefined");
  });
});
