import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { ServingFacts } from "../../engine/question.ts";
import { readJson } from "../../file/decoder.ts";
import type { AdapterDocument } from "../../file/document.ts";
import { MOST_HEADER_BYTES } from "../../model/tensor-header.ts";

/** What lies beside a config, in the order in which engines look for it. */
const weightFiles = ["adapter_model.safetensors", "adapter_model.bin", "adapter_model.pt"];

/** What a file and its folder tell beyond the config: its keys, and the adapter's tensors. */
export function readServingFacts(
  path: string,
  document: AdapterDocument,
  cwd: string,
): Pick<ServingFacts, "fileKeys" | "tensors" | "weightsFile"> {
  const root = readJson(document.source.text).value;
  const fileKeys = root?.kind === "object" ? root.value.map(({ key }) => key) : [];
  const folder = path === "-" ? null : dirname(resolve(cwd, path));
  const weightsFile =
    folder === null ? undefined : weightFiles.find((name) => existsSync(resolve(folder, name)));
  if (folder === null || weightsFile === undefined) return { fileKeys };
  const isReadable = weightsFile.endsWith(".safetensors");
  return {
    fileKeys,
    weightsFile,
    tensors: isReadable ? readHeader(resolve(folder, weightsFile)) : undefined,
  };
}

/** The header of a safetensors file; undefined if it is not one. */
function readHeader(path: string): unknown {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const start = Buffer.alloc(8);
    readSync(file, start, 0, 8, 0);
    const length = Number(start.readBigUInt64LE());
    if (length > MOST_HEADER_BYTES) return undefined;
    const header = Buffer.alloc(length);
    readSync(file, header, 0, length, 8);
    return JSON.parse(header.toString("utf8"));
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
