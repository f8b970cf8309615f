import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  advance,
  type GlobPattern,
  type GlobProgress,
  isComplete,
  isPattern,
  startMatching,
} from "./glob.ts";

/** What PEFT calls the file. */
export const CONFIG_NAME = "adapter_config.json";

/** A file to look at. */
export interface Candidate {
  /** Its path, as the operand that led to it begins. `-` is standard input. */
  readonly path: string;
  /** False for a JSON file that merely lies in a folder: it may be something else altogether. */
  readonly isMeant: boolean;
}

/** Folders that hold what others wrote. */
const SKIPPED = new Set([".git", "node_modules"]);

/**
 * The files that an operand stands for, one after the other: a file, the JSON files of a folder and
 * its subfolders, or the matches of a pattern. A path that does not exist stands for itself, so that
 * reading it reports the error. Only the names of one folder at a time are held in memory.
 */
export function* findCandidates(operand: string, cwd: string): Generator<Candidate> {
  const stats = operand === "-" ? undefined : readStatus(resolve(cwd, operand));
  if (stats?.isDirectory()) yield* walkFolder(operand, cwd);
  else if (stats === undefined && isPattern(operand)) yield* walkPattern(operand, cwd);
  else yield { path: operand, isMeant: true };
}

/** The file that an operand means which stands for one: of a folder, its adapter_config.json. */
export function resolveFile(operand: string, cwd: string, name: string = CONFIG_NAME): string {
  const isFolder = operand !== "-" && readStatus(resolve(cwd, operand))?.isDirectory();
  return isFolder ? join(operand, name) : operand;
}

function readStatus(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function* walkFolder(folder: string, cwd: string): Generator<Candidate> {
  for (const entry of listEntries(folder, cwd)) {
    if (entry === null) yield { path: folder, isMeant: true };
    else if (isFolder(entry)) yield* walkFolder(join(folder, entry.name), cwd);
    else if (entry.name === CONFIG_NAME || entry.name.endsWith(".json")) {
      yield { path: join(folder, entry.name), isMeant: entry.name === CONFIG_NAME };
    }
  }
}

function* walkPattern(operand: string, cwd: string): Generator<Candidate> {
  const parts = operand.split("/");
  const wild = parts.findIndex(isPattern);
  const base = parts.slice(0, wild).join("/");
  const root = wild > 0 && base === "" ? "/" : base;
  const pattern = parts.slice(wild);
  // What ends with ** means the folders, not each of the files in them.
  while (pattern.at(-1) === "**" && pattern.length > 1) pattern.pop();
  if (pattern.length === 1 && pattern[0] === "**") yield* walkFolder(root || ".", cwd);
  else yield* walkMatches(root, pattern, startMatching(pattern), cwd);
}

function* walkMatches(
  folder: string,
  pattern: GlobPattern,
  progress: GlobProgress,
  cwd: string,
): Generator<Candidate> {
  for (const entry of listEntries(folder || ".", cwd)) {
    if (entry === null) continue;
    const next = advance(pattern, progress, entry.name);
    const path = join(folder, entry.name);
    if (isComplete(pattern, next)) {
      if (!SKIPPED.has(entry.name)) yield* findCandidates(path, cwd);
    } else if (isFolder(entry) && next.size > 0) yield* walkMatches(path, pattern, next, cwd);
  }
}

/** The entries of a folder by name, or one null for a folder that cannot be opened. */
function listEntries(folder: string, cwd: string): readonly (Dirent | null)[] {
  try {
    return readdirSync(resolve(cwd, folder), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  } catch {
    return [null];
  }
}

/** A link to a folder is none: links may form a circle. A link to a file is read. */
const isFolder = (entry: Dirent): boolean => entry.isDirectory() && !SKIPPED.has(entry.name);
