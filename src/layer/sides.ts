import { isGiven, type Part, partsAt, textPart } from "./part.ts";
import { type Total, totalOf, totalUnder } from "./total.ts";

/** A side of an encoder-decoder model. */
export type Side = "encoder" | "decoder";

/** How to say which side is meant. */
export const sideHint =
  'Pass stack: "encoder" or "decoder" for a model that has both, and only there.';

/** One list of layers: how many, in which part of the model, and on which side of it. */
export interface Stack extends Total {
  readonly side: Side | null;
}

/** Keys of the encoder and the decoder where both are counted in one config. */
const countPairs = [
  ["encoder_layers", "decoder_layers"],
  ["num_encoder_layers", "num_decoder_layers"],
  ["encoder_num_hidden_layers", "decoder_num_hidden_layers"],
  ["num_layers", "num_decoder_layers"],
] as const;

/** Keys of the encoder and the decoder where each has a config of its own. */
const partPairs = [
  ["encoder", "decoder"],
  ["encoder_config", "decoder_config"],
] as const;

/** The stacks of a part: one, or the encoder's and the decoder's. Empty if it counts no layers. */
export function stacksOf(part: Part): readonly Stack[] {
  for (const keys of partPairs) {
    const [encoder, decoder] = partsAt(part, keys);
    if (encoder !== undefined && decoder !== undefined) {
      return [...nestedStack(encoder, "encoder"), ...nestedStack(decoder, "decoder")];
    }
  }
  const [encoderKey = "", decoderKey = ""] = countKeysOf(part);
  if (encoderKey === "") return stack(totalOf(part), null);
  const encoder = () => stack(totalUnder(part, [encoderKey]), "encoder");
  const decoder = () => stack(totalUnder(part, [decoderKey]), "decoder");
  if (part.config.is_encoder_decoder !== false) return [...encoder(), ...decoder()];
  // Half a model: T5 without its decoder, or the decoder that another model borrows from BART.
  return encoderKey === "num_layers" ? encoder() : decoder();
}

/** The keys that count the encoder and the decoder; none if a part has not both. */
function countKeysOf(part: Part): readonly string[] {
  const keys = countPairs.find((pair) => pair.every((key) => isGiven(part, key)));
  // T5 leaves num_decoder_layers out where it is the same.
  const isSame = part.config.is_encoder_decoder === true && isGiven(part, "num_layers");
  return keys ?? (isSame ? ["num_layers", "num_layers"] : []);
}

/** What a side with a config of its own has: its side of a whole, or its one stack. */
function nestedStack(part: Part, side: Side): readonly Stack[] {
  const stacks = stacksOf(textPart(part));
  return stack(stacks.find((one) => one.side === side) ?? stacks[0], side);
}

function stack(total: Total | undefined, side: Side | null): readonly Stack[] {
  return total === undefined ? [] : [{ ...total, side }];
}
