import { defineRankPolicy } from "peft-config/rank";

/** The rank of every adapter that the team trains. The team's GPUs hold rank 32 with its sequences. */
export const rankPolicy = defineRankPolicy({
  tiers: [
    { below: 300, rank: 4, reason: "Style only: the data repeats itself." },
    { below: 8000, rank: 16, reason: "What our support and sales assistants run on." },
    { rank: 32, reason: "As much as fits on one GPU with sequences of 4096 tokens." },
  ],
  remark: { below: 100, text: "Ask the data team for more examples first." },
});
