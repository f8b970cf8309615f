import type { ModelProblem } from "./problem.ts";

/** The layers that PEFT can adapt. Every other module has the kind `null`. */
export type ModuleKind =
  | "Linear"
  | "Conv1D"
  | "Embedding"
  | "Conv1d"
  | "Conv2d"
  | "Conv3d"
  | "MultiheadAttention";

/** The size of a parameter, as `tuple(parameter.shape)` in Python. */
export type Shape = readonly number[];

/** The parameters that a module holds itself, not through a child. Buffers are not parameters. */
export type Parameters = Readonly<Record<string, Shape>>;

/** A module, as `named_modules()` lists it. */
export interface TreeModule {
  /** The path from the root, such as `model.layers.0.self_attn.q_proj`; `""` is the root. */
  readonly name: string;
  readonly kind: ModuleKind | null;
  readonly parameters: Parameters;
  /** Present where a convolution has more than one group: PEFT asks for a rank that they divide. */
  readonly groups?: number;
}

/** The modules of a base model with kinds and shapes, without weights. */
export interface ModuleTree {
  /** What the tree comes from: a config.json and our tables, a dump, or a checkpoint's header. */
  readonly basis: "config" | "dump" | "checkpoint";
  readonly modelType: string | null;
  /** The release of transformers that builds these modules. */
  readonly transformers: string | null;
  /** In the order of `named_modules()`. */
  readonly modules: readonly TreeModule[];
  /** Names of parameters that share another's memory, with that other's name. */
  readonly tied: Readonly<Record<string, string>>;
  readonly inputEmbedding: string | null;
  readonly outputEmbedding: string | null;
  /** Names of modules that may be called, cut or shaped otherwise in the model in memory. */
  readonly uncertain: readonly string[];
}

/** A tree, or the reasons why there is none. */
export type TreeResult =
  | { readonly ok: true; readonly tree: ModuleTree }
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };
