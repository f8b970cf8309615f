import type { AdaLoraConfig, ConfigTypes, LoraConfig } from "../config/types.ts";
import type { PeftType } from "../field/base.ts";
import type { Outcome } from "../field/stage.ts";
import type { DiagnosticCode } from "./code.ts";
import type { FindingData, Path } from "./diagnostic.ts";
import type { Language } from "./speaker.ts";

/** A config of any class that this library knows. `peftType` tells them apart. */
export type PeftConfig = ConfigTypes[PeftType];

/**
 * A config as what reads many classes sees it: with LoRA's fields, of which those that its own class
 * lacks are undefined.
 */
export type ConfigView = LoraConfig | AdaLoraConfig;

/** Whether whoever wrote a config is trusted with all that PEFT can be made to do. */
export interface TrustOptions {
  /**
   * `"untrusted"` refuses a config that makes PEFT import, unpickle, write, allocate or loop as its
   * author likes. Default: undefined, which checks what PEFT makes of the config, and no more.
   */
  readonly trust?: "untrusted" | undefined;
  /** What an untrusted config may do all the same. */
  readonly allow?: Allowance | undefined;
}

/**
 * What the profile for untrusted configs lets pass. In a list a name stands for itself, or ends in `*`
 * or `/` and stands for all that begin so.
 */
export interface Allowance {
  /** The only base models to load; also paths, if they are here. Default: any model id. */
  readonly baseModels?: readonly string[] | undefined;
  /** `"pinned"` wants a commit. Default: `"any"`, a branch, tag or commit. */
  readonly revisions?: "any" | "pinned" | undefined;
  /** Classes for AutoPeftModel beyond the models of transformers and diffusers: `"library.Class"`. */
  readonly autoMappings?: readonly string[] | undefined;
  /** Names in `modulesToSave` beyond the usual heads and embeddings. */
  readonly modules?: readonly string[] | undefined;
  /** Regular expressions that are known to end. */
  readonly patterns?: readonly string[] | undefined;
  /** The largest rank. Default: 1024. */
  readonly maxRank?: number | undefined;
  /** The most layers that `layerReplication` makes. Default: 512. */
  readonly maxLayers?: number | undefined;
  /** The most iterations of PiSSA and LoftQ. Default: 128. */
  readonly maxIterations?: number | undefined;
  /** The most samples of MonteCLoRA, buffers times samples. Default: 2048. */
  readonly maxSamples?: number | undefined;
  /** The most tokens in `trainableTokenIndices`. Default: 10,000. */
  readonly maxTokens?: number | undefined;
}

/** Facts beyond the config that a caller of `check` may know. */
export interface CheckContext extends TrustOptions {
  /** Name the adapter gets in `get_peft_model`. Default: `"default"`. */
  readonly adapterName?: string | undefined;
  /** The base model's `model_type`, as in its config.json: `"llama"`. */
  readonly modelType?: string | undefined;
}

/** What is wrong, and what to write instead: two templates, filled in by template.ts. */
export type Words = readonly [message: string, hint: string];

/**
 * Everything about one code but the question whether a config breaks it. The comment above states what
 * must hold and why, with an input that breaks it (`@breaks`) and its nearest neighbour that keeps it
 * (`@keeps`), where PEFT does what the message describes (`@see`), and why we refuse what PEFT lets pass in
 * some cases (`@remarks`). Documentation and tests are made from it.
 */
export interface CodeFacts<Data extends FindingData = FindingData> extends Outcome {
  /** Stable name, listed in `docs/diagnostics.md`. */
  readonly code: DiagnosticCode;
  /**
   * What was written and what PEFT does with it; and what to write instead. A function chooses among
   * templates: it never puts data into one. Where PEFT raises, the message is without its end:
   * ": get_peft_model raises ValueError." follows from the outcome.
   */
  readonly words: Words | ChooseWords<Data>;
}

/** Chooses words by what was found, or by the reader. A method, so that facts of any data fit a list. */
type ChooseWords<Data> = { choose(data: Data, language: Language): Words }["choose"];

/** Reports one breach: where, what the words need, and what of the outcome is not the rule's own. */
export type Report<Data> = (path: Path, data: Data, outcome?: Partial<Outcome>) => void;

/** Data for words that need none. */
export type NoData = Readonly<Record<string, never>>;

/** A rule about a config as a whole. */
export interface Rule<Data extends FindingData = NoData, Config = ConfigView>
  extends CodeFacts<Data> {
  /**
   * The fields that can break it: while all have their default, it holds and is not asked. Without
   * them it is asked always.
   */
  readonly reads?: readonly (keyof AdaLoraConfig)[] | undefined;
  /** Fields it cannot do without: if one could not be read, it is not asked. */
  readonly needs?: readonly (keyof AdaLoraConfig)[];
  find(config: Config, report: Report<Data>, context: CheckContext): void;
}
