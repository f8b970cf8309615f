import { activation, convolution, linear, type Part, parameters, weight } from "../module-part.ts";

/** The sizes of a mixer of Mamba-2. */
export interface MixerSizes {
  readonly width: number;
  readonly inner: number;
  readonly heads: number;
  readonly groups: number;
  readonly state: number;
  readonly kernel: number;
}

/** What a mixer of Mamba-2 has, or has not. */
export interface MixerOptions {
  readonly act: string;
  readonly convolutionBias: boolean;
  readonly inputBias: boolean;
  readonly outputBias: boolean;
  readonly isNormed?: boolean;
}

/** Mamba-2: gate, input, state and time step in one projection, after it a convolution by channel. */
export function mixer(sizes: MixerSizes, options: MixerOptions): Part {
  const { width, inner, heads } = sizes;
  const mixed = inner + 2 * sizes.groups * sizes.state;
  const { isNormed = true, convolutionBias: bias } = options;
  return parameters(
    { dt_bias: [heads], A_log: [heads], D: [heads] },
    {
      act: activation(options.act),
      conv1d: convolution(mixed, mixed, [sizes.kernel], { bias, groups: mixed }),
      in_proj: linear(width, inner + mixed + heads, options.inputBias),
      norm: isNormed ? weight(inner) : {},
      out_proj: linear(inner, width, options.outputBias),
    },
  );
}
