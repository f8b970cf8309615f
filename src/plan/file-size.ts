import type { Plan } from "./plan-types.ts";

/** The size of a saved adapter. */
export interface FileSize {
  /** Numbers in the file. */
  readonly parameters: number;
  /** Bytes of all tensors. */
  readonly tensorBytes: number;
  /** Bytes of the header of the safetensors file, roughly: about 120 for each tensor. */
  readonly headerBytes: number;
  readonly bytes: number;
  /** How the numbers come about, a step each. */
  readonly formula: readonly string[];
}

/** Bytes of a number that PEFT saves. It trains and saves adapters in float32. */
const BYTES = 4;

/** What the header of safetensors has for a tensor: name, dtype, shape, offsets. */
const HEADER_PER_TENSOR = 120;

/**
 * The size of `adapter_model.safetensors`, which PEFT saves after training.
 *
 * Adapters are float32, whatever the base model is, because PEFT casts them so. Modules that are
 * trained as a whole have the base model's dtype. If PEFT adapts or saves an embedding, it saves the
 * whole embedding too; that is not counted here.
 *
 * @param plan the plan of the adapter.
 * @returns bytes, and how they come about.
 * @example
 * ```ts
 * adapterFileSize(plan).bytes; // 16792576
 * ```
 * @see peft/utils/save_and_load.py get_peft_model_state_dict
 */
export function adapterFileSize(plan: Plan): FileSize {
  const adaptations = [...plan.modules, ...plan.parameters];
  const adapter = adaptations.reduce((sum, { parameters }) => sum + parameters, 0);
  // AdaLoRA's ranknum is not saved.
  const saved = plan.peftType === "ADALORA" ? adapter - adaptations.length : adapter;
  const whole = sumOf(plan, false);
  const rows = sumOf(plan, true);
  const baseBytes = plan.base.dtype === "float32" ? 4 : 2;
  const tensorBytes = (saved + rows) * BYTES + whole * baseBytes;
  const perModule = plan.peftType === "ADALORA" ? 3 : 2;
  const tensors = adaptations.length * perModule + plan.fullyTrained.length;
  const headerBytes = tensors * HEADER_PER_TENSOR;
  return {
    parameters: saved + rows + whole,
    tensorBytes,
    headerBytes,
    bytes: tensorBytes + headerBytes,
    formula: [
      `${saved + rows} adapter parameters × ${BYTES} bytes (float32)`,
      `${whole} parameters of fully trained modules × ${baseBytes} bytes (${plan.base.dtype})`,
      `${tensors} tensors × about ${HEADER_PER_TENSOR} bytes of header`,
    ],
  };
}

const sumOf = ({ fullyTrained }: Plan, isRows: boolean): number =>
  fullyTrained
    .filter(({ rows }) => (rows !== null) === isRows)
    .reduce((sum, { parameters }) => sum + parameters, 0);
