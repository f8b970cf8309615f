import type { CodeFacts, NoData } from "../../finding/rule.ts";

const NO_BYTE_ORDER_MARK = "Save the file as UTF-8 without a byte order mark.";

/**
 * A file is encoded in UTF-8.
 *
 * PEFT names no encoding when it opens the file, so Python uses the system's: UTF-8 nearly everywhere.
 *
 * @breaks text Uint8Array.of(0x22, 0xe9, 0x22)
 * @keeps text Uint8Array.of(0x22, 0xc3, 0xa9, 0x22)
 * @see peft/config.py PeftConfigMixin.from_json_file
 */
export const fileNotUtf8: CodeFacts<{ byte: string; position: number }> = {
  code: "file-not-utf8",
  stage: "construction",
  raises: "UnicodeDecodeError",
  by: "load",
  words: [
    "Byte {byte!} in position {position!} is not UTF-8",
    "Save the file as UTF-8, or download it again.",
  ],
};

/**
 * A file is not encoded in UTF-16.
 *
 * @breaks text Uint8Array.of(0xff, 0xfe, 0x38, 0x00)
 * @keeps text Uint8Array.of(0x38)
 * @see peft/config.py PeftConfigMixin.from_json_file
 */
export const fileUtf16: CodeFacts<{ byte: string }> = {
  code: "file-utf16",
  stage: "construction",
  raises: "UnicodeDecodeError",
  by: "load",
  words: [
    "The file is encoded in UTF-16, as PowerShell's > writes it, so byte {byte!} in position 0 is not UTF-8",
    NO_BYTE_ORDER_MARK,
  ],
};

/**
 * A file starts without a byte order mark.
 *
 * @breaks text "\ufeff{}"
 * @keeps text "{}"
 * @see Python Lib/json/__init__.py loads
 */
export const jsonBom: CodeFacts<NoData> = {
  code: "json-bom",
  stage: "construction",
  raises: "JSONDecodeError",
  by: "load",
  words: [
    'The file starts with a byte order mark; Python reports "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"',
    NO_BYTE_ORDER_MARK,
  ],
};
