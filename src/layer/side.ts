import {
  findTextPart,
  isGiven,
  type Part,
  partsAt,
  readTotal,
  type Total,
  totalOf,
} from "./part.ts";

/** A side of an encoder-decoder model. */
export type Side = "encoder" | "decoder";

/** A list of layers: how many, in which part of the model, and on which side of it. */
export interface Stack extends Total {
  readonly side: Side | null;
}

const sides = ["encoder", "decoder"] as const;

/** Keys of the encoder and the decoder in a config that counts both. */
const countPairs = [
  ["encoder_layers", "decoder_layers"],
  ["num_encoder_layers", "num_decoder_layers"],
  ["encoder_num_hidden_layers", "decoder_num_hidden_layers"],
  ["num_layers", "num_decoder_layers"],
  // T5 leaves num_decoder_layers out if it is the same.
  ["num_layers", "num_layers"],
] as const;

/** The stacks of a part: one, or the encoder's and the decoder's. Empty if it counts no layers. */
export function stacksOf(part: Part): readonly Stack[] {
  for (const suffix of ["", "_config"]) {
    const [encoder, decoder] = sides.map((side) => partsAt(part, [side + suffix])[0]);
    if (encoder && decoder) {
      return [...findStack(encoder, "encoder"), ...findStack(decoder, "decoder")];
    }
  }
  const { is_encoder_decoder: isBoth } = part.config;
  const keys = countPairs.find(
    ([encoder, decoder]) =>
      isGiven(part, encoder) && isGiven(part, decoder) && (encoder !== decoder || isBoth === true),
  );
  if (!keys) return stack(totalOf(part), null);
  // Half a model: T5 without its decoder, or the decoder that another model borrows from BART.
  const half = keys[0] === "num_layers" ? "encoder" : "decoder";
  return sides.flatMap((side, place) =>
    isBoth === false && side !== half
      ? []
      : stack(readTotal(part, keys.slice(place, place + 1)), side),
  );
}

/** The stack of a side that has a config of its own: this side of it, or its only stack. */
function findStack(part: Part, side: Side): readonly Stack[] {
  const stacks = stacksOf(findTextPart(part));
  return stack(stacks.find((one) => one.side === side) ?? stacks[0], side);
}

function stack(total: Total | undefined, side: Side | null): readonly Stack[] {
  return total ? [{ ...total, side }] : [];
}
