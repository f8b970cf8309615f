import type { ElementType } from "./element.ts";

/** The header of a safetensors file: each tensor with its type and shape. Its own offsets are not needed. */
export type TensorHeader = Readonly<
  Record<string, { readonly dtype: string; readonly shape: readonly number[] } | undefined>
>;

/**
 * How a tensor of the portable adapter comes from one of the adapter. Plain data: whoever has the
 * tensors, in whatever program, can carry it out.
 */
export interface TensorOperation {
  /** The tensor that is read. */
  readonly from: string;
  /** The tensor that is written. */
  readonly to: string;
  /** Its type, which stays. */
  readonly dtype: ElementType;
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its shape afterwards: one dimension may have grown, filled with zeros. */
  readonly padded: readonly number[];
  /** What every value is multiplied by. */
  readonly scale: number;
  /** A tensor with a factor for each column, such as AdaLoRA's singular values; null without one. */
  readonly columns: string | null;
}

/** Whether the values stay as they are. */
export const isCopy = ({ scale, columns }: TensorOperation): boolean =>
  scale === 1 && columns === null;
