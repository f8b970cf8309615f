/** What turns an adapter into a plain LoRA that any engine serves. */
export { type FoldedRows, foldRows } from "./port/fold.ts";
export { isCopy, type TensorHeader, type TensorOperation } from "./port/operation.ts";
export {
  type PortableAdapter,
  type PortOptions,
  type PortResult,
  portableAdapter,
} from "./port/portable.ts";
