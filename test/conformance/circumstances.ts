import type { Input } from "./call.ts";
import type { Verdict } from "./oracle.ts";

/** A refusal that the config alone does not decide: another model, or another machine, would take it. */
export interface Circumstance {
  readonly id: string;
  /** Why no config check can know. */
  readonly reason: string;
  /** In the text of PEFT's error. */
  readonly says: RegExp;
  /** Where the text alone does not tell. */
  readonly when?: (input: Input) => boolean;
}

const isFilled = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

/** Every refusal of PEFT that is set apart. What is not in this list is the config's fault. */
export const circumstances: readonly Circumstance[] = [
  {
    id: "targets-not-found",
    reason: "whether a name occurs depends on the model",
    says: /^Target modules .* not found in the base model/s,
  },
  {
    id: "nothing-targeted",
    reason: "which modules are left after excluding depends on the model",
    says: /^No modules were targeted for adaptation/,
  },
  {
    id: "all-excluded",
    reason: "which modules are excluded depends on the model",
    says: /^All modules were excluded/,
  },
  {
    id: "parameters-not-found",
    reason: "whether a parameter occurs, or a layer is left, depends on the model",
    says: /^No `target_modules` passed but also no `target_parameters` found/,
    when: ({ targetParameters, layerReplication }) =>
      isFilled(targetParameters) || isFilled(layerReplication),
  },
  {
    id: "layer-replication-beyond",
    reason: "how many layers there are depends on the model",
    says: /^index -?\d+ is out of range$/,
    when: ({ layerReplication }) => isFilled(layerReplication),
  },
  {
    id: "layer-type",
    reason: "the type of a targeted module depends on the model",
    says: /^Target module .* is not supported|is not supported for Embedding|^LoraLayer\.loftq_init\(\) missing/s,
  },
  {
    id: "variant-layer-type",
    reason: "which variants a targeted module takes depends on its type",
    says: /^Invalid or unsupported variant combination: \('\w+',\)/,
  },
  {
    id: "features",
    reason: "the size of a targeted module depends on the model",
    says: /^(MiCA requires `r` <= min|KaSA requires)/,
  },
  {
    id: "features-indivisible",
    reason: "whether the blocks of BD-LoRA divide a targeted module's size depends on the model",
    says: /^self\.in_features=\d+ or self\.out_features=\d+ not divisible by \d+$/,
    when: ({ r = 8, rankPattern, useBdlora }) =>
      [r, ...Object.values(rankPattern ?? {})].every(
        (rank) => Number(rank) % Number(Object(useBdlora).nblocks) === 0,
      ),
  },
  {
    id: "features-below-rank",
    reason:
      "PiSSA and OLoRA keep no more ranks than a targeted module has features, which depends on the model",
    says: /^(The size of tensor a \(\d+\) must match the size of tensor b \(\d+\)|shape '\[.*\]' is invalid for input of size)/,
    when: ({ initLoraWeights, montecloraConfig, useBdlora }) =>
      /^(pissa|olora)/i.test(String(initLoraWeights)) &&
      [montecloraConfig, useBdlora].some((variant) => Object(variant) === variant),
  },
  {
    id: "parameter-shape",
    reason: "the shape of a targeted parameter depends on the model",
    says: /^lora\.ParamWrapper was initialized with \d+ dimensional Parameter/,
  },
  {
    id: "parameter-of-adapted-layer",
    reason: "which module owns a parameter depends on the model",
    says: /^Trying to wrap an `nn\.Parameter` of layer/,
  },
  {
    id: "saved-module-type",
    reason: "what a name in modules_to_save stands for depends on the model",
    says: /^modules_to_save cannot be applied to modules of type/,
  },
  {
    id: "bdlora-unnamed",
    reason: "which modules the targets are, by full name, depends on the model",
    says: /^Target .* matches (neither A nor B|both A and B) block-diagonal patterns/,
  },
  {
    id: "token-layer-type",
    reason: "the type of a layer whose tokens are trained depends on the model",
    says: /^trainable_token_indices cannot be applied to modules of type/,
  },
  {
    id: "token-beyond-vocabulary",
    reason: "the size of the vocabulary depends on the model",
    says: /^index \d+ is out of bounds for dimension 0 with size/,
  },
  {
    id: "corda-unprepared",
    reason: "preprocess_corda has to run on the model first",
    says: /^`eigens` attribute not found for layer/,
  },
  {
    id: "bitsandbytes-missing",
    reason: "LoftQ needs a package that needs a GPU",
    says: /^bitsandbytes is not available/,
  },
  {
    id: "megatron-missing",
    reason: "Megatron layers need a package that is not installed",
    says: /^No module named 'megatron/,
  },
  {
    id: "gpu-missing",
    reason: "offloading needs a GPU",
    says: /^Found no NVIDIA driver/,
    when: ({ runtimeConfig }) => isFilled(runtimeConfig),
  },
  {
    id: "memory",
    reason: "how large an adapter may be depends on the machine",
    says: /can't allocate memory/,
  },
];

/** The circumstance that explains a refusal. */
export function circumstanceOf(input: Input, { error }: Verdict): Circumstance | undefined {
  if (error === undefined) return undefined;
  return circumstances.find(({ says, when }) => says.test(error.text) && (when?.(input) ?? true));
}
