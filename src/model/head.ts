import type { Base, Head, Heads, Model } from "./model-class.ts";
import { type Block, linear } from "./module-part.ts";

/** The base itself, such as `LlamaModel`. */
export const bare: Head = ({ root, input, ties }) => ({ root, input, ties, output: null });

/** A base under a prefix with more modules beside it. */
function around(base: Base, prefix: string, beside: Block): Model {
  const under = (name: string) => `${prefix}.${name}`;
  return {
    root: { [prefix]: base.root, ...beside },
    ties: base.ties.map(([name, origin]) => [under(name), under(origin)]),
    input: base.input === null ? null : under(base.input),
    output: null,
  };
}

/** A language model: `lm_head`, whose weight may be the input embedding's. */
export function languageHead(prefix = "model", hasBias = false): Head {
  return (base) => {
    const lm_head = linear(base.width, base.vocabulary, hasBias);
    const model = around(base, prefix, { lm_head });
    const tie = [["lm_head.weight", `${model.input}.weight`]] as const;
    return {
      ...model,
      ties: base.isTied ? [...model.ties, ...tie] : model.ties,
      output: "lm_head",
    };
  };
}

/** One answer for a whole text: `score`. */
export function sequenceHead(prefix = "model"): Head {
  return (base) => around(base, prefix, { score: linear(base.width, base.labels, false) });
}

/** One answer for each token: a dropout and `score`, as `GenericForTokenClassification` has them. */
export function tokenHead(prefix = "model"): Head {
  return (base) =>
    around(base, prefix, {
      dropout: {},
      score: linear(base.width, base.labels, base.hasTokenBias),
    });
}

/** The first and the last token of an answer: `qa_outputs`. */
export function questionHead(prefix = "model"): Head {
  return (base) => around(base, prefix, { qa_outputs: linear(base.width, 2) });
}

/** Any other modules beside the base. */
export function headOf(prefix: string, beside: (base: Base) => Block): Head {
  return (base) => around(base, prefix, beside(base));
}

/** `…Model` and `…ForConditionalGeneration`. */
export function conditionalHeads(name: string): Heads {
  return { [`${name}Model`]: bare, [`${name}ForConditionalGeneration`]: languageHead() };
}

/** `…Model` and `…ForCausalLM`. */
export function causalHeads(name: string): Heads {
  return { [`${name}Model`]: bare, [`${name}ForCausalLM`]: languageHead() };
}

/** And `…ForSequenceClassification` and `…ForTokenClassification`. */
export function classifyingHeads(name: string): Heads {
  return {
    ...causalHeads(name),
    [`${name}ForSequenceClassification`]: sequenceHead(),
    [`${name}ForTokenClassification`]: tokenHead(),
  };
}

/** The classes that transformers makes of any language model, as far as it does for this one. */
export function genericHeads(name: string, { question = "model" } = {}): Heads {
  return {
    ...classifyingHeads(name),
    [`${name}ForQuestionAnswering`]: questionHead(question),
  };
}

/** Heads without those of some classes: transformers does not make each of any model. */
export function without(heads: Heads, ...names: readonly string[]): Heads {
  return Object.fromEntries(Object.entries(heads).filter(([name]) => !names.includes(name)));
}
