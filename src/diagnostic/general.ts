import type { RuleFacts } from "./rule/rule.ts";

const dataclass = "peft/config.py PeftConfigMixin";

/** What reading a value may find, whatever the field. The findings are made in config/read.ts. */
export const generalRules: readonly RuleFacts[] = [
  {
    code: "not-an-object",
    when: "construction",
    summary: "A config is a plain object.",
    source: dataclass,
  },
  {
    code: "unknown-key",
    when: "construction",
    summary: "Every key is a field.",
    source: `${dataclass}.from_peft_type`,
  },
  {
    code: "wrong-type",
    when: "injection",
    summary: "Every value has the type of its field.",
    source: dataclass,
    stricter: "PEFT checks no types; whether and when it fails depends on the field.",
  },
  {
    code: "number-not-finite",
    when: "strict",
    summary: "Numbers are finite.",
    source: `${dataclass}.save_pretrained`,
  },
  {
    code: "boolean-spelling",
    when: "silent",
    summary: "Booleans in files are true or false, not 0, 1 or null.",
    source: dataclass,
  },
  {
    code: "computed-field",
    when: "silent",
    summary: "Fields that PEFT computes are left out.",
    source: "peft/tuners/lora/config.py _get_lora_subconfig",
  },
  {
    code: "unreadable",
    when: "strict",
    summary: "Values are plain data that can be read.",
    source: dataclass,
  },
  {
    code: "peft-type-other",
    when: "strict",
    summary: "peftType is that of the builder.",
    source: "peft/tuners/lora/config.py LoraConfig.__post_init__",
  },
];
