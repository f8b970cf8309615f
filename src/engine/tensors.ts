import { isPlainObject } from "../config/shape.ts";
import type { SubjectId } from "./engine-subject.ts";

/** What an adapter's tensors show. */
export interface AdapterTensors {
  readonly names: readonly string[];
  /** The features that names give away, each with the first such name. */
  readonly features: ReadonlyMap<SubjectId, string>;
  /** The rank of each adapted module, by its name in the base model. */
  readonly ranks: ReadonlyMap<string, number>;
}

/** No adapter has more tensors. */
const MOST_TENSORS = 1_000_000;

/** No tensor has a longer name: a longer one would only keep the patterns busy. */
const LONGEST_NAME = 1000;

const PREFIX = /^base_model\.model\./;

/**
 * What the end of a name gives away, the first pattern that matches. Names as PEFT 0.21 writes them:
 * peft/utils/save_and_load.py get_peft_model_state_dict.
 */
const endings: readonly (readonly [pattern: RegExp, feature: SubjectId | null])[] = [
  [/\.lora_magnitude_vector(\.weight)?$/, "dora"],
  [/\.lora_[ABE]$/, "adalora"],
  [/\.lora_B\.bias$/, "lora-bias"],
  [/\.experts(\.base_layer)?\.lora_[AB]\.weight$/, "target-parameters"],
  [/\.trainable_tokens_delta$/, "tokens"],
  [/\.lora_embedding_[AB]$/, "target-embedding"],
  [/(^|\.)lm_head\.lora_[AB]\.weight$/, "target-head"],
  [/\.lora_[AB]\.weight$/, null],
  [/\.base_layer\.weight$/, null],
  [/\.bias$/, "bias"],
  [/(^|\.)(embed_tokens|lm_head)\.weight$/, "saved-embedding"],
  [/norm[^.]*\.weight$/, "saved-norm"],
  [/./, "saved-head"],
];

/**
 * Reads the header of a safetensors file: an object of tensors with shapes.
 *
 * @returns What the names and shapes show; null if it is not such an object.
 * @example
 * ```ts
 * const shape = [8, 64];
 * readTensors({ "base_model.model.q_proj.lora_A.weight": { shape } })?.ranks.get("q_proj"); // 8
 * ```
 */
export function readTensors(header: unknown): AdapterTensors | null {
  try {
    if (!isPlainObject(header)) return null;
    const names = Object.keys(header)
      .filter((name) => name !== "__metadata__" && name.length <= LONGEST_NAME)
      .slice(0, MOST_TENSORS);
    const features = new Map<SubjectId, string>();
    const ranks = new Map<string, number>();
    for (const name of names) {
      const feature = endings.find(([pattern]) => pattern.test(name))?.[1] ?? null;
      if (feature !== null && !features.has(feature)) features.set(feature, name);
      const module = /^(.*)\.lora_(A|embedding_A)(\.weight)?$/.exec(name.replace(PREFIX, ""))?.[1];
      const rank = rankOf(header[name]);
      if (module !== undefined && rank !== undefined) ranks.set(module, rank);
    }
    return { names, features, ranks };
  } catch {
    return null;
  }
}

function rankOf(tensor: unknown): number | undefined {
  const shape: unknown = isPlainObject(tensor) ? tensor.shape : undefined;
  const rank: unknown = Array.isArray(shape) ? shape[0] : undefined;
  return typeof rank === "number" ? rank : undefined;
}

/** The index of a module's layer, and the name that it shares with the same module of other layers. */
export function splitModule(module: string): readonly [layer: number | null, type: string] {
  const found = /^(.*?\.)(\d+)(\..*)$/.exec(module);
  if (found === null) return [null, module];
  const [, before, layer, after] = found;
  return [Number(layer), `${before}*${after}`];
}
