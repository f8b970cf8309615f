import type { PeftConfig } from "../finding/check.ts";
import { pathText } from "../finding/path.ts";
import { type Problem, problemsOf } from "./release.ts";
import { isSince, type PeftRelease, peftReleases, place, releaseEnds } from "./releases.ts";

/** A release at which something about a config changes. */
export interface CompatibilityEdge {
  /** The first release for which it is all right; for the upper end of the range the last. */
  readonly release: PeftRelease;
  /** What it is about, in TypeScript's name; null for the ends of what this library knows. */
  readonly field: string | null;
  readonly reason: string;
}

/** The releases of PEFT that load a config and train what it says. */
export interface Compatibility {
  /** The oldest of them. */
  readonly from: PeftRelease;
  /** The newest of them: the newest that this library knows. */
  readonly to: PeftRelease;
  /**
   * Why the range ends where it does, and what else stands in the way of older releases: at most
   * one edge for each field, the newest first.
   */
  readonly edges: readonly CompatibilityEdge[];
  /** What depends on the model, or on what is done with the config, within the range. */
  readonly warnings: readonly CompatibilityEdge[];
}

/**
 * The range of PEFT releases that load the config, written for them, and train what it says, with
 * the reason at each edge. What only the types of a model's layers decide is not looked at.
 *
 * @example
 * ```ts
 * const { from, to, edges } = compatibility(loraConfig({ targetModules: ["q_proj"], useDora: true }));
 * from; // "0.9.0"
 * to; // "0.21.2"
 * edges[1]; // { release: "0.9.0", field: "useDora", reason: "PEFT has useDora since 0.9.0." }
 * ```
 */
export function compatibility(config: PeftConfig): Compatibility {
  const { oldest, newest } = releaseEnds;
  const problems = problemsOf(config).toSorted((a, b) => place(b.until) - place(a.until));
  const errors = problems.filter(({ severity }) => severity === "error");
  const edges = errors
    .filter(({ path }, index) => !errors.slice(0, index).some((one) => one.path[0] === path[0]))
    .map(edgeOf);
  const from = edges[0]?.release ?? oldest;
  return {
    from,
    to: newest,
    edges: [
      { release: newest, field: null, reason: "It is the newest release this library knows." },
      ...edges,
      ...(from === oldest
        ? [{ release: oldest, field: null, reason: "It is the oldest release this library knows." }]
        : []),
    ],
    warnings: problems
      .filter(({ severity, until }) => severity === "warning" && !isSince(from, until))
      .map(edgeOf),
  };
}

function edgeOf({ path, since, until, change }: Problem): CompatibilityEdge {
  const field = pathText(path);
  const last = peftReleases[peftReleases.indexOf(until as PeftRelease) - 1];
  const releases = isSince(releaseEnds.oldest, since)
    ? `Before ${until}`
    : `From ${since} to ${last}`;
  const reason =
    change === undefined
      ? `PEFT has ${field} since ${until}.`
      : `${releases} PEFT ${change.effect}.`;
  return { release: until as PeftRelease, field, reason };
}
