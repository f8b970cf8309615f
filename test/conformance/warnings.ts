/** What PEFT warns about on construction or loading, by a part of its text, and our code that says the same. */
export const peftWarnings: readonly { readonly says: string; readonly code: string }[] = [
  { says: "`loftq_config` specified but will be ignored", code: "loftq-config-ignored" },
  { says: "but `eva_config` is not specified", code: "init-config-defaulted" },
  { says: "but `corda_config` is not specified", code: "init-config-defaulted" },
  { says: "`eva_config` specified but will be ignored", code: "init-config-ignored" },
  { says: "`corda_config` specified but will be ignored", code: "init-config-ignored" },
  { says: "aLoRA is currently only supported for CAUSAL_LM", code: "alora-task-type" },
  { says: "Using Rank-Stabilized LoRA with rank_pattern", code: "rslora-patterns-conversion" },
  { says: "Unexpected keyword arguments", code: "unknown-key" },
  { says: "contains a `runtime_config` key", code: "unsaved-field" },
  { says: "`r` is not used in AdaLora", code: "adalora-rank-ignored" },
];
