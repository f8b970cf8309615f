import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSafetensorsHeader } from "../../src/model/tensor-header.ts";

/** A file with a header and its length, or with another length. */
function fileOf(header: string | Uint8Array, length?: bigint): Uint8Array {
  const text = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const readFrom = (bytes: Uint8Array) =>
  readSafetensorsHeader(async (start, end) => bytes.subarray(start, end));

const tensor = { dtype: "BF16", shape: [2, 3], data_offsets: [0, 12] };

async function problemsOf(bytes: Uint8Array) {
  const result = await readFrom(bytes);
  return result.ok ? [] : result.problems.map(({ code, path }) => [code, ...path]);
}

describe("readSafetensorsHeader", () => {
  it("reads the length, then the header, and no weights", async () => {
    const bytes = fileOf(JSON.stringify({ __metadata__: { format: "pt" }, "a.weight": tensor }));
    const ranges: [number, number][] = [];
    const result = await readSafetensorsHeader(async (start, end) => {
      ranges.push([start, end]);
      return bytes.subarray(start, end);
    });
    expect(result).toEqual({ ok: true, header: { "a.weight": tensor } });
    expect(ranges).toEqual([
      [0, 8],
      [8, bytes.length],
    ]);
  });

  it("passes on what the reading throws", async () => {
    const fail = () => Promise.reject(new Error("no network"));
    await expect(readSafetensorsHeader(fail)).rejects.toThrow("no network");
  });

  it("does not ask for a header longer than the format allows", async () => {
    const expected = [["model-too-large", "length"]];
    expect(await problemsOf(fileOf("{}", 100_000_001n))).toEqual(expected);
    expect(await problemsOf(fileOf("{}", 2n ** 64n - 1n))).toEqual(expected);
  });

  it.each([
    [new Uint8Array(7), ["model-invalid", "length"]],
    [fileOf("{}", 3n), ["model-invalid", "header"]],
    [fileOf("{"), ["model-invalid", "header"]],
    [fileOf(new Uint8Array([0x22, 0xff, 0x22])), ["model-invalid", "header"]],
    [fileOf("[]"), ["model-invalid", "header"]],
    [fileOf("[".repeat(100_000)), ["model-invalid", "header"]],
  ])("names what is wrong with a file: %#", async (bytes, expected) => {
    expect(await problemsOf(bytes)).toEqual([expected]);
  });

  it.each([
    [7, []],
    [{ ...tensor, dtype: 7 }, ["dtype"]],
    [{ ...tensor, shape: [-1] }, ["shape"]],
    [{ ...tensor, shape: [2 ** 40, 2 ** 40] }, ["shape"]],
    [{ ...tensor, shape: Array(17).fill(1) }, ["shape"]],
    [{ ...tensor, data_offsets: [12, 0] }, ["data_offsets"]],
    [{ ...tensor, data_offsets: [0] }, ["data_offsets"]],
    [{ ...tensor, data_offsets: [0, 13] }, ["data_offsets"]],
  ])("names what is wrong with a tensor: %j", async (value, place) => {
    const bytes = fileOf(JSON.stringify({ a: value }));
    expect(await problemsOf(bytes)).toEqual([["model-invalid", "header", "a", ...place]]);
  });

  it("ends for any header without throwing", async () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constant(tensor),
      fc.record({ shape: fc.jsonValue() }),
    );
    const texts = fc.dictionary(fc.string(), values).map((header) => JSON.stringify(header));
    const files = fc.oneof(
      texts.map((text) => fileOf(text)),
      fc.uint8Array({ maxLength: 64 }),
    );
    await fc.assert(
      fc.asyncProperty(files, async (bytes) => {
        expect(await readFrom(bytes)).toHaveProperty("ok");
      }),
    );
  });
});
