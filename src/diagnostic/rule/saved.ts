import { quoted } from "../../config/shape.ts";
import type { Path } from "../diagnostic.ts";
import { headsOf } from "./heads.ts";
import { embeddings, listedNames, MANY, nameSet, reportNames } from "./names.ts";
import type { Rule } from "./rule.ts";

/** Endings that many modules of common models share. */
const sharedEndings = ["norm", "proj", "head", "emb", "ln", "dense", "layer", "weight"];

/** modulesToSave and trainableTokenIndices. */
export const savedRules: readonly Rule[] = [
  /**
   * modulesToSave is a list.
   * @see peft/utils/other.py _set_trainable
   */
  {
    code: "saved-as-string",
    when: "silent",
    find: ({ modulesToSave, taskType }, report) => {
      if (typeof modulesToSave !== "string" || headsOf(taskType).length > 0) return;
      report(
        ["modulesToSave"],
        "PEFT takes a string letter by letter, and trains every module whose name ends in one of them.",
        `Write [${quoted(modulesToSave)}].`,
      );
    },
  },
  /**
   * modulesToSave is a list to which PEFT can add the head of a classifier.
   * @see peft/peft_model.py PeftModelForSequenceClassification.__init__
   */
  {
    code: "saved-as-string-with-head",
    when: "injection",
    find: ({ modulesToSave, taskType }, report) => {
      if (typeof modulesToSave !== "string" || headsOf(taskType).length === 0) return;
      report(
        ["modulesToSave"],
        `For ${taskType} PEFT adds the head to modulesToSave, but cannot to a string: get_peft_model raises AttributeError.`,
        `Write [${quoted(modulesToSave)}].`,
      );
    },
  },
  /**
   * A module is adapted or saved in full, not both.
   * @see peft/tuners/tuners_utils.py check_target_module_exists
   */
  {
    code: "saved-and-target",
    when: "silent",
    find: (config, report) => {
      if (config.modulesToSave === null) return;
      const targets = nameSet(config.targetModules);
      reportNames(
        report,
        "modulesToSave",
        config.modulesToSave,
        (name) =>
          targets.has(name) &&
          `${quoted(name)} is in targetModules too: PEFT trains it in full and does not adapt it.`,
        "Remove it from one of the two.",
      );
    },
  },
  /**
   * No entry of modulesToSave is the ending of a target's name.
   * @see peft/utils/other.py _set_trainable
   * @remarks PEFT notices only if the model has such a module.
   */
  {
    code: "saved-ends-target",
    when: "injection",
    find: (config, report) => {
      const targets = listedNames(config.targetModules);
      reportNames(
        report,
        "modulesToSave",
        config.modulesToSave,
        (name, index) => {
          if (index >= MANY || name === "") return false;
          const target = targets.find(
            (other) => other !== name && other.endsWith(name) && !other.endsWith(`.${name}`),
          );
          return (
            target &&
            `PEFT saves every module whose name ends in ${quoted(name)}, also the target ${quoted(target)}: get_peft_model raises TypeError.`
          );
        },
        "Write a longer name.",
      );
    },
  },
  /**
   * Entries of modulesToSave are specific.
   * @see peft/utils/other.py _set_trainable
   */
  {
    code: "saved-matches-many",
    when: "silent",
    find: (config, report) => {
      reportNames(
        report,
        "modulesToSave",
        config.modulesToSave,
        (name) =>
          sharedEndings.includes(name) &&
          `PEFT saves every module whose name ends in ${quoted(name)}, as input_layernorm ends in "norm".`,
        "Write a longer name.",
      );
    },
  },
  /**
   * Embeddings are saved in full only on purpose.
   * @see peft/utils/other.py ModulesToSaveWrapper
   */
  {
    code: "saved-embedding",
    when: "silent",
    find: (config, report) => {
      reportNames(
        report,
        "modulesToSave",
        config.modulesToSave,
        (name) =>
          embeddings.includes(name.split(".").at(-1) ?? "") &&
          `PEFT trains and saves all of ${quoted(name)}, often more than the rest of the adapter.`,
        "For new tokens write trainableTokenIndices.",
      );
    },
  },
  /**
   * Nothing that is saved or has trained tokens is named like the end of the adapter's own name.
   * @see peft/utils/other.py _set_trainable
   * @remarks Unless told, we take the adapter's name for PEFT's default, \"default\".
   */
  {
    code: "saved-named-as-adapter",
    when: "injection",
    find: (config, report, { adapterName = "default" }) => {
      const { modulesToSave, taskType, trainableTokenIndices } = config;
      const look = (name: string, path: Path) => {
        if (name === "" || !adapterName.endsWith(name)) return;
        report(
          path,
          `The adapter's name ${quoted(adapterName)} ends in ${quoted(name)}: PEFT takes the adapter's layers for it, and get_peft_model raises ValueError.`,
          "Give the adapter another name.",
        );
      };
      listedNames(modulesToSave).forEach((name, index) => {
        look(name, ["modulesToSave", index]);
      });
      for (const head of headsOf(taskType)) look(head, ["taskType"]);
      for (const [path] of tokenLists(trainableTokenIndices)) look(path[1] ?? "", path);
    },
  },
  /**
   * trainableTokenIndices names a token.
   * @see peft/tuners/trainable_tokens/layer.py
   */
  {
    code: "tokens-empty",
    when: "training",
    find: ({ trainableTokenIndices: given }, report) => {
      for (const [path, , indices] of tokenLists(given)) {
        if (indices.length > 0) continue;
        report(
          path,
          "trainableTokenIndices is empty: the first forward pass raises RuntimeError.",
          "Name the tokens to train, or leave it out.",
        );
      }
    },
  },
  /**
   * Each token index is named once.
   * @see peft/tuners/trainable_tokens/layer.py
   */
  {
    code: "tokens-repeated",
    when: "silent",
    find: ({ trainableTokenIndices: given }, report) => {
      for (const [path, , indices] of tokenLists(given)) {
        const unique = new Set(indices).size;
        if (unique === indices.length) continue;
        report(
          path,
          `trainableTokenIndices has ${indices.length} entries but names ${unique} tokens; PEFT trains a row for each, and the last wins.`,
          "Name each token once.",
        );
      }
    },
  },
  /**
   * An embedding whose tokens are trained is not saved in full.
   * @see peft/utils/other.py set_additional_trainable_modules
   * @remarks For a list of indices we take the embedding to be "model.embed_tokens".
   */
  {
    code: "tokens-and-saved",
    when: "injection",
    find: ({ trainableTokenIndices: given, modulesToSave, taskType }, report) => {
      const heads = taskType === "SEQ_CLS" ? headsOf(taskType) : [];
      const saved = new Set([...listedNames(modulesToSave), ...heads]);
      for (const [path, layer] of tokenLists(given)) {
        if (!saved.has(layer)) continue;
        report(
          path,
          `PEFT saves ${quoted(layer)} in full, these tokens too: get_peft_model raises ValueError.`,
          "Remove it from modulesToSave or trainableTokenIndices.",
        );
      }
    },
  },
  /**
   * An embedding whose tokens are trained is not saved in full under another name either.
   * @see peft/tuners/trainable_tokens/layer.py
   * @remarks For a list of indices we take the embedding to be "model.embed_tokens".
   */
  {
    code: "tokens-saved-anyway",
    when: "training",
    find: ({ trainableTokenIndices, modulesToSave }, report) => {
      const names = listedNames(modulesToSave).slice(0, MANY);
      for (const [, layer] of tokenLists(trainableTokenIndices).slice(0, MANY)) {
        // PEFT finds a module by the end of its name, with or without a dot before.
        const saved = names.find(
          (name) => name !== "" && name !== layer && (name.endsWith(layer) || layer.endsWith(name)),
        );
        if (saved === undefined) continue;
        report(
          ["trainableTokenIndices"],
          `modulesToSave trains all of ${quoted(saved)}, these tokens too: the first forward pass raises ValueError.`,
          "Remove one of the two.",
        );
      }
    },
  },
  /**
   * An embedding whose tokens are trained is not adapted too.
   * @see peft/utils/other.py set_additional_trainable_modules
   * @remarks For a list of indices we take the embedding to be "model.embed_tokens".
   */
  {
    code: "tokens-and-target",
    when: "injection",
    find: ({ trainableTokenIndices, targetModules }, report) => {
      const targets = listedNames(targetModules);
      for (const [, layer] of tokenLists(trainableTokenIndices).slice(0, MANY)) {
        const index = targets.findIndex(
          (name) => name.endsWith(layer) || layer.endsWith(`.${name}`),
        );
        if (index < 0) continue;
        report(
          ["targetModules", index],
          `trainableTokenIndices trains rows of ${quoted(layer)}, which then cannot be adapted: get_peft_model raises TypeError.`,
          "Remove it from the targets, or leave trainableTokenIndices out.",
        );
      }
    },
  },
];

type TokenIndices = readonly number[] | Readonly<Record<string, readonly number[]>> | null;

/** Each list of tokens, behind its path and the embedding it is for: that of most models, unless it is named. */
const tokenLists = (
  given: TokenIndices,
): readonly (readonly [
  path: readonly string[],
  embedding: string,
  indices: readonly number[],
])[] =>
  Array.isArray(given)
    ? [[["trainableTokenIndices"], "model.embed_tokens", given]]
    : Object.entries(given ?? {}).map(([layer, indices]) => [
        ["trainableTokenIndices", layer],
        layer,
        indices,
      ]);
