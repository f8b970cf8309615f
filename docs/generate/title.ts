/** What a field is called in a form: PEFT's name as words. */

const spelling: Readonly<Record<string, string>> = {
  r: "rank",
  lora: "LoRA",
  rslora: "rsLoRA",
  dora: "DoRA",
  eva: "EVA",
  corda: "CorDA",
  ga: "GA",
  velora: "VeLoRA",
  alora: "aLoRA",
  qalora: "QA-LoRA",
  monteclora: "MonteCLoRA",
  bdlora: "BD-LoRA",
  kasa: "KaSA",
  peft: "PEFT",
  loftq: "LoftQ",
  kl: "KL",
  gks: "GKS",
  rng: "RNG",
  bd: "BD",
  a: "A",
  b: "B",
  nblocks: "number of blocks",
  num: "number of",
  orth: "orthogonality",
  reg: "regularisation",
  init: "initial",
  iter: "iterations",
  tinit: "initial steps",
  tfinal: "final steps",
  deltaT: "step interval",
};

/** A title such as `LoRA alpha` for `lora_alpha`, `Target modules` for `target_modules`. */
export function titleOf(peft: string): string {
  const title = peft
    .split("_")
    .map((word) => spelling[word] ?? word)
    .join(" ");
  return /^[a-z][^A-Z ]*( |$)/.test(title) ? title.charAt(0).toUpperCase() + title.slice(1) : title;
}
