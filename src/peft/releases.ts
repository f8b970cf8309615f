import { valueText } from "../config/shape.ts";

/** Every final release of PEFT that this library writes for, oldest first. */
export const peftReleases = [
  "0.3.0",
  "0.4.0",
  "0.5.0",
  "0.6.0",
  "0.6.1",
  "0.6.2",
  "0.7.0",
  "0.7.1",
  "0.8.0",
  "0.8.1",
  "0.8.2",
  "0.9.0",
  "0.10.0",
  "0.11.0",
  "0.11.1",
  "0.12.0",
  "0.13.0",
  "0.13.1",
  "0.13.2",
  "0.14.0",
  "0.15.0",
  "0.15.1",
  "0.15.2",
  "0.16.0",
  "0.17.0",
  "0.17.1",
  "0.18.0",
  "0.18.1",
  "0.19.0",
  "0.19.1",
  "0.20.0",
  "0.21.0",
  "0.21.1",
  "0.21.2",
] as const;

/** The version number of a PEFT release. */
export type PeftRelease = (typeof peftReleases)[number];

const oldest = peftReleases[0];
const newest = peftReleases[peftReleases.length - 1] as PeftRelease;

/** The two ends of {@link peftReleases}. */
export const releaseEnds = { oldest, newest } as const;

/**
 * The release that a version number names: `"0.17.1"`, or `"0.17"` for the newest of its line.
 *
 * @throws {RangeError} If it names none. The message has a release to write instead.
 */
export function releaseOf(version: string): PeftRelease {
  const isVersion = typeof version === "string" && /^\d+\.\d+(\.\d+)?$/.test(version);
  const found = peftReleases.findLast((release) => `${release}.`.startsWith(`${version}.`));
  if (isVersion && found) return found;
  const nearest = isVersion
    ? (peftReleases.findLast((release) => isAtLeast(version, release)) ?? oldest)
    : newest;
  throw new RangeError(
    `${valueText(version)} is not a release of PEFT from ${oldest} to ${newest}. Write "${nearest}".`,
  );
}

/** Whether a release is a given one, or newer. */
export function isAtLeast(release: string, least: string): boolean {
  return releaseOrdinal(release) >= releaseOrdinal(least);
}

/** A number that grows from release to release. */
export function releaseOrdinal(release: string): number {
  const [major = 0, minor = 0, patch = 0] = release.split(".").map(Number);
  return (major * 1000 + minor) * 1000 + patch;
}
