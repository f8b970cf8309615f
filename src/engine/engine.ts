import type { Subject, SubjectId } from "./engine-subject.ts";
import type { Where } from "./question.ts";
import type { Remedy } from "./remedy.ts";

/**
 * What an engine does with a feature of an adapter.
 *
 * - `supports`: what PEFT does.
 * - `refuses`: it raises, when it loads the adapter or at its first use.
 * - `alters`: it silently, or with only a warning, serves something else. This is worse than refusing.
 * - `unknown`: nobody has read it, or it depends on what is not known here.
 */
export type Effect = "supports" | "refuses" | "alters" | "unknown";

/** When an engine refuses. */
export type Refusal = "load" | "first-use";

/** Where an answer is known from. */
export interface EngineSource {
  readonly repository: string;
  /** The commit, the release, or the documentation that was read. */
  readonly revision: string;
  readonly file: string;
  /** The function or the lines. */
  readonly place: string;
  /** From when the text is that was read: `"2026-04-28"`, or less precisely where no more is known. */
  readonly readOn: string;
}

/** What an engine does with one feature, in a range of its releases. */
export interface EngineRule {
  readonly subject: SubjectId | (string & Record<never, never>);
  readonly effect: Effect;
  /** Only for `refuses`. Default: `"load"`. */
  readonly when?: Refusal | undefined;
  /** The first release that does it. Default: the oldest of the table. */
  readonly since?: string | undefined;
  /** The first release that no longer does it. Default: none. */
  readonly until?: string | undefined;
  /** Where it holds, if not wherever the adapter has the feature. */
  readonly where?: Where | undefined;
  /** The facts without which it is not asked. */
  readonly needs?: readonly ("base" | "tensors")[] | undefined;
  /** Whether what is altered is warned about. */
  readonly warns?: boolean | undefined;
  /** A template of why, or of what the engine does instead: a main clause. */
  readonly because?: string | undefined;
  /** A template of what the engine does, to follow its name, in place of the one made of the effect. */
  readonly does?: string | undefined;
  /** What to write instead, in place of the feature's own remedy. */
  readonly hint?: Remedy | undefined;
  readonly source: EngineSource;
}

/** The ranks that a server can be started for. */
export interface RankLimit {
  readonly option: string;
  /** What it is without the option; absent if it follows from the adapters. */
  readonly default?: number;
  /** The only values that the option accepts. Absent if it accepts any integer. */
  readonly allowed?: readonly number[];
}

/** A program that serves adapters, or makes them ready for serving. */
export interface Engine {
  readonly id: string;
  readonly name: string;
  /** What this library knows of it, oldest first: releases, lines of releases, or commits. */
  readonly releases: readonly string[];
  /** The one that is meant where none is given. Default: the newest. */
  readonly current?: string;
  readonly rankLimit?: RankLimit;
  /** Features that only this engine is asked about. */
  readonly subjects?: readonly Subject[];
  /** The first row of a feature that holds decides. Without a row its effect is `unknown`. */
  readonly rules: readonly EngineRule[];
}

/** Makes sources in one repository. */
export function sourcesIn(repository: string, revision: string, readOn: string) {
  return (file: string, place: string, own: Partial<EngineSource> = {}): EngineSource => ({
    repository,
    revision,
    file,
    place,
    readOn,
    ...own,
  });
}

type Row = Omit<EngineRule, "subject" | "effect" | "source">;

const rowsOf =
  (effect: Effect) =>
  (subjects: readonly SubjectId[], source: EngineSource, row: Row = {}): readonly EngineRule[] =>
    subjects.map((subject) => ({ subject, effect, source, ...row }));

/** Rows for features that an engine supports. */
export const supports = /* @__PURE__ */ rowsOf("supports");
/** Rows for features that an engine refuses. */
export const refuses = /* @__PURE__ */ rowsOf("refuses");
/** Rows for features that an engine ignores or changes. */
export const alters = /* @__PURE__ */ rowsOf("alters");
/** Rows for features of which it is not known what an engine does with them. */
export const leavesOpen = /* @__PURE__ */ rowsOf("unknown");
