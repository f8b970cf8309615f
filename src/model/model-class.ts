import type { Keys } from "./config-key.ts";
import type { Block, Part } from "./module-part.ts";

/** A model as transformers builds it for one class. */
export interface Model {
  readonly root: Part | Block;
  /** Parameters that share memory, in pairs: the first takes the second's place. */
  readonly ties: readonly (readonly [string, string])[];
  readonly input: string | null;
  readonly output: string | null;
}

/** A model without its head, such as `LlamaModel`, and what heads are made from. */
export interface Base {
  readonly root: Part | Block;
  /** The input embedding's name in the base. */
  readonly input: string | null;
  readonly ties: Model["ties"];
  /** The completed config, for heads that need more of it. */
  readonly keys: Keys;
  readonly width: number;
  readonly vocabulary: number;
  readonly isTied: boolean;
  readonly labels: number;
  /** `token_classification_bias`, which any config may have. */
  readonly hasTokenBias: boolean;
}

/** What a class puts around its base. */
export type Head = (base: Base) => Model;

/** The heads of an architecture by the name of the class, as `architectures` has it. */
export type Heads = Readonly<Record<string, Head>>;
