import { isGiven, type Part, partsAt, textPart } from "./part.ts";
import { type Total, totalOf, totalUnder } from "./total.ts";

/** A side of an encoder-decoder model. */
export type Side = "encoder" | "decoder";

/** How to say which side is meant. */
export const sideHint = 'Pass stack: "encoder" or "decoder", and only for a model that has both.';

/** One list of layers: how many, in which part of the model, and on which side of it. */
export interface Stack extends Total {
  readonly side: Side | null;
}

const sides = ["encoder", "decoder"] as const;

/** Keys of the encoder and the decoder where both are counted in one config. */
const countPairs = [
  ["encoder_layers", "decoder_layers"],
  ["num_encoder_layers", "num_decoder_layers"],
  ["encoder_num_hidden_layers", "decoder_num_hidden_layers"],
  ["num_layers", "num_decoder_layers"],
  // T5 leaves num_decoder_layers out where it is the same.
  ["num_layers", "num_layers"],
] as const;

/** The stacks of a part: one, or the encoder's and the decoder's. Empty if it counts no layers. */
export function stacksOf(part: Part): readonly Stack[] {
  for (const suffix of ["", "_config"]) {
    const [encoder, decoder] = sides.map((side) => partsAt(part, [side + suffix])[0]);
    if (encoder !== undefined && decoder !== undefined) {
      return [...nestedStack(encoder, "encoder"), ...nestedStack(decoder, "decoder")];
    }
  }
  const { is_encoder_decoder: isBoth } = part.config;
  const keys = countPairs.find(
    ([encoder, decoder]) =>
      isGiven(part, encoder) && isGiven(part, decoder) && (encoder !== decoder || isBoth === true),
  );
  if (keys === undefined) return stack(totalOf(part), null);
  // Half a model: T5 without its decoder, or the decoder that another model borrows from BART.
  const half = keys[0] === "num_layers" ? "encoder" : "decoder";
  return sides.flatMap((side, place) =>
    isBoth === false && side !== half
      ? []
      : stack(totalUnder(part, keys.slice(place, place + 1)), side),
  );
}

/** What a side with a config of its own has: its side of a whole, or its one stack. */
function nestedStack(part: Part, side: Side): readonly Stack[] {
  const stacks = stacksOf(textPart(part));
  return stack(stacks.find((one) => one.side === side) ?? stacks[0], side);
}

function stack(total: Total | undefined, side: Side | null): readonly Stack[] {
  return total === undefined ? [] : [{ ...total, side }];
}
