import type { Input } from "./call.ts";

/** A case in which we knowingly answer otherwise than PEFT. */
export interface Divergence {
  readonly id: string;
  readonly where: "verdicts" | "files";
  readonly reason: string;
  /** The smallest input that shows it. The run asks it every time: one that no longer diverges fails. */
  readonly example: Input;
  /** What the disagreement says, see `judgementOf`. */
  readonly why: RegExp;
  /** Which other inputs it explains. */
  readonly covers: (input: Input) => boolean;
}

const isRecord = (value: unknown): boolean => typeof value === "object" && value !== null;

const arrow = {
  reason:
    "arrowConfig is for PEFT's create_arrow_model, which fills in the adapters' names that get_peft_model misses. We warn.",
  example: { peftType: "LORA", targetModules: ["q_proj"], arrowConfig: {} },
  why: /'NoneType' object has no attribute 'copy'|PEFT raises AttributeError|refuses at inject: AttributeError/,
  covers: ({ arrowConfig }: Input): boolean => isRecord(arrowConfig),
};

const letters = {
  reason:
    "PEFT takes a string modulesToSave letter by letter; which of VeLoRA's own modules end in one of them is an accident. We warn of the string.",
  example: {
    peftType: "LORA",
    targetModules: ["q_proj"],
    veloraConfig: {},
    modulesToSave: "lm_head",
  },
  why: /'ModulesToSaveWrapper' object is not subscriptable/,
  covers: ({ modulesToSave, veloraConfig }: Input): boolean =>
    typeof modulesToSave === "string" && isRecord(veloraConfig),
};

export const divergences: readonly Divergence[] = [
  { id: "arrow-by-hand", where: "verdicts", ...arrow },
  { id: "arrow-by-hand", where: "files", ...arrow },
  { id: "string-saves-velora", where: "verdicts", ...letters },
  { id: "string-saves-velora", where: "files", ...letters },
];

/** The divergence that explains a disagreement. */
export function divergenceOf(
  input: Input,
  why: string,
  where: Divergence["where"],
): Divergence | undefined {
  return divergences.find(
    (each) => each.where === where && each.why.test(why) && each.covers(input),
  );
}
