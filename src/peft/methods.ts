/**
 * PEFT's methods by their `peft_type`: the release that added each, and the release that removed it,
 * if one did. Releases before 0.3.0 had only the first four.
 *
 * @see peft/utils/peft_types.py of each release
 */
export const peftMethods = {
  PROMPT_TUNING: ["0.0.1"],
  P_TUNING: ["0.0.1"],
  PREFIX_TUNING: ["0.0.1"],
  LORA: ["0.0.1"],
  ADALORA: ["0.3.0"],
  ADAPTION_PROMPT: ["0.3.0"],
  IA3: ["0.4.0"],
  MULTITASK_PROMPT_TUNING: ["0.6.0"],
  LOHA: ["0.6.0"],
  LOKR: ["0.6.0"],
  OFT: ["0.7.0"],
  POLY: ["0.8.0"],
  BOFT: ["0.11.0"],
  LN_TUNING: ["0.11.0"],
  VERA: ["0.11.0"],
  FOURIERFT: ["0.12.0"],
  XLORA: ["0.12.0"],
  HRA: ["0.12.0"],
  VBLORA: ["0.13.0"],
  CPT: ["0.14.0"],
  BONE: ["0.14.0", "0.19.0"],
  TRAINABLE_TOKENS: ["0.15.0"],
  RANDLORA: ["0.16.0"],
  C3A: ["0.16.0"],
  MISS: ["0.17.0"],
  SHIRA: ["0.17.0"],
  ROAD: ["0.18.0"],
  WAVEFT: ["0.18.0"],
  OSF: ["0.18.0"],
  DELORA: ["0.18.0"],
  ADAMSS: ["0.19.0"],
  LILY: ["0.19.0"],
  PVERA: ["0.19.0"],
  GRALORA: ["0.19.0"],
  CARTRIDGE: ["0.19.0"],
  TINYLORA: ["0.19.0"],
  PSOFT: ["0.19.0"],
  PEANUT: ["0.19.0"],
  BEFT: ["0.20.0"],
  FROD: ["0.20.0"],
  GLORA: ["0.20.0"],
  UNILORA: ["0.20.0"],
  HIRA: ["0.20.0"],
  DEFT: ["0.20.0"],
  SUPERTUNING: ["0.21.0"],
  SHADOW: ["0.21.0"],
} as const satisfies Readonly<Record<string, readonly [since: string, until?: string]>>;

/** A `peft_type` that some release of PEFT knows. */
export type PeftMethod = keyof typeof peftMethods;

/**
 * Whether a value is the name of a PEFT method, in PEFT's own spelling.
 *
 * @example
 * ```ts
 * isPeftMethod("VERA"); // true
 * isPeftMethod("vera"); // false: PEFT raises KeyError
 * ```
 */
export function isPeftMethod(name: unknown): name is PeftMethod {
  return typeof name === "string" && Object.hasOwn(peftMethods, name);
}
