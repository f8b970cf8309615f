import type { Plan } from "./plan-types.ts";

/**
 * The line that `print_trainable_parameters` prints, to the character.
 *
 * @throws {RangeError} For a model without parameters, where Python divides by zero.
 * @example
 * ```ts
 * trainableLine({ trainable: 4194304, total: 6742609920 });
 * // "trainable params: 4,194,304 || all params: 6,742,609,920 || trainable%: 0.0622"
 * ```
 * @see peft/peft_model.py PeftModel.print_trainable_parameters
 */
export function trainableLine({ trainable, total }: Pick<Plan, "trainable" | "total">): string {
  if (total === 0) throw new RangeError("The model has no parameters.");
  const share = fixed((100 * trainable) / total, 4);
  return `trainable params: ${grouped(trainable)} || all params: ${grouped(total)} || trainable%: ${share}`;
}

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");

/**
 * A number with so many decimals, as Python's `:.4f` writes it: exact ties go to the even digit, where
 * `toFixed` rounds them up.
 */
function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  // A double of this size is its own exact decimal expansion with enough digits.
  const exact = value.toFixed(decimals + 40);
  const rest = exact.slice(exact.indexOf(".") + 1 + decimals);
  if (!/^50*$/.test(rest)) return text;
  const down = exact.slice(0, exact.indexOf(".") + 1 + decimals);
  return Number(down.at(-1)) % 2 === 0 ? down : text;
}
