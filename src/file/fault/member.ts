import type { CodeFacts, NoData } from "../../finding/rule.ts";

/**
 * An object has each key once.
 *
 * @breaks text '{"peft_type": "LORA", "r": 8, "r": 16}'
 * @keeps text '{"peft_type": "LORA", "r": 16}'
 * @see Python Lib/json/decoder.py JSONObject
 */
export const jsonDuplicateKey: CodeFacts<{ key: string }> = {
  code: "json-duplicate-key",
  stage: "silent",
  words: [
    "The object already has the key {key}; PEFT silently uses the last value.",
    "Delete every {key} but the intended one.",
  ],
};

/**
 * No key is called __proto__.
 *
 * @breaks text '{"peft_type": "LORA", "__proto__": {"isAdmin": true}}'
 * @keeps text '{"peft_type": "LORA", "proto": {"isAdmin": true}}'
 * @see ECMAScript Object.prototype.__proto__
 */
export const jsonProtoKey: CodeFacts<NoData> = {
  code: "json-proto-key",
  stage: "silent",
  words: [
    'A "__proto__" key can corrupt objects in JavaScript programs that read this file.',
    "Delete the key.",
  ],
};
