import { type FileFinding, fileFinding } from "./finding.ts";

/** How the bytes of a file spell its text. PEFT reads UTF-8 only. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** The text of a file, and how it came. */
export interface FileSource {
  /** The text. A UTF-8 byte order mark stays in it (U+FEFF), as Python keeps it. */
  readonly text: string;
  readonly encoding: Encoding;
  /** The bytes the text came from, or null where a text was given. */
  readonly bytes: Uint8Array | null;
  /** At most one: the text is not in UTF-8. */
  readonly findings: readonly FileFinding[];
}

/**
 * Reads the text of a file, and says where its bytes are not the UTF-8 that PEFT expects.
 *
 * It never throws: a byte that is no UTF-8 becomes U+FFFD and a finding; UTF-16 with a byte order
 * mark (PowerShell's `>` writes it) is read, with a finding, because PEFT does not read it.
 *
 * @example
 * ```ts
 * readSource(new TextEncoder().encode('{"r": 8}')).text; // '{"r": 8}'
 * ```
 */
export function readSource(input: string | Uint8Array): FileSource {
  if (typeof input === "string") {
    return { text: input, encoding: "utf-8", bytes: null, findings: [] };
  }
  const [first, second] = input;
  if (first === 0xff && second === 0xfe) return readUtf16(input, "utf-16le");
  if (first === 0xfe && second === 0xff) return readUtf16(input, "utf-16be");
  const text = decodeUtf8(input);
  return { text, encoding: "utf-8", bytes: input, findings: badByte(input, text) };
}

function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Finds where the bytes part from what the decoded text is in UTF-8, as one was replaced there. */
function badByte(bytes: Uint8Array, text: string): readonly FileFinding[] {
  if (!text.includes("\ufffd")) return [];
  const good = new TextEncoder().encode(text);
  let at = good.findIndex((byte, index) => byte !== bytes[index]);
  if (at < 0) return [];
  while (((good[at] ?? 0) & 0xc0) === 0x80) at--;
  const offset = decodeUtf8(bytes.subarray(0, at)).length;
  const message = `Byte 0x${bytes[at]?.toString(16)} in position ${at} is not UTF-8: PEFT stops with a UnicodeDecodeError.`;
  const hint = "Save the file as UTF-8, or download it again.";
  return [fileFinding("error", "file-not-utf8", offset, offset + 1, message, hint)];
}

/** What to do about a byte order mark. */
export const NO_BYTE_ORDER_MARK = "Save the file as UTF-8 without a byte order mark.";

/** The text after the byte order mark; by hand, as not every runtime's TextDecoder knows UTF-16. */
function readUtf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be"): FileSource {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = "";
  for (let at = 2; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode(view.getUint16(at, encoding === "utf-16le"));
  }
  const message =
    "The file is in UTF-16, as PowerShell's > writes it: PEFT stops with a UnicodeDecodeError in position 0.";
  const finding = fileFinding("error", "file-utf16", 0, 0, message, NO_BYTE_ORDER_MARK);
  return { text, encoding, bytes, findings: [finding] };
}
