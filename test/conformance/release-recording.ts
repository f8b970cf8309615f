import { readFileSync } from "node:fs";
import type { DefaultFiles } from "./release-oracle.ts";

/** What a release made of a config, beside what the followed release makes of it. */
export type RecordedOutcome =
  | "same"
  | "different"
  | "refused by get_peft_model"
  | "refused on loading"
  | "unknown field";

/** The outcome with one release. */
export interface TrainedAs {
  readonly release: string;
  readonly as: RecordedOutcome;
}

/** The outcome with all releases from one to another. */
export type Run = readonly [from: string, to: string, outcome: RecordedOutcome];

/** test/fixtures/releases.json. */
export interface ReleaseRecording {
  readonly what: string;
  /** Of each release the sha256 of its default files, LoRA's and AdaLoRA's, to 32 digits. */
  readonly digests: Readonly<Record<string, readonly [lora: string, adaLora: string]>>;
  /** The default files of some. */
  readonly texts: Readonly<Record<string, DefaultFiles>>;
  readonly cases: readonly { readonly name: string; readonly outcomes: readonly Run[] }[];
}

export const readReleases = (): ReleaseRecording =>
  JSON.parse(readFileSync(new URL("../fixtures/releases.json", import.meta.url), "utf8"));
