/**
 * PEFT's methods by their `peft_type`, under the release that added each. Releases before 0.3.0 had
 * only the first four.
 *
 * @see peft/utils/peft_types.py of each release
 */
export const peftMethods: readonly string[] = [
  // 0.0.1
  "PROMPT_TUNING",
  "P_TUNING",
  "PREFIX_TUNING",
  "LORA",
  // 0.3.0
  "ADALORA",
  "ADAPTION_PROMPT",
  // 0.4.0
  "IA3",
  // 0.6.0
  "MULTITASK_PROMPT_TUNING",
  "LOHA",
  "LOKR",
  // 0.7.0
  "OFT",
  // 0.8.0
  "POLY",
  // 0.11.0
  "BOFT",
  "LN_TUNING",
  "VERA",
  // 0.12.0
  "FOURIERFT",
  "XLORA",
  "HRA",
  // 0.13.0
  "VBLORA",
  // 0.14.0
  "CPT",
  "BONE",
  // 0.15.0
  "TRAINABLE_TOKENS",
  // 0.16.0
  "RANDLORA",
  "C3A",
  // 0.17.0
  "MISS",
  "SHIRA",
  // 0.18.0
  "ROAD",
  "WAVEFT",
  "OSF",
  "DELORA",
  // 0.19.0
  "ADAMSS",
  "LILY",
  "PVERA",
  "GRALORA",
  "CARTRIDGE",
  "TINYLORA",
  "PSOFT",
  "PEANUT",
  // 0.20.0
  "BEFT",
  "FROD",
  "GLORA",
  "UNILORA",
  "HIRA",
  "DEFT",
  // 0.21.0
  "SUPERTUNING",
  "SHADOW",
];

/** The release that removed a method. */
export const removedMethods: Readonly<Record<string, string>> = { BONE: "0.19.0" };

/**
 * Whether a value is the name of a PEFT method, in PEFT's own spelling.
 *
 * @example
 * ```ts
 * isPeftMethod("VERA"); // true
 * isPeftMethod("vera"); // false: PEFT raises KeyError
 * ```
 */
export const isPeftMethod = (name: unknown): name is string => peftMethods.includes(name as string);
