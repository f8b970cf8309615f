import type { LiteralUnion } from "type-fest";
import { renamePath } from "../config/table.ts";
import type { FieldTable } from "../field/field.ts";
import { configClasses } from "../finding/class.ts";
import type { Diagnostic, Path } from "../finding/diagnostic.ts";
import { type Audience, type Finding, toDiagnostic } from "../finding/finding.ts";
import type { CodeFacts, PeftConfig, Words } from "../finding/rule.ts";
import type { Change } from "./change.ts";
import { changes, findChanges } from "./changes.ts";
import { isAtLeast, type PeftRelease, releaseEnds, releaseOf } from "./releases.ts";
import { collectSettings, isUntouched } from "./settings.ts";

/** For which PEFT a dict or a file is written. */
export interface ReleaseOptions {
  /**
   * The release of PEFT that will read it: `"0.17.1"`, or `"0.17"` for the newest of its line.
   * Fields that it does not know are left out; what it cannot express is an error. From 0.3.0 on.
   * Default: the release this library follows, with the config's own `peftVersion` as it is.
   */
  readonly peftVersion?: LiteralUnion<PeftRelease, string> | undefined;
}

/** Why some releases do not do what a config asks for. */
export interface Problem {
  readonly path: Path;
  /** The first release that has it, or an older one than this library knows. */
  readonly since: string;
  /** The first release that no longer has it. */
  readonly until: string;
  /** The change of behaviour; absent for a field that these releases do not know. */
  readonly change?: Change;
}

/** Every reason why some release since 0.3.0 does not do what a config asks for. */
export function findProblems(config: PeftConfig): readonly Problem[] {
  const { fields }: { readonly fields: FieldTable } = configClasses[config.peftType];
  const { oldest } = releaseEnds;
  const unknown = collectSettings(fields, { ...config })
    .filter(({ since }) => !isAtLeast(oldest, since))
    .map(({ path, since: until }): Problem => ({ path, since: oldest, until }));
  const changed = findChanges(config).map((change): Problem => {
    const { field, until, since = fields[field]?.since ?? oldest } = change;
    return { path: [field], since, until, change };
  });
  return [...unknown, ...changed];
}

/**
 * Reports what a release of PEFT would not do as the config asks: fields that it does not know, and
 * what it does differently. An error keeps `toPeftDict` and `toAdapterConfigJson` from writing for
 * that release; a warning depends on the model, or on what is done with the config. What only the
 * types of a model's layers decide is not checked.
 *
 * @param config A config as the builders and `check` return it.
 * @param peftVersion The release: `"0.17.1"`, or `"0.17"` for the newest of its line.
 * @throws {RangeError} If this library knows no such release.
 * @example
 * ```ts
 * const config = loraConfig({ useDora: true });
 * checkRelease(config, "0.8.2")[0]?.message;
 * // "PEFT 0.8.2 does not know useDora (added in 0.9.0): PEFT's from_pretrained raises TypeError."
 * ```
 * @see peft/config.py PeftConfigMixin.from_peft_type
 */
export function checkRelease(
  config: PeftConfig,
  peftVersion: LiteralUnion<PeftRelease, string>,
): readonly Diagnostic[] {
  const release = releaseOf(peftVersion);
  const { fields } = configClasses[config.peftType];
  const isOwnDefault = isUntouched(config);
  return findProblems(config)
    .filter(({ since, until }) => isAtLeast(release, since) && !isAtLeast(release, until))
    .map((problem) => toFinding(problem, release, isOwnDefault))
    .map((finding) =>
      toDiagnostic(finding, renamePath(finding.path, fields, "typescript"), writer),
    );
}

/** Who reads these findings: somebody who writes a config. */
const writer: Audience = { language: "typescript", strictness: "written" };

/**
 * A problem that a release has. A config of defaults is written as that release's own default file,
 * whatever the release makes of it: no error.
 */
function toFinding(
  { path, since, until, change }: Problem,
  release: string,
  isOwnDefault: boolean,
): Finding {
  const span = { release, since, until };
  if (change === undefined) {
    const facts = releaseFieldUnknown;
    return {
      facts,
      path,
      data: span,
      outcome: howDropped(release) ? { stage: "strict" } : undefined,
    };
  }
  const { field, init = null, stage, raises, by } = change;
  return {
    facts: stage === "silent" ? releaseMayDiffer : releaseSemantics,
    path,
    data: { ...span, field, init },
    outcome: { stage: isOwnDefault ? "silent" : stage, raises, by },
  };
}

/** The releases that do something, and the one that was asked for. */
interface Span extends Readonly<Record<string, unknown>> {
  readonly release: string;
  readonly since: string;
  readonly until: string;
}

const hintNewer = "Use PEFT {until!} or newer, or leave {} out.";

/**
 * A config for an older release sets only fields that the release knows.
 *
 * @breaks release 0.8.2 { useDora: true }
 * @keeps release 0.9.0 { useDora: true }
 * @see peft/config.py PeftConfigMixin.from_peft_type of that release
 */
const releaseFieldUnknown: CodeFacts<Span> = {
  code: "release-field-unknown",
  stage: "construction",
  raises: "TypeError",
  by: "load",
  words: ({ release }) => [
    `PEFT {release!} does not know {} (added in {until!})${howDropped(release)}`,
    hintNewer,
  ],
};

/** How a release drops a key that it does not know; an empty text where it raises. */
function howDropped(release: string): string {
  if (!isAtLeast(release, "0.6.0")) return " and silently drops it.";
  if (!isAtLeast(release, "0.14.0")) return "";
  // 0.14.0 keeps only the fields of the class that was called.
  const others =
    release === "0.14.0" ? " Its PeftConfig.from_pretrained drops all fields of LoRA with it." : "";
  return ` and drops it with a warning.${others}`;
}

interface ChangeSpan extends Span {
  /** What tells the change from the others with the same code. */
  readonly field: string;
  readonly init: string | null;
}

/** The words of the row, among those that are silent or those that are not. */
function wordChange(change: ChangeSpan, isSilent: boolean): Words {
  const { effect, raises, hint } = changes.find(
    ({ field, until, init = null, stage }) =>
      field === change.field &&
      until === change.until &&
      init === change.init &&
      (stage === "silent") === isSilent,
  ) as Change;
  return [`PEFT {release!} ${effect}${raises ? "" : "."}`, hint ?? hintNewer];
}

/**
 * A config for an older release is one that the release accepts and trains as PEFT 0.21 does.
 *
 * @breaks release 0.19.1 { targetModules: ["q_proj"], layersToTransform: [0] }
 * @keeps release 0.20.0 { targetModules: ["q_proj"], layersToTransform: [0] }
 * @see src/peft/changes.ts, with PEFT's file for each change; test/fixtures/releases.json has what each release did
 */
const releaseSemantics: CodeFacts<ChangeSpan> = {
  code: "release-semantics",
  stage: "injection",
  words: (change) => wordChange(change, false),
};

/**
 * A config for an older release means the same there on every model.
 *
 * @breaks release 0.20.0 { bias: "all" }
 * @keeps release 0.21.0 { bias: "all" }
 * @see src/peft/changes.ts, with PEFT's file for each change; test/fixtures/releases.json has what each release did
 */
const releaseMayDiffer: CodeFacts<ChangeSpan> = {
  code: "release-may-differ",
  stage: "silent",
  words: (change) => wordChange(change, true),
};

/** The facts of every code that writing for a release can find, for the catalogue. */
export const releaseFacts: readonly CodeFacts<never>[] = [
  releaseFieldUnknown,
  releaseSemantics,
  releaseMayDiffer,
];
