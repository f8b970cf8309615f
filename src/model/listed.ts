import { albert } from "./architecture/albert.ts";
import { bart, m2m100, mbart, pegasus } from "./architecture/bart.ts";
import { bert } from "./architecture/bert.ts";
import { debertaV2 } from "./architecture/deberta-v2.ts";
import { distilbert } from "./architecture/distilbert.ts";
import { electra } from "./architecture/electra.ts";
import { gpt2 } from "./architecture/gpt2.ts";
import { llama } from "./architecture/llama.ts";
import { mixtral } from "./architecture/mixtral.ts";
import { modernbert } from "./architecture/modernbert.ts";
import { qwen2 } from "./architecture/qwen2.ts";
import { roberta, xlmRoberta } from "./architecture/roberta.ts";
import { mt5, t5, umt5 } from "./architecture/t5.ts";
import { whisper } from "./architecture/whisper.ts";
import type { Architecture } from "./architecture.ts";

/**
 * The model types that have a table. A type is listed only after 50 random variants of its config
 * gave the exact tree for each head (`test/conformance/trees.ts`).
 */
export const architectures: Readonly<Record<string, Architecture>> = {
  albert,
  bart,
  bert,
  "deberta-v2": debertaV2,
  distilbert,
  electra,
  gpt2,
  llama,
  m2m_100: m2m100,
  mbart,
  mixtral,
  modernbert,
  mt5,
  pegasus,
  qwen2,
  roberta,
  t5,
  umt5,
  whisper,
  "xlm-roberta": xlmRoberta,
};
