/** A sort of file that bears the name of a config and is not JSON. */
export type Foreign = (typeof foreignKinds)[number];

/** Its name. */
export type ForeignKind = Foreign["kind"];

/** How much of the text is looked at. */
const HEAD = 512;

/**
 * What stands in files called adapter_config.json that are not JSON. The first whose pattern
 * matches the start of the text is the answer.
 */
export const foreignKinds = [
  {
    kind: "empty",
    pattern: /^$/,
    says: "an empty file",
    hint: "Write a config, or download it again.",
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
    hint: "Download the raw file: on the Hub, /resolve/, not /blob/.",
  },
  {
    kind: "xml",
    pattern: /^<[?a-z]/i,
    says: "XML",
    hint: "It may be an error message: download the file again.",
  },
  {
    kind: "python",
    pattern: /^(?:[\w.]+ ?= ?)?(?:[{[]\s*'|[A-Z]\w*Config\(|dict\()/,
    says: "a printed Python value",
    hint: "Write it with save_pretrained or json.dump.",
  },
  {
    kind: "safetensors",
    pattern: /^[^{]{1,8}\{".*(?:"dtype"|__metadata__)/s,
    says: "a safetensors file",
    hint: "Download adapter_config.json again; the weights are another file.",
  },
  {
    kind: "binary",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL tells binary data from text
    pattern: /^(?:PK\x03|\x1f.\x08|.*\0)/s,
    says: "binary data",
    hint: "Download adapter_config.json again; the weights are another file.",
  },
  {
    kind: "http-error",
    pattern:
      /^(?:\d{3}:? )?(?:(?:entry |repository )?not found|invalid username|unauthori[sz]ed|access (?:to|denied)|forbidden)/i,
    says: "the error message of a failed download",
    hint: "Check the repository's name and your token.",
  },
  {
    kind: "yaml",
    pattern: /^(?:#[^\n]*\n\s*)*(?:---\s|[\w-]+:\s)/,
    says: "YAML",
    hint: "Write the same keys as JSON.",
  },
] as const;

/**
 * Recognises by its start a text that is not JSON, or answers undefined. Call it only on a text
 * that could not be read as JSON.
 *
 * @example
 * ```ts
 * foreignKind("version https://git-lfs.github.com/spec/v1")?.kind; // "git-lfs-pointer"
 * ```
 */
export function foreignKind(text: string): Foreign | undefined {
  const head = text.trimStart().slice(0, HEAD);
  return foreignKinds.find(({ pattern }) => pattern.test(head));
}
