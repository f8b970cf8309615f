import type { CodeFacts, Words } from "../../finding/rule.ts";

/** Why nothing is adapted. */
type NothingData = {
  readonly why: "targets" | "excluded" | "empty";
  readonly hasLayers: boolean;
  /** Names of layers in the model that the targets may have meant. */
  readonly names: readonly string[];
};

/**
 * The targets reach at least one module of the model.
 *
 * @breaks plan { targetModules: ["c_attn"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["q_proj"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/tuners/tuners_utils.py inject_adapter
 */
export const planNothingAdapted: CodeFacts<NothingData> = {
  code: "plan-nothing-adapted",
  stage: "injection",
  raises: "NoMatchingPeftModuleError",
  words: ({ why, hasLayers }): Words => [
    why === "excluded"
      ? "`excludeModules` and `modulesToSave` leave no targeted module to adapt"
      : why === "empty"
        ? "There are neither `targetModules` nor `targetParameters` that this model has"
        : hasLayers
          ? "`targetModules`, within the layers of `layersToTransform`, match no module of the model"
          : "`targetModules` match no module of the model",
    "The model has these layers: {names&}.",
  ],
};

/**
 * PEFT knows default targets for the model, or the config names some.
 *
 * @breaks plan {} with { model_type: "olmo", architectures: ["OlmoForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan {} with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/tuners/lora/model.py _prepare_adapter_config
 */
export const planTargetsMissing: CodeFacts<{
  readonly modelType: string | null;
  readonly names: readonly string[];
}> = {
  code: "plan-targets-missing",
  stage: "injection",
  raises: "ValueError",
  words: [
    "PEFT has no default targets for models of the type {modelType}",
    "Write `targetModules: {names}`.",
  ],
};

/** An entry, and what it reaches. */
type EntryData = {
  readonly entry: string;
  /** Entries that differ from it by a letter or two and do match. */
  readonly meant: string | null;
};

/**
 * Every entry of the targets matches something. PEFT asks only that one of them does.
 *
 * @breaks plan { targetModules: ["q_proj", "v_porj"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["q_proj", "v_proj"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const planEntryUnmatched: CodeFacts<EntryData> = {
  code: "plan-entry-unmatched",
  stage: "silent",
  words: ({ meant }): Words => [
    "{entry} matches nothing in this model, and PEFT silently ignores it.",
    meant === null ? "Leave out {entry}." : "Did you mean {meant}?",
  ],
};

/** The layers in which an entry has modules, and those in which it has none. */
type PartialData = {
  readonly entry: string;
  readonly list: string;
  readonly layers: number;
  readonly total: number;
};

/**
 * An entry reaches all layers of a model, or its config says which.
 *
 * @breaks plan { targetModules: ["q_proj", "in_proj_qkv"] } with { model_type: "qwen3_next", architectures: ["Qwen3NextForCausalLM"], num_hidden_layers: 4, vocab_size: 100, hidden_size: 64, num_experts: 2 }
 * @keeps plan { targetModules: ["q_proj"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 4 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const planEntryPartial: CodeFacts<PartialData> = {
  code: "plan-entry-partial",
  stage: "silent",
  words: [
    "{entry} exists in only {layers!} of the {total!} layers of {list}; PEFT adapts nothing for it in the others.",
    "If the other layers matter, add the names that their modules have to `targetModules`.",
  ],
};

/**
 * `layersToTransform` names only layers that the model has.
 *
 * @breaks plan { targetModules: ["q_proj"], layersToTransform: [0, 9] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["q_proj"], layersToTransform: [0, 1] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const planLayerAbsent: CodeFacts<{
  readonly absent: readonly number[];
  readonly last: number;
}> = {
  code: "plan-layer-absent",
  stage: "silent",
  words: [
    "`layersToTransform` contains {absent&}, but the last layer with a targeted module is {last!}. PEFT silently ignores layers that do not exist.",
    "Write only layers from 0 to {last!}.",
  ],
};

/**
 * Every key of `rankPattern` and `alphaPattern` matches a targeted module.
 *
 * @breaks plan { targetModules: ["q_proj"], rankPattern: { o_proj: 4 } } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["q_proj"], rankPattern: { q_proj: 4 } } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/tuners/tuners_utils.py inject_adapter
 */
export const planKeyUnmatched: CodeFacts<{ readonly key: string; readonly field: string }> = {
  code: "plan-key-unmatched",
  stage: "warned",
  words: [
    "{key} in {.field} matches no targeted module, so PEFT ignores it.",
    "Leave it out, or write the end of the module names that it is meant for.",
  ],
};

/**
 * `excludeModules` excludes something.
 *
 * @breaks plan { targetModules: ["q_proj"], excludeModules: ["model.layers.7"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ["q_proj"], excludeModules: ["layers.0.self_attn.q_proj"] } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see peft/tuners/tuners_utils.py inject_adapter
 */
export const planExclusionUnmatched: CodeFacts<Readonly<Record<string, never>>> = {
  code: "plan-exclusion-unmatched",
  stage: "warned",
  words: [
    "`excludeModules` excludes no module of this model.",
    "A list contains whole module names or their ends; a pattern must match the whole name.",
  ],
};

/**
 * A pattern is one whose answer this library knows, as Python's `re` gives it.
 *
 * @breaks plan { targetModules: "(.)*+\\1?q_proj" } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @keeps plan { targetModules: ".*q_proj" } with { model_type: "llama", architectures: ["LlamaForCausalLM"], num_hidden_layers: 2 }
 * @see https://docs.python.org/3/library/re.html
 * @remarks PEFT leaves patterns to Python, however long they take.
 */
export const planPatternUndecided: CodeFacts<{ readonly name: string }> = {
  code: "plan-pattern-undecided",
  stage: "strict",
  words: [
    "This library cannot tell whether the pattern matches {name}.",
    "Write a simpler pattern, or a list of names.",
  ],
};
