import { gpt2 } from "./architecture/gpt2.ts";
import { llama } from "./architecture/llama.ts";
import { mixtral } from "./architecture/mixtral.ts";
import { qwen2 } from "./architecture/qwen2.ts";
import type { Architecture } from "./architecture.ts";

/**
 * The model types that have a table. A type is listed only after 50 random variants of its config
 * gave the exact tree for each head (`test/conformance/trees.ts`).
 */
export const architectures: Readonly<Record<string, Architecture>> = {
  gpt2,
  llama,
  mixtral,
  qwen2,
};
