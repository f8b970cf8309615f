import type { FindingData } from "../finding/diagnostic.ts";
import type { Language } from "../finding/speaker.ts";

/** A template of what to write instead; or a function that chooses one, by the reader and by what was found. */
export type Remedy = string | ((language: Language, data: FindingData) => string);

/** What every adapter that PEFT can merge allows. */
export const merge =
  "Merge the adapter into its base model with PEFT's merge_and_unload, and serve the merged model.";

/** The same, where tied weights would make the merged model wrong. */
export const mergeUntied =
  "Merge the adapter into its base model with PEFT's merge_and_unload, and serve the merged model. If the embedding and the head are tied, untie them first.";

/** The rewrite to a plain LoRA adapter with one rank, whose scaling is 1 everywhere. */
export const port = (language: Language, _data?: FindingData): string =>
  language === "typescript"
    ? "Make a plain LoRA adapter with portableAdapter(config, tensors): it folds each module's scaling into the tensors. Or merge the adapter with PEFT's merge_and_unload."
    : "Make a plain LoRA adapter with peft-config port DIR --for {id!} -o OUT: it folds each module's scaling into the tensors. Or merge the adapter with PEFT's merge_and_unload.";

/** Without useRslora, another alpha makes the same scaling, if it is an integer and there are no patterns. */
export const otherAlpha: Remedy = (language, data) =>
  data.alpha === null
    ? port(language, data)
    : "Write `useRslora: false` and `loraAlpha: {alpha}`: the scaling stays {scaling!}.";

/** PEFT turns these into plain adapters, as long as the initial adapter exists. */
export const plainInit: Remedy = (_, { init }) =>
  init === "loftq"
    ? merge
    : "Save the adapter again with save_pretrained and path_initial_model_for_weight_conversion, which makes it a plain LoRA adapter of twice the rank.";

export const listTargets =
  'List the module names, such as `targetModules: ["q_proj", "v_proj"]`: the tensors stay the same.';

/** What is left where merging is impossible or wrong. */
export const servePeft = "Serve the adapter with PEFT's PeftModel, unmerged.";
