import type { Told } from "../../config/shape.ts";
import type { CodeFacts, NoData } from "../../finding/rule.ts";

const INTENDED = "Write the intended number.";

/**
 * An integer is one that JavaScript can hold exactly.
 *
 * @breaks text '{"peft_type": "LORA", "megatron_config": {"seed": 9007199254740993}}'
 * @keeps text '{"peft_type": "LORA", "megatron_config": {"seed": 9007199254740991}}'
 * @see ECMAScript Number.MAX_SAFE_INTEGER
 */
export const jsonBigInteger: CodeFacts<{ rounded: Told }> = {
  code: "json-big-integer",
  stage: "silent",
  words: ["JavaScript reads this integer as {rounded}; PEFT reads it exactly.", INTENDED],
};

/**
 * A number with a fraction or an exponent is small enough for a float.
 *
 * @breaks text '{"peft_type": "LORA", "lora_alpha": 1e999}'
 * @keeps text '{"peft_type": "LORA", "lora_alpha": 1e300}'
 * @see Python Lib/json/decoder.py JSONDecoder parse_float
 */
export const jsonOverflow: CodeFacts<{ value: Told }> = {
  code: "json-overflow",
  stage: "silent",
  words: ["The number is too large for a float; PEFT silently reads {value}.", INTENDED],
};

/**
 * Numbers are those of JSON, which has no NaN and no Infinity.
 *
 * @breaks text '{"peft_type": "LORA", "lora_dropout": NaN}'
 * @keeps text '{"peft_type": "LORA", "lora_dropout": 0.0}'
 * @see Python Lib/json/decoder.py JSONDecoder parse_constant
 */
export const jsonNan: CodeFacts<{ word: string }> = {
  code: "json-nan",
  stage: "silent",
  words: [
    "PEFT reads {word!}, but {word!} is not valid JSON; other programs refuse the file.",
    "Write a number, or null.",
  ],
};

/**
 * A string contains whole characters.
 *
 * @breaks text '{"peft_type": "LORA", "revision": "\\ud83d"}'
 * @keeps text '{"peft_type": "LORA", "revision": "\\ud83d\\ude00"}'
 * @see Python Modules/_json.c scanstring_unicode
 */
export const jsonLoneSurrogate: CodeFacts<NoData> = {
  code: "json-lone-surrogate",
  stage: "silent",
  words: [
    "The string contains half of a surrogate pair, which Python cannot encode in UTF-8.",
    "Write the whole character.",
  ],
};
