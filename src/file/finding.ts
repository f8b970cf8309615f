import type { Path, Severity } from "../diagnostic/diagnostic.ts";

/** One fault or oddity that a file's text can have. */
export interface FileRule {
  readonly code: string;
  /** An error where `PeftConfig.from_pretrained` or training stops, a warning where PEFT goes on. */
  readonly severity: Severity;
  /** What the file has, in half a sentence. */
  readonly summary: string;
  /** Where the verdict is known from. */
  readonly source: string;
}

const OPEN = "PEFT config.py from_json_file: open(path), UTF-8";
const DECODER = "Python json.decoder.JSONDecoder";

/** Everything that reading a file's text can find. It is for documentation: reading needs no table. */
export const fileRules = [
  { code: "file-not-utf8", severity: "error", summary: "bytes that are not UTF-8", source: OPEN },
  { code: "file-utf16", severity: "error", summary: "text in UTF-16", source: OPEN },
  { code: "file-not-json", severity: "error", summary: "not JSON at all", source: DECODER },
  {
    code: "file-not-peft",
    severity: "error",
    summary: "another program's content",
    source: "PEFT config.py PeftConfigMixin._get_peft_type",
  },
  {
    code: "file-other-method",
    severity: "warning",
    summary: "a config of a PEFT method that is not checked",
    source: "ours",
  },
  {
    code: "file-integer-as-float",
    severity: "error",
    summary: "an integer spelt as a float, such as 8.0, where PEFT needs an integer",
    source: "torch empty(), index_copy_(): measured",
  },
  {
    code: "file-more-findings",
    severity: "warning",
    summary: "more findings than are listed",
    source: "ours",
  },
  {
    code: "json-bom",
    severity: "error",
    summary: "a byte order mark at the start",
    source: "Python json.loads",
  },
  { code: "json-syntax", severity: "error", summary: "broken JSON", source: DECODER },
  { code: "json-comment", severity: "error", summary: "a comment", source: DECODER },
  {
    code: "json-trailing-comma",
    severity: "error",
    summary: "a comma after the last entry",
    source: DECODER,
  },
  {
    code: "json-too-deep",
    severity: "error",
    summary: "lists or objects nested too deep",
    source: "Python RecursionError, measured",
  },
  {
    code: "json-long-integer",
    severity: "error",
    summary: "an integer of more than 4,300 digits",
    source: "Python sys.int_info",
  },
  {
    code: "json-big-integer",
    severity: "warning",
    summary: "an integer that JavaScript rounds",
    source: "ours: Number.MAX_SAFE_INTEGER",
  },
  {
    code: "json-overflow",
    severity: "warning",
    summary: "a number too large for a float",
    source: "Python float",
  },
  {
    code: "json-nan",
    severity: "warning",
    summary: "NaN, Infinity or -Infinity",
    source: "Python json.decoder parse_constant",
  },
  {
    code: "json-duplicate-key",
    severity: "warning",
    summary: "a key that stands twice in one object",
    source: "Python json.decoder: dict(pairs)",
  },
  {
    code: "json-proto-key",
    severity: "warning",
    summary: "a key called __proto__",
    source: "ours: prototype pollution",
  },
  {
    code: "json-lone-surrogate",
    severity: "warning",
    summary: "half of a surrogate pair",
    source: "Python json.scanner",
  },
] as const satisfies readonly FileRule[];

/** The code of a {@link FileFinding}. */
export type FileCode = (typeof fileRules)[number]["code"];

/** One finding about the text of a file: plain data, with its place in the text. */
export interface FileFinding {
  readonly code: FileCode;
  readonly severity: Severity;
  /** Where it starts in the text, in UTF-16 code units (what `text[offset]` reads). */
  readonly offset: number;
  /** How many code units it covers; 0 at the end of the text. */
  readonly length: number;
  /** The value it is about, by keys and list positions; empty for the whole file. */
  readonly path: Path;
  /** What is wrong, and what PEFT does with it. */
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
}

/** A finding in the making; without a path it is about the value that is read, or the whole file. */
export type Fault = [
  code: FileCode,
  start: number,
  end: number,
  message: string,
  hint: string,
  path?: Path,
];

/** The finding that a fault is. */
export function fileFinding(
  severity: Severity,
  ...[code, offset, end, message, hint, path = []]: Fault
): FileFinding {
  return { code, severity, offset, length: end - offset, path, message, hint };
}

/** How many findings of one file are listed; the rest is counted. A file can hold millions. */
export const MAX_FINDINGS = 1000;
