import type { FindingData } from "../finding/diagnostic.ts";
import type { PeftConfig } from "../finding/rule.ts";
import type { Language } from "../finding/speaker.ts";
import type { BaseModel } from "./base-model.ts";
import type { Engine } from "./engine.ts";
import type { AdapterTensors } from "./tensors.ts";

/** What a caller knows beyond the config. What is absent is not judged, unless a default is named. */
export interface ServingFacts {
  /** The parsed config.json of the base model: its layers, experts, tied weights, quantisation. */
  readonly base?: unknown;
  /** How many GPUs share a layer. Default: 1. */
  readonly tensorParallel?: number | undefined;
  /** The largest rank that the server is started for. Default: the engine's own default. */
  readonly maxLoraRank?: number | undefined;
  /**
   * The parsed header of adapter_model.safetensors: each tensor's name with its `shape`. With it the
   * adapter is judged by what it holds, not only by what its config announces.
   */
  readonly tensors?: unknown;
  /** Whether `merge_and_unload` merges the adapter into its base model before serving. Default: false. */
  readonly merged?: boolean | undefined;
  /** The keys that adapter_config.json has. Default: those that this library writes. */
  readonly fileKeys?: readonly string[] | undefined;
  /** The name of the file with the adapter's weights. Default: `"adapter_model.safetensors"`. */
  readonly weightsFile?: string | undefined;
  /** What the reader of the findings writes. Default: `"typescript"`. */
  readonly language?: Language | undefined;
}

/** What is asked about an engine: the config, and everything that is known beside it. */
export interface Question {
  readonly config: PeftConfig;
  readonly engine: Engine;
  readonly release: string;
  readonly base: BaseModel | null;
  readonly tensors: AdapterTensors | null;
  readonly tensorParallel: number;
  /** What the server is started for; null if the caller does not know. */
  readonly maxLoraRank: number | null;
  readonly fileKeys: readonly string[] | null;
  readonly weightsFile: string;
}

/** Answers with the data of the words if the adapter has a feature. */
export type Find = (question: Question) => FindingData | undefined;

/** A question about the config, and about what is known beside it. */
export type Where = (question: Question) => boolean;
