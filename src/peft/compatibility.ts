import { renamePath } from "../config/table.ts";
import { consequence } from "../field/stage.ts";
import { configClasses } from "../finding/class.ts";
import { severityOf } from "../finding/finding.ts";
import type { PeftConfig } from "../finding/rule.ts";
import { type Language, pathText, type Speaker, speakerOf } from "../finding/speaker.ts";
import { fillTemplate } from "../finding/template.ts";
import { findProblems, type Problem } from "./release.ts";
import {
  isAtLeast,
  type PeftRelease,
  peftReleases,
  releaseEnds,
  releaseOrdinal,
} from "./releases.ts";

/** A release at which something about a config changes. */
export interface CompatibilityEdge {
  /** The first release that does what the config asks for; for the upper end of the range the last. */
  readonly release: PeftRelease;
  /** The field it concerns, by its TypeScript name; null for the ends of what this library knows. */
  readonly field: string | null;
  readonly reason: string;
}

/** The releases of PEFT that load a config and train what it asks for. */
export interface Compatibility {
  /** The oldest of them. */
  readonly from: PeftRelease;
  /** The newest of them: the newest that this library knows. */
  readonly to: PeftRelease;
  /**
   * Why the range ends where it does, and what else rules out older releases: at most one edge for
   * each field, the newest first.
   */
  readonly edges: readonly CompatibilityEdge[];
  /** What depends on the model, or on what is done with the config, within the range. */
  readonly warnings: readonly CompatibilityEdge[];
}

/**
 * The range of PEFT releases that load the config, written for them, and train what it asks for, with
 * the reason at each edge. What only the types of a model's layers decide is not checked.
 *
 * @example
 * ```ts
 * const { from, to, edges } = compatibility(loraConfig({ targetModules: ["q_proj"], useDora: true }));
 * from; // "0.9.0"
 * to; // "0.21.2"
 * edges[1]; // { release: "0.9.0", field: "useDora", reason: "PEFT added useDora in 0.9.0." }
 * ```
 */
export function compatibility(config: PeftConfig): Compatibility {
  return findCompatibility(config, "typescript");
}

/** {@link compatibility}, with the names and reasons in the words of a reader. */
export function findCompatibility(config: PeftConfig, language: Language): Compatibility {
  const say = speakerOf(language);
  const { fields } = configClasses[config.peftType];
  const toEdge = (problem: Problem): CompatibilityEdge => {
    const { path } = problem;
    const ownPath = language === "typescript" ? path : renamePath(path, fields, "typescript");
    return {
      release: problem.until as PeftRelease,
      field: pathText(ownPath),
      reason: wordReason(problem, say),
    };
  };
  const { oldest, newest } = releaseEnds;
  const problems = findProblems(config).toSorted(
    (a, b) => releaseOrdinal(b.until) - releaseOrdinal(a.until),
  );
  const errors = problems.filter(isError);
  const edges = errors
    .filter(({ path }, index) => !errors.slice(0, index).some((one) => one.path[0] === path[0]))
    .map(toEdge);
  const from = edges[0]?.release ?? oldest;
  return {
    from,
    to: newest,
    edges: [
      toEnd(newest, "newest"),
      ...edges,
      ...(from === oldest ? [toEnd(oldest, "oldest")] : []),
    ],
    warnings: problems
      .filter((problem) => !isError(problem) && !isAtLeast(from, problem.until))
      .map(toEdge),
  };
}

const toEnd = (release: PeftRelease, age: string): CompatibilityEdge => ({
  release,
  field: null,
  reason: `This is the ${age} release this library knows.`,
});

const isError = ({ change }: Problem): boolean =>
  change === undefined || severityOf(change.stage, "written") === "error";

function wordReason({ path, since, until, change }: Problem, say: Speaker): string {
  if (change === undefined) return `PEFT added ${say.place(path)} in ${until}.`;
  const end = consequence(change);
  const effect = fillTemplate(change.effect, {}, say, path) + (end === "" ? "." : `: ${end}.`);
  return `${spanText(since, until as PeftRelease)}, PEFT ${effect}`;
}

/** The releases from one to the last before another, as a sentence begins with them. */
function spanText(since: string, until: PeftRelease): string {
  if (isAtLeast(releaseEnds.oldest, since)) return `Before ${until}`;
  const last = peftReleases[peftReleases.indexOf(until) - 1];
  return since === last ? `In ${last}` : `From ${since} to ${last}`;
}
