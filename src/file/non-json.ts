/** What a text can be that is not JSON. */
export type NonJson = (typeof nonJsonKinds)[number];

/** Its name. */
export type NonJsonKind = NonJson["kind"];

/** How much of a text is searched. */
const HEAD = 512;

const OTHER_FILE = "Download adapter_config.json again; this is another file.";

/**
 * What people have in files called adapter_config.json that are not JSON. The first row whose pattern
 * matches the start of the text applies. `says` follows "This is", and the hint tells what to do.
 */
export const nonJsonKinds = [
  {
    kind: "empty",
    pattern: /^$/,
    says: "an empty file",
    hint: "Write a config into the file, or download the file again.",
  },
  {
    kind: "git-lfs-pointer",
    pattern: /^version https:\/\/git-lfs/,
    says: "a Git LFS pointer",
    hint: "Run `git lfs pull`, or download the file itself.",
  },
  {
    kind: "html",
    pattern: /^<(?:!|html|head|body)/i,
    says: "a web page",
    hint: "Download the raw file, whose URL on the Hub contains /resolve/.",
  },
  {
    kind: "xml",
    pattern: /^<[?a-z]/i,
    says: "XML",
    hint: "Download the file again.",
  },
  {
    kind: "python",
    pattern: /^(?:[\w.]+ ?= ?)?(?:[{[]\s*'|[A-Z]\w*Config\(|dict\()/,
    says: "a printed Python value",
    hint: "Write the config with save_pretrained or json.dump.",
  },
  {
    kind: "safetensors",
    pattern: /^[^{]{1,8}\{".*(?:"dtype"|__metadata__)/s,
    says: "a safetensors file",
    hint: OTHER_FILE,
  },
  {
    kind: "binary",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL tells binary data from text
    pattern: /^(?:PK\x03|\x1f.\x08|.*\0)/s,
    says: "binary data",
    hint: OTHER_FILE,
  },
  {
    kind: "http-error",
    pattern:
      /^(?:\d{3}:? )?(?:(?:entry |repository )?not found|invalid username|unauthori[sz]ed|access (?:to|denied)|forbidden)/i,
    says: "the error message of a failed download",
    hint: "Check the repository's name and your token, then download the file again.",
  },
  {
    kind: "yaml",
    pattern: /^(?:#[^\n]*\n\s*)*(?:---\s|[\w-]+:\s)/,
    says: "YAML",
    hint: "Write the same keys as JSON.",
  },
] as const;

/**
 * Recognises a text that is not JSON by its start, or returns undefined. Call it only for a text that
 * could not be read as JSON.
 *
 * @example
 * ```ts
 * recogniseNonJson("version https://git-lfs.github.com/spec/v1")?.kind; // "git-lfs-pointer"
 * ```
 */
export function recogniseNonJson(text: string): NonJson | undefined {
  const head = text.trimStart().slice(0, HEAD);
  return nonJsonKinds.find(({ pattern }) => pattern.test(head));
}
