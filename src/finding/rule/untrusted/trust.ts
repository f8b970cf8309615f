import type { Outcome } from "../../../field/stage.ts";
import type { CheckContext } from "../../rule.ts";

/** What comes of a finding of the profile: PEFT would do it, and so the config is refused. */
export const refused: Outcome = { stage: "untrusted" };

/** The outcome of what is a warning in a config that is trusted: undefined stands for the rule's own. */
export const refusedFrom = ({ trust }: CheckContext): Outcome | undefined =>
  trust === undefined ? undefined : refused;

/** Whether a list of names, or of beginnings that end in `*` or `/`, has this one. */
export const isListed = (name: string, list: readonly string[] = []): boolean =>
  list.some((entry) =>
    /[*/]$/.test(entry) ? name.startsWith(entry.replace(/\*$/, "")) : name === entry,
  );
