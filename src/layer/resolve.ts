import { isPlainObject, valueText } from "../config/shape.ts";
import type { Diagnostic } from "../finding/diagnostic.ts";
import { PeftConfigError } from "../finding/error.ts";
import { type LayerCount, layerCount } from "./count.ts";
import { attempt } from "./finding.ts";
import { forms } from "./form.ts";
import { listedLayers } from "./list.ts";
import { noLayer } from "./number.ts";
import { note, type Resolving } from "./resolving.ts";
import type { LayerChoice } from "./selection.ts";
import { numbersOf, spannedLayers, usageOf } from "./span.ts";

/** `except` in `except` in …: more levels than anyone writes. */
const DEEPEST = 16;

/**
 * The numbers of the selected layers, for PEFT's `layers_to_transform`.
 *
 * @param selection A selection, or a list of layer numbers counted from 0.
 * @param totalLayers How many layers the model has: an integer from 1 to 10,000.
 * @returns The numbers, ascending, each once, at least one.
 * @throws {PeftConfigError} If the selection names a layer that does not exist, none, or one twice,
 * or is no selection. PEFT ignores numbers that no layer has, and takes an empty list for all.
 * @example
 * ```ts
 * resolveLayers(layersFrom(20), 40); // [20, 21, …, 39]
 * resolveLayers([39, 0], 40); // [0, 39]
 * ```
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export function resolveLayers(selection: LayerChoice, totalLayers: number): readonly number[] {
  const findings: Diagnostic[] = [];
  const count = attempt(findings, () => layerCount(totalLayers));
  const layers = selectedLayers(() => selection, count, findings);
  if (layers === undefined || findings.length > 0) throw new PeftConfigError(findings);
  return layers;
}

/**
 * The selected layers, ascending, or `undefined` if they cannot be told. What is wrong is a finding.
 * Without a count, only what does not depend on it is checked. Never throws, whatever is read.
 */
export function selectedLayers(
  read: () => unknown,
  count: LayerCount | undefined,
  findings: Diagnostic[],
): readonly number[] | undefined {
  return attempt(findings, () => selected(read(), { count, findings, path: ["layers"] }));
}

function selected(choice: unknown, resolving: Resolving): readonly number[] | undefined {
  if (Array.isArray(choice)) return listedLayers(choice, resolving);
  if (!isPlainObject(choice)) return noSelection(valueText(choice), resolving);
  const { kind } = choice;
  const form = forms.find((one) => one.kind === kind);
  if (form === undefined) return noSelection(`of kind ${valueText(kind)}`, resolving);
  for (const name of Object.keys(choice)) {
    if (name === "kind" || Object.hasOwn(form.members, name)) continue;
    const message = `${valueText(name)} is not known to ${form.call}.`;
    note(resolving, "layers-invalid", message, usageOf(form, resolving), name);
  }
  return kind === "except"
    ? otherLayers(choice.layers, resolving)
    : spannedLayers(choice, form, resolving);
}

function noSelection(what: string, resolving: Resolving): undefined {
  const message = `layers is ${what}, but must be a selection or a list of layer numbers.`;
  const hint = "Write layersFrom(20), or a list such as [0, 1, 2].";
  return note(resolving, "layers-invalid", message, hint);
}

/** All layers but the selected ones. */
function otherLayers(choice: unknown, resolving: Resolving): readonly number[] | undefined {
  const { count, path } = resolving;
  if (path.length > DEEPEST) return noSelection("nested too deep", resolving);
  const left = selected(choice, { ...resolving, path: [...path, "layers"] });
  if (left === undefined || count === undefined) return undefined;
  const excepted = new Set(left);
  const others = numbersOf(0, count.total).filter((layer) => !excepted.has(layer));
  if (others.length > 0) return others;
  const hint = "Leave at least one layer.";
  return note(resolving, "layers-empty", `exceptLayers leaves ${noLayer}`, hint);
}
