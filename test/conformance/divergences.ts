import type { Input } from "./call.ts";

/** A case in which we knowingly answer otherwise than PEFT. */
export interface Divergence {
  readonly id: string;
  readonly reason: string;
  /** The smallest input that shows it. The run asks it every time: one that no longer diverges fails. */
  readonly example: Input;
  /** What the disagreement says, see `judgementOf`. */
  readonly why: RegExp;
  /** Which other inputs it explains. */
  readonly covers: (input: Input) => boolean;
}

const isRecord = (value: unknown): boolean => typeof value === "object" && value !== null;

/** They hold for configs and for files. */
export const divergences: readonly Divergence[] = [
  {
    id: "arrow-by-hand",
    reason:
      "arrowConfig is for PEFT's create_arrow_model, which fills in the adapters' names that get_peft_model misses. We warn.",
    example: { peftType: "LORA", targetModules: ["q_proj"], arrowConfig: {} },
    why: /'NoneType' object has no attribute 'copy'|PEFT raises AttributeError|refuses at inject: AttributeError/,
    covers: ({ arrowConfig }) => isRecord(arrowConfig),
  },
  {
    id: "string-saves-velora",
    reason:
      "PEFT takes a string modulesToSave letter by letter; which of VeLoRA's own modules end in one of them is an accident. We warn of the string.",
    example: {
      peftType: "LORA",
      targetModules: ["q_proj"],
      veloraConfig: {},
      modulesToSave: "lm_head",
    },
    why: /'ModulesToSaveWrapper' object is not subscriptable/,
    covers: ({ modulesToSave, veloraConfig }) =>
      typeof modulesToSave === "string" && isRecord(veloraConfig),
  },
];

/** The divergence that explains a disagreement. */
export const divergenceOf = (input: Input, why: string): Divergence | undefined =>
  divergences.find((each) => each.why.test(why) && each.covers(input));
