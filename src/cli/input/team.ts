import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isPlainObject } from "../../config/shape.ts";
import type { Io } from "../terminal/io.ts";
import { describeError, UnreadableError } from "./reading.ts";

/** What a team agreed on for `check`. */
export interface TeamSettings {
  /** Codes of findings that are not reported. */
  readonly ignore: readonly string[];
  /** Whether warnings fail too. */
  readonly strict: boolean;
}

const none: TeamSettings = { ignore: [], strict: false };

/**
 * The settings in peft-config.json, or under "peft-config" in package.json: of the nearest folder, from
 * the working directory upwards, that has either.
 *
 * @throws {UnreadableError} If a file is not JSON, or holds something else than settings.
 */
export function readTeamSettings({ cwd }: Pick<Io, "cwd">): TeamSettings {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const own = join(folder, "peft-config.json");
    if (existsSync(own)) return settingsIn(own, parseFile(own));
    const manifest = join(folder, "package.json");
    const fields = existsSync(manifest) ? parseFile(manifest) : undefined;
    if (isPlainObject(fields) && fields["peft-config"] !== undefined) {
      return settingsIn(`"peft-config" in ${manifest}`, fields["peft-config"]);
    }
    if (dirname(folder) === folder) return none;
  }
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UnreadableError(`${path} cannot be read: ${describeError(error)}.`);
  }
}

function settingsIn(where: string, value: unknown): TeamSettings {
  if (!isPlainObject(value)) throw new UnreadableError(`${where} is not an object of settings.`);
  const { ignore = [], strict = false, ...unknown } = value;
  const [key] = Object.keys(unknown);
  if (key !== undefined) {
    throw new UnreadableError(
      `${where} has an unknown setting: ${key}. It knows ignore and strict.`,
    );
  }
  if (!Array.isArray(ignore) || !ignore.every((code) => typeof code === "string")) {
    throw new UnreadableError(`ignore in ${where} is not a list of codes.`);
  }
  if (typeof strict !== "boolean") {
    throw new UnreadableError(`strict in ${where} is not true or false.`);
  }
  return { ignore, strict };
}
