import type { Path } from "../../diagnostic.ts";
import type { ConfigView, Rule } from "../../rule.ts";
import { refused } from "./trust.ts";

/** The sizes that PEFT works with for a config, and where they are written. */
export type SizesOf = (config: ConfigView) => Iterable<readonly [path: Path, size: number]>;

/** What a cap needs: its code, the fields it reads, the name in `allow` of its limit, and the limit. */
interface Cap extends Pick<Rule, "code" | "reads"> {
  readonly limit: "maxRank" | "maxSamples" | "maxLayers" | "maxIterations";
  readonly most: number;
  /** What PEFT does with such a size. */
  readonly effect: string;
}

/** A rule that no size is above a limit. */
export const cap = (
  { code, reads, limit, most, effect }: Cap,
  sizesOf: SizesOf,
): Rule<{ size: number; limit: number }> => ({
  code,
  ...refused,
  ...(reads && { reads }),
  find(config, report, { allow }) {
    const top = allow?.[limit] ?? most;
    for (const [path, size] of sizesOf(config)) {
      if (!(size <= top)) report(path, { size, limit: top });
    }
  },
  words: [`PEFT ${effect} {size!}; {limit!} is allowed.`, "Write at most {limit!}."],
});
