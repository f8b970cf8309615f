import { existsSync, realpathSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Io } from "../terminal/io.ts";
import { describeError, UnreadableError } from "./reading.ts";

/** What is not overwritten: any file that exists, or the one with this path. */
interface Keeping {
  readonly isForced: boolean;
  readonly kept: "existing" | { readonly path: string };
}

/**
 * Writes a text to a file, or to standard output for "-".
 *
 * @throws {UnreadableError} If the file cannot be written, or would be overwritten without `--force`.
 */
export async function writeOutput(
  text: string,
  output: string,
  { isForced, kept }: Keeping,
  io: Io,
): Promise<void> {
  if (output === "-") {
    // PEFT ends its file without a newline, and so do we; a terminal gets one.
    await io.out.write(io.out.isTTY && !text.endsWith("\n") ? `${text}\n` : text);
    return;
  }
  const path = resolve(io.cwd, output);
  if (!isForced && existsSync(path)) {
    const isKept = kept === "existing" || isSame(path, resolve(io.cwd, kept.path));
    const what = kept === "existing" ? "exists" : "is the input";
    if (isKept) throw new UnreadableError(`${output} ${what}. To overwrite it, add --force.`);
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UnreadableError(`${output} cannot be written: ${describeError(error)}.`);
  }
}

/** Whether two paths are one file. */
function isSame(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
