import { fileNotUtf8, fileUtf16 } from "./fault/encoding.ts";
import { type FileFinding, toFileFinding } from "./fault.ts";

/** How the bytes of a file spell its text. PEFT reads UTF-8 only. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** The text of a file, and how it was encoded. */
export interface FileSource {
  /** The text. A UTF-8 byte order mark stays in it (U+FEFF), as in Python. */
  readonly text: string;
  readonly encoding: Encoding;
  /** At most one: the text is not in UTF-8. */
  readonly findings: readonly FileFinding[];
}

/**
 * Reads the text of a file, and reports bytes that are not the UTF-8 that PEFT expects.
 *
 * It never throws: a byte that is not UTF-8 becomes U+FFFD and a finding. UTF-16 with a byte order
 * mark (PowerShell's `>` writes it) is read, with a finding, because PEFT does not read it.
 *
 * @example
 * ```ts
 * readSource(new TextEncoder().encode('{"r": 8}')).text; // '{"r": 8}'
 * ```
 */
export function readSource(input: string | Uint8Array): FileSource {
  if (typeof input === "string") return { text: input, encoding: "utf-8", findings: [] };
  const [first, second] = input;
  if (first === 0xff && second === 0xfe) return readUtf16(input, "utf-16le");
  if (first === 0xfe && second === 0xff) return readUtf16(input, "utf-16be");
  const text = decodeUtf8(input);
  return { text, encoding: "utf-8", findings: findBadByte(input, text) };
}

function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/**
 * Finds the first byte that the decoder replaced: where the bytes differ from those of the decoded
 * text.
 */
function findBadByte(bytes: Uint8Array, text: string): readonly FileFinding[] {
  if (!text.includes("\ufffd")) return [];
  const good = new TextEncoder().encode(text);
  let position = good.findIndex((byte, index) => byte !== bytes[index]);
  if (position < 0) return [];
  while (((good[position] ?? 0) & 0xc0) === 0x80) position--;
  const data = { byte: hex(bytes[position] ?? 0), position };
  const offset = decodeUtf8(bytes.subarray(0, position)).length;
  return [toFileFinding({ facts: fileNotUtf8, path: [], data }, offset, offset + 1)];
}

/** A byte as Python writes it: 0xff. */
const hex = (byte: number): string => `0x${byte.toString(16)}`;

/** Decodes the text after the byte order mark; by hand, as not every TextDecoder knows UTF-16. */
function readUtf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be"): FileSource {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = "";
  for (let at = 2; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode(view.getUint16(at, encoding === "utf-16le"));
  }
  const data = { byte: hex(view.getUint8(0)) };
  return { text, encoding, findings: [toFileFinding({ facts: fileUtf16, path: [], data }, 0, 0)] };
}
