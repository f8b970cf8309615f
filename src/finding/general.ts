import type { Told } from "../config/shape.ts";
import type { PeftType } from "../field/base.ts";
import type { CodeFacts, NoData } from "./rule.ts";

/** What reading a value can find, whatever the field. The findings are made in read.ts and check.ts. */

/**
 * A config is a plain object.
 * @breaks []
 * @keeps {}
 * @see peft/config.py PeftConfigMixin
 */
export const notAnObject: CodeFacts<{ value: Told }> = {
  code: "not-an-object",
  stage: "construction",
  words: ["A config is a plain object, but this is {value}.", "Pass an object with `r: 16`."],
};

/** Why a key is not a field, and what PEFT does with it. */
interface UnknownKey extends Readonly<Record<string, unknown>> {
  readonly key: string;
  /** The config class it stands in; null for the outermost. */
  readonly config: string | null;
  /** The field it is the name of in the other naming, or a field with a similar name. */
  readonly meant: string | null;
  readonly why: "other-naming" | "written" | "refused" | "kept" | "dropped";
}

const unknownKeyEffects: Readonly<Record<Exclude<UnknownKey["why"], "other-naming">, string>> = {
  written: "",
  refused: "",
  kept: ". PEFT keeps it and never reads it.",
  dropped: ". PEFT drops it on loading.",
};

/**
 * Every key is a field.
 * @breaks { lora_alpha: 16 }
 * @keeps { loraAlpha: 16 }
 * @see peft/config.py PeftConfigMixin.from_peft_type
 */
export const unknownKey: CodeFacts<UnknownKey> = {
  code: "unknown-key",
  stage: "construction",
  raises: "TypeError",
  words: ({ key, config, meant, why }, language) => {
    if (why !== "other-naming") {
      const home = config === null ? "the config" : "{config!}";
      return [
        `{key} is not a field of ${home}${unknownKeyEffects[why]}`,
        meant === null ? "Remove it." : "Did you mean {.meant}?",
      ];
    }
    // Whoever reads it: an object in TypeScript has PEFT's name, or a file has ours.
    if (key !== meant) {
      return [
        "{key!} is PEFT's name; here the field is called {meant!}.",
        "Did you mean {meant!}?",
      ];
    }
    return [
      "{key} is not PEFT's name of the field.",
      language === "typescript" ? "Write PEFT's name, in snake case." : "Did you mean {.meant}?",
    ];
  },
};

/** A value that is not what its field holds. */
interface MisfitData extends Readonly<Record<string, unknown>> {
  readonly value: Told;
  /** What the field holds, in words: "a list of strings". */
  readonly expected: string;
  /** The number that stands in quotes. */
  readonly meant: number | null;
  /** How many entries a list has that must be a pair. */
  readonly length?: number;
}

/**
 * Every value has the type of its field.
 * @breaks { r: "16" }
 * @keeps { r: 16 }
 * @see peft/config.py PeftConfigMixin
 * @remarks PEFT does not check types; whether and when it fails depends on the field.
 */
export const wrongType: CodeFacts<MisfitData> = {
  code: "wrong-type",
  stage: "injection",
  words: ({ meant, length }) =>
    length === undefined
      ? [
          "{} is {value}, but must be {expected!}. PEFT does not check types; this fails later or silently misbehaves.",
          meant === null ? "Write {expected!}." : "Write {meant!} without quotes.",
        ]
      : ["{} has {length!} entries, not two", "Write [start, end]; end is not included."],
};

/**
 * Numbers are finite.
 * @breaks { loraAlpha: Number.POSITIVE_INFINITY }
 * @keeps { loraAlpha: 1e300 }
 * @see peft/config.py PeftConfigMixin.save_pretrained
 */
export const numberNotFinite: CodeFacts<{ value: Told }> = {
  code: "number-not-finite",
  stage: "strict",
  words: ["{} is {value}. PEFT accepts it, but JSON cannot hold it.", "Write a finite number."],
};

/**
 * Booleans in files are true or false, not 0, 1 or null.
 * @breaks file { peft_type: "LORA", fan_in_fan_out: null }
 * @keeps file { peft_type: "LORA", fan_in_fan_out: false }
 * @see peft/config.py PeftConfigMixin
 */
export const booleanSpelling: CodeFacts<{ value: 0 | 1 | null; truth: boolean }> = {
  code: "boolean-spelling",
  stage: "silent",
  words: ["{} is {value}, which PEFT treats as {truth}.", "Write {truth}."],
};

/**
 * Fields that PEFT computes are left out.
 * @breaks { arrowConfig: { taskAdapterNames: ["a"] } }
 * @keeps { arrowConfig: { taskAdapterNames: null } }
 * @see peft/tuners/lora/config.py _get_lora_subconfig
 */
export const computedField: CodeFacts = {
  code: "computed-field",
  stage: "silent",
  words: ["PEFT computes {} itself and does not accept it as an argument.", "Leave it out."],
};

/**
 * Files have no fields of one run only.
 * @breaks file { peft_type: "LORA", runtime_config: {} }
 * @keeps file { peft_type: "LORA" }
 * @see peft/config.py PeftConfigMixin.from_json_file
 */
export const unsavedField: CodeFacts<NoData> = {
  code: "unsaved-field",
  stage: "warned",
  words: [
    "{} holds only for one run: PEFT drops it on loading.",
    "Remove it, and pass it to the config's constructor in Python.",
  ],
};

/**
 * Values are plain data that can be read.
 * @breaks { get r() { throw new Error("no"); } }
 * @keeps { get r() { return 4; } }
 * @see peft/config.py PeftConfigMixin
 */
export const unreadable: CodeFacts<{ error: Told }> = {
  code: "unreadable",
  stage: "strict",
  words: ["Reading {} threw {error}.", "Pass plain data."],
};

/**
 * peftType is that of the builder.
 * @see peft/tuners/lora/config.py LoraConfig.__post_init__
 */
export const peftTypeOther: CodeFacts<{ value: Told; made: PeftType; builder: string }> = {
  code: "peft-type-other",
  stage: "strict",
  words: (_, language) => [
    "`peftType` is {value}, but this makes a config of type {made}: PEFT's constructor overwrites it.",
    language === "typescript" ? "Leave it out, or use {builder!}." : "Leave it out.",
  ],
};

/**
 * A config breaks each rule in at most a hundred places.
 * @breaks { excludeModules: Array(101).fill("") }
 * @keeps { excludeModules: Array(100).fill("") }
 * @see src/finding/ledger.ts
 */
export const moreFindings: CodeFacts<{ code: string; unlisted: number }> = {
  code: "more-findings",
  stage: "silent",
  words: [
    "Findings of {code!} that are not listed: {unlisted!}.",
    "Repair the listed ones, then check again.",
  ],
};

/** The facts of every general code, for the catalogue. */
export const generalFacts: readonly CodeFacts<never>[] = [
  notAnObject,
  unknownKey,
  wrongType,
  numberNotFinite,
  booleanSpelling,
  computedField,
  unsavedField,
  unreadable,
  peftTypeOther,
  moreFindings,
];
