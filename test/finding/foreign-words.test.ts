import { describe, expect, it } from "vitest";
import { type ConfigClass, configClasses } from "../../src/finding/class.ts";
import {
  check,
  checkRelease,
  explainConfig,
  fromPeftDict,
  parseAdapterConfig,
} from "../../src/index.ts";

/** The words that a plain object answers to although nobody wrote them. */
const words = [...Object.getOwnPropertyNames(Object.prototype), "prototype", "length", "name"];

/** Every shape in which a word can stand in a field. */
const shapes = (word: string): readonly unknown[] => [
  word,
  [word],
  { [word]: 1 },
  { [word]: [word] },
  { [word]: { [word]: word } },
  Object.fromEntries([[word, word]]),
];

const classes: readonly ConfigClass[] = Object.values(configClasses);

/** Codes that stand for an exception that was caught: none may be hidden by one. */
const hiding = ["not-an-object", "unreadable"];

describe.each(words)("the foreign word %s", (word) => {
  it.each(classes.map(({ peftType }) => peftType))(
    "looks nothing up in a config of %s",
    (peftType) => {
      const fields = Object.keys(configClasses[peftType].fields);
      for (const field of [...fields, word]) {
        for (const value of shapes(word)) {
          const result = check(
            { peftType, [field]: value },
            { modelType: word, adapterName: word },
          );
          expect(result.diagnostics.filter(({ code }) => hiding.includes(code))).toEqual([]);
          if (result.ok) explainConfig(result.config);
        }
      }
    },
  );

  it.each(classes.map(({ peftType }) => peftType))(
    "looks nothing up in a file of %s",
    (peftType) => {
      for (const { peft } of Object.values(configClasses[peftType].fields).map((_, index) => ({
        peft: Object.keys(configClasses[peftType].fields)[index] ?? "",
      }))) {
        const key = peft.replaceAll(/[A-Z]/g, "_$&").toLowerCase();
        for (const value of shapes(word)) {
          const dict = { peft_type: peftType, [key]: value };
          const result = fromPeftDict(dict);
          expect(result.diagnostics.filter(({ code }) => hiding.includes(code))).toEqual([]);
          const document = parseAdapterConfig(JSON.stringify(dict));
          expect(document.diagnostics.filter(({ code }) => hiding.includes(code))).toEqual([]);
          if (result.ok) checkRelease(result.config, "0.6.2");
        }
      }
    },
  );
});
