import { listNamesOf } from "./names.ts";
import { isGiven, type Part, partAt, textPart } from "./part.ts";
import type { Report } from "./problem.ts";
import { agreedTotal, type Total, totalOf } from "./total.ts";

/** A side of an encoder-decoder model. */
export type Side = "encoder" | "decoder";

/** One list of layers: how many, what the list may be called, and in which part of the model. */
export interface Stack extends Total {
  readonly side: Side | null;
  readonly part: Part;
  /** Undefined where the config does not tell. */
  readonly names: readonly string[] | undefined;
}

/** Keys of the two sides where both are counted in one config. */
const countPairs: readonly (readonly [encoder: string, decoder: string])[] = [
  ["encoder_layers", "decoder_layers"],
  ["num_encoder_layers", "num_decoder_layers"],
  ["encoder_num_hidden_layers", "decoder_num_hidden_layers"],
  ["num_layers", "num_decoder_layers"],
];

/** Keys of the two sides where each has a config of its own. */
const partPairs: readonly (readonly [encoder: string, decoder: string])[] = [
  ["encoder", "decoder"],
  ["encoder_config", "decoder_config"],
];

/** The stacks of a part: one, or the encoder's and the decoder's. Empty if it counts no layers. */
export function stacksOf(part: Part, report: Report): readonly Stack[] {
  const nested = nestedSides(part, report);
  if (nested !== undefined) return nested;
  const pair = countPairs.find((keys) => keys.every((key) => isGiven(part, key)));
  if (pair !== undefined) return countedSides(part, pair, report);
  const total = totalOf(part, report);
  if (total === undefined) return [];
  // T5 leaves num_decoder_layers out where it is the same.
  const both = part.config.is_encoder_decoder === true && "num_layers" in part.config;
  const sides = both ? (["encoder", "decoder"] as const) : [null];
  return sides.map((side) => stack(part, side, total));
}

function stack(part: Part, side: Side | null, total: Total): Stack {
  return { ...total, side, part, names: listNamesOf(part) };
}

function countedSides(
  part: Part,
  [encoderKey, decoderKey]: readonly [string, string],
  report: Report,
): readonly Stack[] {
  const sides: readonly (readonly [Side, string])[] = [
    ["encoder", encoderKey],
    ["decoder", decoderKey],
  ];
  // Half a model: T5 without its decoder, or the decoder that another model borrows from BART.
  const half = encoderKey === "num_layers" ? "encoder" : "decoder";
  const isHalf = part.config.is_encoder_decoder === false;
  return sides
    .filter(([side]) => !isHalf || side === half)
    .flatMap(([side, key]) => {
      const total = agreedTotal(part, [key], report);
      return total === undefined ? [] : [stack(part, side, total)];
    });
}

function nestedSides(part: Part, report: Report): readonly Stack[] | undefined {
  for (const [encoderKey, decoderKey] of partPairs) {
    const encoder = partAt(part, encoderKey);
    const decoder = partAt(part, decoderKey);
    if (encoder !== undefined && decoder !== undefined) {
      return [...sideOf(encoder, "encoder", report), ...sideOf(decoder, "decoder", report)];
    }
  }
  return undefined;
}

function sideOf(part: Part, side: Side, report: Report): readonly Stack[] {
  const stacks = stacksOf(textPart(part), report);
  const found = stacks.find((one) => one.side === side) ?? stacks[0];
  return found === undefined ? [] : [{ ...found, side }];
}
