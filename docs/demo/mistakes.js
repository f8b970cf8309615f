/** Common mistakes: PEFT silently accepts them, or refuses them only once the GPU runs. */
export const mistakes = [
  { loraRank: 16 },
  { targetModules: [".*q_proj"] },
  { useDora: true, kasaConfig: {} },
  { modulesToSave: ["norm"] },
  {
    peftType: "ADALORA",
    taskType: "CAUSAL_LM",
    targetModules: ["q_proj", "v_proj"],
    tinit: 6000,
    tfinal: 11000,
    totalStep: 13500,
  },
];
