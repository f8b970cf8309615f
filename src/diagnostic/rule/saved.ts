import { quoted } from "../../config/shape.ts";
import type { Path } from "../diagnostic.ts";
import { headsOf } from "./heads.ts";
import { listedNames, MANY, nameSet } from "./names.ts";
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
        "PEFT takes a string letter by letter, and trains in full every module whose name ends in one of them.",
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
        `For ${taskType} PEFT adds the head to modulesToSave, which it cannot do to a string: get_peft_model raises AttributeError.`,
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
    find: ({ targetModules, modulesToSave }, report) => {
      if (modulesToSave === null) return;
      const targets = nameSet(targetModules);
      listedNames(modulesToSave).forEach((name, index) => {
        if (!targets.has(name)) return;
        report(
          ["modulesToSave", index],
          `${quoted(name)} is in targetModules too: PEFT trains it in full and does not adapt it.`,
          "Remove it from one of the two.",
        );
      });
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
    find: ({ targetModules, modulesToSave }, report) => {
      const targets = listedNames(targetModules);
      listedNames(modulesToSave)
        .slice(0, MANY)
        .forEach((name, index) => {
          const target = targets.find(
            (other) =>
              name !== "" && other !== name && other.endsWith(name) && !other.endsWith(`.${name}`),
          );
          if (target === undefined) return;
          report(
            ["modulesToSave", index],
            `PEFT saves every module whose name ends in ${quoted(name)}, also ${quoted(target)}, which is adapted already: get_peft_model raises TypeError.`,
            "Write a longer name that only the module to save has.",
          );
        });
    },
  },
  /**
   * Entries of modulesToSave are specific.
   * @see peft/utils/other.py _set_trainable
   */
  {
    code: "saved-matches-many",
    when: "silent",
    find: ({ modulesToSave }, report) => {
      listedNames(modulesToSave).forEach((name, index) => {
        if (!sharedEndings.includes(name)) return;
        report(
          ["modulesToSave", index],
          `PEFT saves every module whose name ends in ${quoted(name)}, without a dot between: "norm" takes input_layernorm too.`,
          "Write a longer name that only the modules to save have.",
        );
      });
    },
  },
  /**
   * Embeddings are saved in full only on purpose.
   * @see peft/utils/other.py ModulesToSaveWrapper
   */
  {
    code: "saved-embedding",
    when: "silent",
    find: ({ modulesToSave }, report) => {
      listedNames(modulesToSave).forEach((name, index) => {
        const last = name.split(".").at(-1);
        if (last !== "embed_tokens" && last !== "lm_head") return;
        report(
          ["modulesToSave", index],
          `PEFT copies, trains and saves all of ${quoted(name)}: vocabulary times hidden size, often more than the rest of the adapter.`,
          "For new tokens trainableTokenIndices trains only their rows.",
        );
      });
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
          `The adapter's name ${quoted(adapterName)} ends in ${quoted(name)}, so that PEFT takes the adapter's own layers for it: get_peft_model raises ValueError.`,
          "Give the adapter another name.",
        );
      };
      listedNames(modulesToSave).forEach((name, index) => {
        look(name, ["modulesToSave", index]);
      });
      for (const head of headsOf(taskType)) look(head, ["taskType"]);
      for (const layer of tokenLayers(trainableTokenIndices)) {
        look(layer, ["trainableTokenIndices", layer]);
      }
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
      for (const [path, indices] of tokenLists(given)) {
        if (indices.length > 0) continue;
        report(
          path,
          "trainableTokenIndices is empty: the first forward pass raises RuntimeError.",
          "Name the tokens to train, or leave the field out.",
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
      for (const [path, indices] of tokenLists(given)) {
        const unique = new Set(indices).size;
        if (unique === indices.length) continue;
        report(
          path,
          `trainableTokenIndices has ${indices.length} entries but names ${unique} tokens; PEFT trains a row for each entry and the last wins.`,
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
      for (const layer of embeddingsOf(given)) {
        if (!saved.has(layer)) continue;
        report(
          Array.isArray(given) ? ["trainableTokenIndices"] : ["trainableTokenIndices", layer],
          `PEFT saves ${quoted(layer)} in full, these tokens too: get_peft_model raises ValueError.`,
          "Leave it out of modulesToSave, or its tokens out of trainableTokenIndices.",
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
      for (const layer of embeddingsOf(trainableTokenIndices).slice(0, MANY)) {
        const saved = names.find(
          (name) => name !== "" && name !== layer && isSameModule(name, layer),
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
      for (const layer of embeddingsOf(trainableTokenIndices).slice(0, MANY)) {
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

const tokenLayers = (given: TokenIndices): readonly string[] =>
  given === null || Array.isArray(given) ? [] : Object.keys(given);

/** The embeddings whose tokens are trained; for a list of indices that of most models. */
const embeddingsOf = (given: TokenIndices): readonly string[] =>
  Array.isArray(given) ? ["model.embed_tokens"] : tokenLayers(given);

/** PEFT finds a module by the end of its name, with or without a dot before. */
const isSameModule = (one: string, other: string): boolean =>
  one.endsWith(other) || other.endsWith(one);

function tokenLists(
  given: TokenIndices,
): readonly (readonly [path: readonly string[], indices: readonly number[]])[] {
  const field = "trainableTokenIndices";
  if (given === null) return [];
  if (Array.isArray(given)) return [[[field], given]];
  return Object.entries(given).map(([layer, indices]) => [[field, layer], indices]);
}
