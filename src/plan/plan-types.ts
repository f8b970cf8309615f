import type { PeftConfig } from "../finding/check.ts";
import type { ModuleKind, ModuleTree } from "../model/tree.ts";
import type { BaseModel } from "./request.ts";

/** A module, or a parameter, with its adapter. */
export interface Adaptation {
  /** The name in the base model, as PEFT lists it in `targeted_module_names`. */
  readonly name: string;
  /** The kind of the module, or of the module that holds the parameter. */
  readonly kind: ModuleKind | null;
  /** `r` after `rankPattern`; AdaLoRA's `initR`. */
  readonly rank: number;
  /** `loraAlpha` after `alphaPattern`. */
  readonly alpha: number;
  /** What the adapter's output is multiplied by: `alpha / rank`, or `alpha / √rank` with `useRslora`. */
  readonly scaling: number;
  /** The adapter's parameters here, trained or not. */
  readonly parameters: number;
}

/** What became of one entry of the targets. */
export interface TargetUse {
  /** As it is written, or the default of PEFT for this type of model. */
  readonly entry: string;
  readonly field: "targetModules" | "targetParameters";
  /** How many modules, or parameters, it adapts. */
  readonly matched: number;
  /** The layers that they are in, ascending; empty where they are in none. */
  readonly layers: readonly number[];
}

/** A module that is trained as a whole, or some rows of it. */
export interface FullyTrained {
  readonly name: string;
  /** Rows of an embedding; null where all of the module is trained. */
  readonly rows: number | null;
  readonly parameters: number;
}

/** Modules that PEFT could adapt and that stay frozen, of one name in several layers. */
export interface FrozenRow {
  /** The name, with `*` for each number in it: `model.layers.*.mlp.down_proj`. */
  readonly name: string;
  readonly kind: ModuleKind | null;
  readonly modules: number;
  readonly parameters: number;
  readonly layers: readonly number[];
}

/** What an adapter becomes on a base model. Plain data. */
export interface Plan {
  readonly peftType: PeftConfig["peftType"];
  readonly modelType: string | null;
  readonly basis: ModuleTree["basis"];
  /** The release of PEFT that does this. */
  readonly peftVersion: string;
  /** Modules with an adapter, in the order in which PEFT makes them. */
  readonly modules: readonly Adaptation[];
  /** Parameters with an adapter (`targetParameters`). */
  readonly parameters: readonly Adaptation[];
  /** Modules and rows that are trained themselves. */
  readonly fullyTrained: readonly FullyTrained[];
  /** Trained parameters, as `print_trainable_parameters` counts them. */
  readonly trainable: number;
  /** All parameters of the model with its adapter, counted the same way. */
  readonly total: number;
  /** Parameters of the base model alone. */
  readonly baseParameters: number;
  /** Those of them in weights of Linear layers, the output embedding aside: what is quantised. */
  readonly quantizable: number;
  /** `target_modules` as PEFT saves it: a pattern, or names in order. */
  readonly resolvedTargets: string | readonly string[] | null;
  readonly targets: readonly TargetUse[];
  /** What PEFT could adapt and does not. */
  readonly frozen: readonly FrozenRow[];
  /** The config that PEFT saves, where it rewrote the one that it was given. */
  readonly rewritten?: PeftConfig;
  /** What was assumed of the base model in memory. */
  readonly base: Required<BaseModel>;
}
