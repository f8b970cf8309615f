import { isFilled, shorten } from "../config/shape.ts";
import { tableIndex } from "../config/table.ts";
import { listVariants } from "../config/variant.ts";
import { type ConfigClass, configClasses } from "../finding/class.ts";
import { listSaved } from "./module-answers.ts";
import type { Find, Question, Where } from "./question.ts";
import { fittingRank, largestRank, loraOf, scalingOf } from "./scaling-answers.ts";

export const when =
  (where: Where): Find =>
  (question) =>
    where(question) ? {} : undefined;

/** Fully trained modules of a kind. */
export const saved =
  (kind: Parameters<typeof listSaved>[1]): Find =>
  (question) => {
    const names = listSaved(question, kind);
    return names.length === 0 ? undefined : { names };
  };

/** A question about a LoRA config: AdaLoRA does not read the field. */
export const ofLora = (where: (config: NonNullable<ReturnType<typeof loraOf>>) => boolean): Find =>
  when(({ config }) => {
    const lora = loraOf(config);
    return lora !== undefined && where(lora);
  });

export const hasOwnRanks: Where = ({ config, tensors }) => {
  if (config.peftType === "ADALORA") return false;
  if (tensors !== null && tensors.ranks.size > 0) return new Set(tensors.ranks.values()).size > 1;
  return Object.values(config.rankPattern).some((rank) => rank !== config.r);
};

const initWord = ({ config }: Question): string =>
  String(config.initLoraWeights).split("_niter_")[0] ?? "";

/** An initialisation that changes the base model, which the adapter then belongs to. */
export const findInitOfBase: Find = (question) =>
  baseInits.includes(initWord(question))
    ? { init: shorten(String(question.config.initLoraWeights)) }
    : undefined;

/** Whether it starts from weights that leave the base model as it is. */
export const initsPlainly: Where = (question) => plainInits.includes(initWord(question));

/** Whether it starts in another way that has a name. */
export const initsOtherwise: Where = (question) =>
  typeof question.config.initLoraWeights === "string" &&
  ![...baseInits, ...plainInits].includes(initWord(question));

const baseInits = ["pissa", "olora", "corda", "loftq"];
const plainInits = ["gaussian", "eva", "orthogonal"];

/** Variants that have a subject of their own. */
const ownVariants: readonly string[] = [
  "useDora",
  "aloraInvocationTokens",
  "kasaConfig",
  "initLoraWeights",
];

export const findVariants: Find = ({ config }) => {
  const lora = loraOf(config);
  const fields = lora ? listVariants(lora).filter((field) => !ownVariants.includes(field)) : [];
  const variants = [...fields, ...(lora?.useQalora ? ["useQalora"] : [])];
  return variants.length === 0 ? undefined : { variants, field: variants[0] };
};

/** What useRslora makes of the scaling, and the alpha that makes the same without it. */
export const findRslora: Find = ({ config }) => {
  const lora = loraOf(config);
  const isPlain = lora === undefined || (lora.r === 1 && !isFilled(lora.rankPattern));
  if (isPlain || !lora.useRslora) return undefined;
  const hasPatterns = isFilled(lora.rankPattern) || isFilled(lora.alphaPattern);
  const alpha = lora.loraAlpha * Math.sqrt(lora.r);
  return {
    alpha: hasPatterns || !Number.isInteger(alpha) ? null : alpha,
    scaling: scalingOf(lora),
  };
};

export const findRank: Find = (question) => {
  const { engine, maxLoraRank, config } = question;
  const { option = "", default: usual, allowed } = engine.rankLimit ?? {};
  const limit = maxLoraRank ?? usual;
  const isChoice = limit === undefined || allowed?.includes(limit) !== false;
  const rank = largestRank(question);
  if (limit === undefined || (isChoice && rank <= limit)) return undefined;
  const wanted = Math.max(rank, isChoice ? 0 : limit);
  const least = allowed === undefined ? wanted : (allowed.find((one) => one >= wanted) ?? null);
  return { rank, limit, option, least, isChoice, ofPattern: (loraOf(config)?.r ?? 0) <= limit };
};

export const findPadding: Find = (question) => {
  const { config, tensorParallel } = question;
  const rank = config.peftType === "LORA" ? config.r : config.initR;
  const fit = fittingRank(rank, tensorParallel);
  return fit === rank ? undefined : { rank, fit };
};

/** The keys without which some engines load nothing, with their names here. */
const requiredKeys = { r: "r", lora_alpha: "loraAlpha", target_modules: "targetModules" };

export const findMissing: Find = ({ fileKeys }) => {
  const missing = Object.entries(requiredKeys).flatMap(([key, name]) =>
    fileKeys?.includes(key) === false ? [name] : [],
  );
  return missing.length === 0 ? undefined : { missing };
};

/** Keys of the file that are not fields of PEFT. */
export const findExtra: Find = ({ config, fileKeys }) => {
  const { fields }: ConfigClass = configClasses[config.peftType];
  const known = tableIndex(fields).byName.peft;
  const keys = (fileKeys ?? []).filter((key) => !known.has(key)).map((key) => shorten(key));
  return keys.length === 0 ? undefined : { keys };
};
