import type { Documented, LoraConfigInput, ValidSelective } from "../config/input.ts";
import { isPlainObject } from "../config/shape.ts";
import type { LoraConfig } from "../config/types.ts";
import { type CheckResult, inspectInput } from "../finding/check.ts";
import type { Diagnostic } from "../finding/diagnostic.ts";
import { layersTwice } from "../layer/fault/choice.ts";
import { attempt, makeFinding } from "../layer/refusal.ts";
import { selectLayers } from "../layer/resolution.ts";
import type { LayerChoice } from "../layer/selection.ts";
import type { Side } from "../layer/side.ts";
import { countLayers, type LayerStack, warnElsewhere } from "../layer/stack.ts";
import { unwrapResult } from "./build.ts";

type Selected = "targetModules" | "layersToTransform" | "layersPattern";

/** The fields of a LoRA config, and which layers to adapt. */
interface SelectedFields extends Omit<LoraConfigInput, Selected> {
  /** Which layers to adapt: a selection, or layer indices counted from 0. */
  readonly layers: LayerChoice;
  /** Names of modules within a layer. PEFT cannot limit a pattern or "all-linear" to layers. */
  readonly targetModules?: readonly string[] | null | undefined;
  /** Name of the list that holds the layers. Default: that of `model`, if given. */
  readonly layersPattern?: LoraConfig["layersPattern"] | undefined;
  /** Made from `layers`. */
  readonly layersToTransform?: undefined;
}

/** With the number of layers stated. */
interface ByCount extends SelectedFields {
  /** How many layers the model has: an integer from 1 to 10,000. */
  readonly totalLayers: number;
  readonly model?: undefined;
  readonly side?: undefined;
}

/** With the number of layers read from the model's config.json. */
interface ByModel extends SelectedFields {
  /** The model's parsed config.json, which also determines what the list of layers is called. */
  readonly model: object;
  /** The side of an encoder-decoder model that `layers` counts in. */
  readonly side?: Side | undefined;
  /** How many layers the model has, where `model` is not given: an integer from 1 to 10,000. */
  readonly totalLayers?: undefined;
}

/** Every key, with its documentation. */
interface Keys extends Documented<ByModel> {}

/** What `selectiveLoraConfig` takes: the fields of a LoRA config, and which layers to adapt. */
export type SelectiveLoraConfigInput = ByCount | ByModel;

/**
 * A LoRA config for some layers of a model, such as its upper half. Leaving the lower layers
 * unchanged helps against forgetting: they tend to hold general knowledge of language.
 *
 * With `model` the number of layers and `layersPattern` are the model's own, and the config means
 * the same to every release of PEFT. With `totalLayers` alone, PEFT up to 0.19 reads an expert's
 * index as the layer index in a mixture of experts, unless `layersPattern` is given.
 *
 * @param input The layers, how many there are, and any fields of a LoRA config.
 * @returns Deeply readonly plain data with `layersToTransform`, ascending.
 * @throws {PeftConfigError} For a selection that does not fit the model, where PEFT silently adapts
 * only the layers that exist, and as {@link loraConfig}. The error lists every finding.
 * @example
 * ```ts
 * const config = selectiveLoraConfig({
 *   layers: layersFrom(20),
 *   totalLayers: 40,
 *   r: 16,
 *   loraAlpha: 32,
 *   targetModules: ["q_proj", "k_proj", "v_proj", "o_proj"],
 *   taskType: "CAUSAL_LM",
 * });
 * config.layersToTransform; // [20, 21, …, 39]
 * ```
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export function selectiveLoraConfig<
  const Input extends ValidSelective<Input, SelectiveLoraConfigInput>,
>(input: Input & Keys): LoraConfig {
  return unwrapResult(checkSelectiveLora(input));
}

/**
 * Checks an input of `selectiveLoraConfig`, from anywhere, and never throws. With `ok: true` the
 * diagnostics are warnings, among them one for each other part of the model that PEFT also adapts.
 *
 * @param input Anything; an input of {@link selectiveLoraConfig}.
 * @returns The config and its warnings, or all findings.
 * @example
 * ```ts
 * const model = { model_type: "gpt_oss", num_hidden_layers: 24 };
 * const result = checkSelectiveLora({ layers: layerRange(20, 40), model, r: 16 });
 * result.diagnostics[0]?.code; // "layers-out-of-range"
 * ```
 */
export function checkSelectiveLora(input: unknown): CheckResult<LoraConfig> {
  // inspectInput reports what cannot be read at all, such as a proxy that throws.
  const choice = attempt([], () => (isPlainObject(input) ? choiceIn(input) : undefined));
  const { fields, findings, stack }: Choice = choice ?? { fields: input, findings: [] };
  const context = stack?.modelType ? { modelType: stack.modelType } : {};
  const result = inspectInput(fields, "LORA", context) as CheckResult<LoraConfig>;
  // The pattern is seldom the caller's, and its fault is reported for the layers already.
  const found = result.diagnostics
    .filter(({ code }) => code !== "layers-pattern-with-target-string")
    // Findings about layersToTransform, which was made from layers.
    .map((diagnostic) => {
      const [first, ...rest] = diagnostic.path;
      return first === "layersToTransform"
        ? { ...diagnostic, path: ["layers", ...rest] }
        : diagnostic;
    });
  const diagnostics = [...findings, ...found];
  const isSound = findings.every(({ severity }) => severity === "warning");
  return result.ok && isSound ? { ...result, diagnostics } : { ok: false, diagnostics };
}

/** An input taken apart: the fields of its config, and the findings about its layers. */
interface Choice {
  readonly fields: unknown;
  readonly findings: readonly Diagnostic[];
  readonly stack?: LayerStack | undefined;
}

function choiceIn(input: Readonly<Record<string, unknown>>): Choice {
  const findings: Diagnostic[] = [];
  const { count, stack } = attempt(findings, () => countLayers(input, findings)) ?? {};
  const numbers = selectLayers(() => input.layers, count, findings);
  // Descriptors, so that a getter that throws is reported where fields are read.
  const given = Object.getOwnPropertyDescriptors(input);
  const { layers, totalLayers, model, side, layersToTransform, ...fields } = given;
  if ((layersToTransform?.value ?? null) !== null)
    findings.push(makeFinding(layersTwice, ["layersToTransform"], {}));
  if (numbers && stack) findings.push(...warnElsewhere(stack.alsoMatches, numbers));
  // Any layer stands in for a wrong selection, so that the rest is checked as a selective config.
  const made = { layersToTransform: numbers ?? [0], layersPattern: stack?.pattern ?? null };
  const { value, get } = fields.layersPattern ?? {};
  if (value === undefined && get === undefined) delete fields.layersPattern;
  return { fields: Object.defineProperties(made, fields), findings, stack };
}
