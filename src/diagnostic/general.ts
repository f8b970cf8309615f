import type { RuleFacts } from "./rule/rule.ts";

/** What reading a value may find, whatever the field. The findings are made in read.ts. */
export const generalRules: readonly RuleFacts[] = [
  /**
   * A config is a plain object.
   * @see peft/config.py PeftConfigMixin
   */
  {
    code: "not-an-object",
    when: "construction",
  },
  /**
   * Every key is a field.
   * @see peft/config.py PeftConfigMixin.from_peft_type
   */
  {
    code: "unknown-key",
    when: "construction",
  },
  /**
   * Every value has the type of its field.
   * @see peft/config.py PeftConfigMixin
   * @remarks PEFT checks no types; whether and when it fails depends on the field.
   */
  {
    code: "wrong-type",
    when: "injection",
  },
  /**
   * Numbers are finite.
   * @see peft/config.py PeftConfigMixin.save_pretrained
   */
  {
    code: "number-not-finite",
    when: "strict",
  },
  /**
   * Booleans in files are true or false, not 0, 1 or null.
   * @see peft/config.py PeftConfigMixin
   */
  {
    code: "boolean-spelling",
    when: "silent",
  },
  /**
   * Fields that PEFT computes are left out.
   * @see peft/tuners/lora/config.py _get_lora_subconfig
   */
  {
    code: "computed-field",
    when: "silent",
  },
  /**
   * Files have no fields of one run only.
   * @see peft/config.py PeftConfigMixin.from_json_file
   */
  {
    code: "unsaved-field",
    when: "warned",
  },
  /**
   * Values are plain data that can be read.
   * @see peft/config.py PeftConfigMixin
   */
  {
    code: "unreadable",
    when: "strict",
  },
  /**
   * peftType is that of the builder.
   * @see peft/tuners/lora/config.py LoraConfig.__post_init__
   */
  {
    code: "peft-type-other",
    when: "strict",
  },
];
