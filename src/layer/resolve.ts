import { isPlainObject, valueText } from "../config/shape.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { PeftConfigError } from "../diagnostic/error.ts";
import { type LayerCount, layerCount } from "./count.ts";
import { attempt } from "./finding.ts";
import { forms } from "./form.ts";
import { listedLayers } from "./list.ts";
import { noLayer } from "./number.ts";
import { note, noteOthers, type Resolving } from "./resolving.ts";
import type { LayerChoice } from "./selection.ts";
import { numbersOf, spannedLayers } from "./span.ts";

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
  const layers = selectedLayers(() => selection, layerCount(totalLayers, findings), findings);
  if (layers === undefined) throw new PeftConfigError(findings);
  return layers;
}

/**
 * The selected layers, ascending, or `undefined` and findings. Without a count, only what does not
 * depend on it is checked. Never throws, whatever is read.
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
  if (!isPlainObject(choice)) return noSelection(`layers is ${valueText(choice)}`, resolving);
  const { kind } = choice;
  if (kind === "except") return otherLayers(choice, resolving);
  if (typeof kind !== "string" || !Object.hasOwn(forms, kind)) {
    return noSelection(`The kind of this selection is ${valueText(kind)}`, resolving);
  }
  return spannedLayers(choice, forms[kind as keyof typeof forms], resolving);
}

function noSelection(what: string, resolving: Resolving): undefined {
  const message = `${what}, but it must be a selection or a list of layer numbers.`;
  const hint = "Write layersFrom(20), lastLayers(8), or a list such as [0, 1, 2].";
  return note(resolving, "layers-invalid", message, hint);
}

/** All layers but the selected ones. */
function otherLayers(
  choice: Readonly<Record<string, unknown>>,
  resolving: Resolving,
): readonly number[] | undefined {
  const { count, findings, path } = resolving;
  if (path.length > DEEPEST) return noSelection("This exceptLayers is nested too deep", resolving);
  const found = findings.length;
  noteOthers(choice, ["layers"], "exceptLayers", resolving);
  const left = selected(choice.layers, { ...resolving, path: [...path, "layers"] });
  if (left === undefined || count === undefined || findings.length > found) return undefined;
  const excepted = new Set(left);
  const others = numbersOf({ from: 0, to: count.total }).filter((layer) => !excepted.has(layer));
  if (others.length > 0) return others;
  const hint = `Leave at least one of the ${count.total} layers.`;
  return note(resolving, "layers-empty", `exceptLayers leaves ${noLayer}`, hint);
}
