import { type Told, tell } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { refused } from "./trust.ts";

/**
 * `revision` is a branch, a tag or a commit; a commit if only those are allowed.
 *
 * What a branch holds can change after the check. The Hub's cache makes a path of the name.
 *
 * @breaks { baseModelNameOrPath: "gpt2", revision: "../../x" } with { trust: "untrusted" }
 * @keeps { baseModelNameOrPath: "gpt2", revision: "refs/pr/1" } with { trust: "untrusted" }
 * @see peft/auto.py _BaseAutoPeftModel.from_pretrained
 */
export const untrustedRevision: Rule<{ value: Told }> = {
  code: "untrusted-revision",
  ...refused,
  reads: ["baseModelNameOrPath", "revision"],
  find({ baseModelNameOrPath, revision }, report, { allow }) {
    if (revision === null && baseModelNameOrPath === null) return;
    const isPinned = /^[0-9a-f]{40}$/.test(revision ?? "");
    const isPlain = /^(?!.*\.\.)\w[\w./-]*$/.test(revision ?? "main");
    if (allow?.revisions === "pinned" ? isPinned : isPlain) return;
    report(["revision"], { value: tell(revision) });
  },
  words: [
    "AutoPeftModel would load the base model's revision {value}.",
    "Write the commit as 40 hexadecimal digits.",
  ],
};
