import type { CodeFacts, Words } from "../../finding/rule.ts";

/**
 * A module that is fully trained has no adapter, and is not a list of modules. PEFT finds modules to
 * save by the plain end of their names: "head" finds `lm_head`, "norm" finds `input_layernorm`.
 *
 * @breaks plan { modulesToSave: ["proj"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["q_proj"], modulesToSave: ["lm_head"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/utils/other.py AuxiliaryTrainingWrapper.check_module
 */
export const planSavedUnsupported: CodeFacts<{
  readonly name: string;
  readonly entry: string;
  readonly fault: "adapted" | "list";
}> = {
  code: "plan-saved-unsupported",
  stage: "injection",
  raises: "TypeError",
  words: ({ fault }): Words => [
    fault === "adapted"
      ? "{name} ends with {entry}, so PEFT would train all of it, but it has an adapter already"
      : "{name}, which ends with {entry}, is a list of modules, and PEFT cannot train that as one",
    "Write the whole name of the module in `modulesToSave`.",
  ],
};

/**
 * Every entry of `modulesToSave` matches a module.
 *
 * @breaks plan { targetModules: ["q_proj"], modulesToSave: ["classifier"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["q_proj"], modulesToSave: ["lm_head"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/utils/other.py _set_trainable
 */
export const planSavedUnmatched: CodeFacts<{ readonly entry: string }> = {
  code: "plan-saved-unmatched",
  stage: "silent",
  words: [
    "{entry} in `modulesToSave` matches no module of this model, and PEFT silently ignores it.",
    "Leave it out, or write the name that the module has here.",
  ],
};

/** Rows that cannot be trained. */
type TokenData = {
  readonly layer: string;
  readonly fault: "absent" | "adapted" | "range" | "weight" | "differ" | "unknown" | "saved";
  /** The highest index that the layer has; null where that is not the fault. */
  readonly last: number | null;
};

const tokenWords: Readonly<Record<TokenData["fault"], readonly [string, string, string]>> = {
  absent: [
    "`trainableTokenIndices` names {layer}, but no module of the model ends so",
    "Write the end of the embedding's name.",
    "ValueError",
  ],
  adapted: [
    "PEFT cannot adapt {layer} and train some of its tokens at the same time",
    "Leave {layer} out of `targetModules`, or leave out `trainableTokenIndices`.",
    "TypeError",
  ],
  saved: [
    "`modulesToSave` already trains all of {layer}, including these tokens",
    "Leave {layer} out of `modulesToSave`, or leave out `trainableTokenIndices`.",
    "ValueError",
  ],
  unknown: [
    "`trainableTokenIndices` is a list, but this model does not tell PEFT its input embedding",
    "Write an object with the end of the embedding's name.",
    "NotImplementedError",
  ],
  range: [
    "`trainableTokenIndices` contains an index beyond the last token of {layer}, which is {last!}",
    "Resize the embedding first, or write indices up to {last!}.",
    "IndexError",
  ],
  weight: [
    "`trainableTokenIndices` reaches {layer}, which has no weight",
    "Write the whole name of the embedding.",
    "AttributeError",
  ],
  differ: [
    "`ensureWeightTying` needs the same tokens for all tied layers, and {layer} has others",
    "List the tokens of the input embedding only.",
    "ValueError",
  ],
};

/**
 * The tokens to train are rows of an embedding of the model.
 *
 * @breaks plan { targetModules: ["q_proj"], trainableTokenIndices: { wte: [1] } } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["q_proj"], trainableTokenIndices: { embed_tokens: [1] } } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/utils/other.py set_additional_trainable_modules
 */
export const planTokensUnsupported: CodeFacts<TokenData> = {
  code: "plan-tokens-unsupported",
  stage: "injection",
  raises: "ValueError",
  words: ({ fault }): Words => {
    const [message, hint] = tokenWords[fault];
    return [message, hint];
  },
};

/** The exception that PEFT raises for a fault of tokens. */
export const tokenException = (fault: TokenData["fault"]) =>
  tokenWords[fault][2] as
    | "ValueError"
    | "TypeError"
    | "IndexError"
    | "AttributeError"
    | "NotImplementedError";

/**
 * Weights that are tied stay tied, or it is wanted that they do not.
 *
 * @breaks plan { targetModules: ["q_proj", "embed_tokens"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2, tie_word_embeddings: true }
 * @keeps plan { targetModules: ["q_proj"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2, tie_word_embeddings: true }
 * @see peft/tuners/tuners_utils.py _check_tied_modules
 */
export const planTiedTarget: CodeFacts<{
  readonly name: string;
  readonly others: readonly string[];
}> = {
  code: "plan-tied-target",
  stage: "warned",
  words: [
    "{name} shares its weight with {others&}; PEFT adapts or trains only one of them, so that they differ after merging.",
    "Write `ensureWeightTying: true`, or leave {name} frozen.",
  ],
};

/**
 * A layer that is to share the input embedding's adapter finds one there.
 *
 * @breaks plan { targetModules: ["q_proj", "lm_head"], excludeModules: ["embed_tokens"], ensureWeightTying: true } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2, tie_word_embeddings: true }
 * @keeps plan { targetModules: ["q_proj", "lm_head"], ensureWeightTying: true } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2, tie_word_embeddings: true }
 * @see peft/tuners/lora/model.py _create_and_replace
 */
export const planTiedUnsupported: CodeFacts<{
  readonly name: string;
  readonly embedding: string;
}> = {
  code: "plan-tied-unsupported",
  stage: "injection",
  raises: "AttributeError",
  words: [
    "`ensureWeightTying` lets {name} share the adapter of {embedding}, which has none",
    "Leave {embedding} in the targets, or leave out `ensureWeightTying`.",
  ],
};
