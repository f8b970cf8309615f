import type { ModuleKind, Parameters, TreeModule } from "./tree.ts";

/** The last part of a module's name. */
const lastPart = (name: string) => name.slice(name.lastIndexOf(".") + 1);

const EMBEDDINGS: ReadonlySet<string> = new Set([
  "wte",
  "wpe",
  "shared",
  "embed_in",
  "relative_attention_bias",
]);

/** True for a name that transformers gives to embeddings, such as `embed_tokens` or `wte`. */
export function namesEmbedding(name: string): boolean {
  const part = lastPart(name);
  return EMBEDDINGS.has(part) || /^embed_(tokens|positions)|(^|_)embeddings?$/.test(part);
}

/** What a module is, as its name and its shapes show it. */
export function deducedKind(name: string, parameters: Parameters): ModuleKind | null {
  if (Object.hasOwn(parameters, "in_proj_weight")) return "MultiheadAttention";
  if (!Object.hasOwn(parameters, "weight")) return null;
  const { weight = [], bias } = parameters;
  if (weight.length === 4) return "Conv2d";
  if (weight.length === 5) return "Conv3d";
  if (weight.length === 3) return /conv/i.test(lastPart(name)) ? "Conv1d" : null;
  if (weight.length !== 2) return null;
  if (bias === undefined && namesEmbedding(name)) return "Embedding";
  // A Conv1D is a Linear layer whose weight is turned: its bias is as long as the second dimension.
  return bias !== undefined && bias[0] !== weight[0] && bias[0] === weight[1] ? "Conv1D" : "Linear";
}

/**
 * True where another kind is as likely: a router may be a parameter of a block, a square weight of a
 * GPT-2 either way round, and a convolution does not show its groups.
 */
export function isUncertain({ name, kind, parameters }: TreeModule): boolean {
  const { weight = [], bias } = Object.hasOwn(parameters, "weight") ? parameters : {};
  if (kind === null) return weight.length > 1;
  if (kind === "Embedding") return false;
  if (kind !== "Linear") return kind !== "Conv1D";
  if (/(^|\.)(gate|router|wg|router\.layer)$/.test(name)) return true;
  return /^(c_|q_attn$)/.test(lastPart(name)) && bias !== undefined && weight[0] === weight[1];
}
