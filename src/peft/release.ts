import type { LiteralUnion } from "type-fest";
import { fieldTables } from "../config/table.ts";
import type { PeftConfig } from "../finding/check.ts";
import type { Diagnostic, Path, Severity } from "../finding/diagnostic.ts";
import { renamedPath } from "../finding/finding.ts";
import { pathText } from "../finding/path.ts";
import { type Change, changesOf } from "./change.ts";
import { isUntouched, settings } from "./known.ts";
import { isSince, type PeftRelease, releaseEnds, releaseOf } from "./releases.ts";

/** For which PEFT a dict or a file is written. */
export interface ReleaseOptions {
  /**
   * The release of PEFT that will read it: `"0.17.1"`, or `"0.17"` for the newest of its line.
   * Fields it does not know are left out, and what it cannot say is an error. From 0.3.0 on.
   * Default: the release this library follows, with the config's own `peftVersion` as it is.
   */
  readonly peftVersion?: LiteralUnion<PeftRelease, string> | undefined;
}

/** Why some releases do not do what a config says. */
export interface Problem {
  readonly severity: Severity;
  readonly path: Path;
  /** First release that has it, or an older one than this library knows. */
  readonly since: string;
  /** First release that no longer has it. */
  readonly until: string;
  /** The change of behaviour; absent for a field that is not there yet. */
  readonly change?: Change;
}

/** Every reason for which some release since 0.3.0 does not do what a config says. */
export function problemsOf(config: PeftConfig): readonly Problem[] {
  const table = fieldTables[config.peftType];
  const { oldest } = releaseEnds;
  const unknown = settings(table, { ...config }).filter(({ since }) => !isSince(oldest, since));
  return [
    ...unknown.map(
      ({ path, since: until }): Problem => ({ severity: "error", path, since: oldest, until }),
    ),
    ...changesOf(config).map((change): Problem => {
      const { field, severity = "error", until, since = table[field]?.since ?? oldest } = change;
      return { severity, path: [field], since, until, change };
    }),
  ];
}

/**
 * Says what a release of PEFT would not do as the config says: fields it does not know, and what it
 * does otherwise. An error keeps `toPeftDict` and `toAdapterConfigJson` from writing for it; a
 * warning depends on the model, or on what is done with the config. What only the types of a
 * model's layers decide is not looked at.
 *
 * @param config - a config as the builders and `check` give it
 * @param peftVersion - the release: `"0.17.1"`, or `"0.17"` for the newest of its line
 * @throws {RangeError} If there is no such release, or none that this library knows.
 * @example
 * ```ts
 * const config = loraConfig({ useDora: true });
 * checkRelease(config, "0.8.2")[0]?.message;
 * // "PEFT 0.8.2 has no useDora, which is new in 0.9.0: its loading raises TypeError."
 * ```
 * @see peft/config.py PeftConfigMixin.from_peft_type
 */
export function checkRelease(
  config: PeftConfig,
  peftVersion: LiteralUnion<PeftRelease, string>,
): readonly Diagnostic[] {
  const release = releaseOf(peftVersion);
  // The default config is that release's own default file, whatever the release makes of it.
  const isOwnDefault = isUntouched(config);
  return problemsOf(config)
    .filter(({ since, until }) => isSince(release, since) && !isSince(release, until))
    .map(({ path, until, severity, change }): Diagnostic => {
      const field = pathText(path);
      const effect =
        change?.effect ?? `has no ${field}, which is new in ${until}: ${lossOf(release)}`;
      return {
        code: change ? changeCodes[severity] : "release-field-unknown",
        message: `PEFT ${release} ${effect}.`,
        hint: change?.hint ?? `Write for PEFT ${until} or newer, or leave ${field} out.`,
        severity: isOwnDefault ? "warning" : severity,
        path,
        peftPath: renamedPath(path, fieldTables[config.peftType], "typescript"),
      };
    });
}

const changeCodes = { error: "release-semantics", warning: "release-may-differ" };

/** What a release does with a key it does not know. */
function lossOf(release: string): string {
  if (!isSince(release, "0.6.0")) return "it silently drops it";
  return isSince(release, "0.14.0") ? "it warns and drops it" : "its loading raises TypeError";
}

/** What writing for a release can find. It is for documentation: writing needs no table. */
export const releaseRules = [
  {
    code: "release-field-unknown",
    when: "construction",
    summary: "Written for an older release, a config sets only fields that the release has.",
    source: "peft/config.py PeftConfigMixin.from_peft_type of that release",
  },
  {
    code: "release-semantics",
    when: "injection",
    summary:
      "Written for an older release, a config is one that the release takes, and trains as PEFT 0.21 does.",
    source: "src/peft/change.ts; what each release did is in test/fixtures/releases.json",
  },
  {
    code: "release-may-differ",
    when: "silent",
    summary: "Written for an older release, a config means the same there on every model.",
    source: "src/peft/change.ts; what each release did is in test/fixtures/releases.json",
  },
] as const;
