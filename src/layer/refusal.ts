import type { Diagnostic, Path } from "../finding/diagnostic.ts";
import { PeftConfigError } from "../finding/error.ts";
import type { RuleFacts } from "../finding/rule/rule.ts";

/** The rules of selecting layers. `check` has those of the config that comes of it. */
export const selectionRules = [
  /**
   * The number of layers is an integer from 1 to 10,000.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks PEFT does not know how many layers there are.
   */
  { code: "layers-total", when: "strict" },
  /**
   * A selection is one of those that this library makes, or a list of layer indices.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks PEFT would compare any entry with the numbers in module names.
   */
  { code: "layers-invalid", when: "strict" },
  /**
   * Layer indices and counts of layers are whole numbers.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks PEFT ignores an index that no layer has.
   */
  { code: "layers-fractional", when: "strict" },
  /**
   * Layer indices count from 0.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks PEFT ignores an index that no layer has; -1 is not the last layer.
   */
  { code: "layers-negative", when: "strict" },
  /**
   * A selection has at least one layer.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks PEFT reads an empty list as all layers.
   */
  { code: "layers-empty", when: "strict" },
  /**
   * A range runs upwards.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks Python's range would be empty, and PEFT reads an empty list as all layers.
   */
  { code: "layers-reversed", when: "strict" },
  /**
   * A share of the layers is above 0 and at most 1.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks PEFT knows only layer indices.
   */
  { code: "layers-fraction", when: "strict" },
  /**
   * A list has each layer once.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks PEFT adapts the layer once; one of the two entries was probably meant to be another layer.
   */
  { code: "layers-duplicate", when: "strict" },
  /**
   * A selection has only layers that exist in the model.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks PEFT silently ignores an index that no layer has, as long as another one matches.
   */
  { code: "layers-out-of-range", when: "strict" },
  /**
   * Layers are selected once: by layers, and not also by layersToTransform.
   * @see peft/tuners/lora/config.py LoraConfig
   * @remarks PEFT has only layers_to_transform.
   */
  { code: "layers-twice", when: "strict" },
  /**
   * Either totalLayers or model states how many layers there are.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks PEFT does not know how many layers there are.
   */
  { code: "layers-total-source", when: "strict" },
  /**
   * A model is the object in its config.json.
   * @see transformers/configuration_utils.py PreTrainedConfig
   * @remarks PEFT does not read the model's config.json.
   */
  { code: "model-config-invalid", when: "strict" },
  /**
   * A model's config.json states how many layers it has.
   * @see transformers/configuration_utils.py PreTrainedConfig
   * @remarks PEFT does not read the model's config.json.
   */
  { code: "model-layers-unknown", when: "strict" },
  /**
   * A model's config.json states only one number of layers.
   * @see transformers/configuration_utils.py PreTrainedConfig
   * @remarks PEFT does not read the model's config.json.
   */
  { code: "model-layers-conflict", when: "strict" },
  /**
   * If encoder and decoder differ in length, side chooses one of them.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks PEFT adapts the layers of these indices in both.
   */
  { code: "model-stack-ambiguous", when: "strict" },
  /**
   * The side that is chosen exists in the model.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   * @remarks PEFT has no such option.
   */
  { code: "model-stack-absent", when: "strict" },
  /**
   * The selected indices match layers in only one part of the model.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  { code: "layers-elsewhere", when: "silent" },
] as const satisfies readonly RuleFacts[];

/** The code of a rule of this table. */
export type SelectionCode = (typeof selectionRules)[number]["code"];

/** A finding: its code, where it is, what PEFT would do, and what to write instead. */
export function makeFinding(
  code: SelectionCode,
  path: Path,
  message: string,
  hint: string,
): Diagnostic {
  const severity = code === "layers-elsewhere" ? "warning" : "error";
  return { code, severity, path, peftPath: peftPath(path), message, hint };
}

/** A selection becomes layers_to_transform; PEFT has no counterpart of model and side. */
function peftPath([first, second]: Path): Path {
  if (first === "model" || first === "side") return [];
  return typeof second === "number" ? ["layers_to_transform", second] : ["layers_to_transform"];
}

/** Throws one finding. */
export function refuse(...problem: Parameters<typeof makeFinding>): never {
  throw new PeftConfigError([makeFinding(...problem)]);
}

/** What `read` returns, or `undefined` and the findings of what it throws. */
export function attempt<Value>(findings: Diagnostic[], read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    const unreadable = "Reading layers or model threw an exception.";
    const found =
      error instanceof PeftConfigError
        ? error.diagnostics
        : [makeFinding("layers-invalid", ["layers"], unreadable, "Pass plain data.")];
    findings.push(...found);
    return undefined;
  }
}
