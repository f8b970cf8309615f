import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTensors } from "../../../src/cli/input/tensor-file.ts";
import { decode, type ElementType, encode } from "../../../src/port/element.ts";
import { lora, world } from "../world.ts";

interface Given {
  readonly dtype: ElementType;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** A safetensors file. */
function tensorFile(tensors: Readonly<Record<string, Given>>): Uint8Array {
  const data: Uint8Array[] = [];
  let end = 0;
  const header = Object.entries(tensors).map(([name, { dtype, shape, values }]) => {
    const bytes = encode(Float32Array.from(values), dtype);
    data.push(bytes);
    const start = end;
    end += bytes.length;
    return [name, { dtype, shape, data_offsets: [start, end] }] as const;
  });
  const text = Buffer.from(JSON.stringify(Object.fromEntries(header)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...data]);
}

const layer = "base_model.model.q_proj.lora_";
const weights = (dtype: ElementType) =>
  tensorFile({
    [`${layer}A.weight`]: { dtype, shape: [2, 3], values: [1, 2, 3, 4, 5, 6] },
    [`${layer}B.weight`]: { dtype, shape: [2, 2], values: [1, 2, 3, 4] },
  });
const rslora = lora({ r: 2, lora_alpha: 3, use_rslora: true });

const { call, cwd } = world({
  "whole/adapter_config.json": rslora,
  "whole/adapter_model.safetensors": weights("F32"),
  "brain/adapter_config.json": rslora,
  "brain/adapter_model.safetensors": weights("BF16"),
  "huge/adapter_config.json": lora({ r: 2, lora_alpha: 1e6 }),
  "huge/adapter_model.safetensors": weights("F16"),
  "dora/adapter_config.json": lora({ r: 2, use_dora: true }),
  "dora/adapter_model.safetensors": weights("F32"),
  "ada/adapter_config.json": JSON.stringify({
    peft_type: "ADALORA",
    target_modules: ["q_proj"],
    init_r: 4,
    lora_alpha: 8,
    total_step: 1000,
    tfinal: 100,
  }),
  "ada/adapter_model.safetensors": tensorFile({
    [`${layer}A`]: { dtype: "F32", shape: [2, 3], values: [1, 2, 3, 4, 5, 6] },
    [`${layer}B`]: { dtype: "F32", shape: [2, 2], values: [1, 2, 3, 4] },
    [`${layer}E`]: { dtype: "F32", shape: [2, 1], values: [10, 100] },
  }),
  "bare/adapter_config.json": rslora,
  "odd/adapter_config.json": rslora,
  "odd/adapter_model.safetensors": "\u0008\0\0\0\0\0\0\0[not js]",
  "short/adapter_config.json": rslora,
  "short/adapter_model.safetensors": weights("F32").subarray(0, -8),
  "other/adapter_config.json": '{"peft_type": "IA3"}',
  "other/adapter_model.safetensors": weights("F32"),
});

/** The values of a tensor that was written. */
async function valuesOf(folder: string, name: string): Promise<readonly number[]> {
  const file = await openTensors(join(cwd, folder, "adapter_model.safetensors"));
  const bytes = await file.read(name, 0, file.sizeOf(name));
  await file.close();
  return [...decode(bytes, file.header[name]?.dtype as ElementType)];
}

describe("port", () => {
  it("folds the scaling into B, pads to a rank of the engine, and leaves the adapter as it is", async () => {
    const before = readFileSync(join(cwd, "whole/adapter_model.safetensors"));
    const { out, err, exit } = await call("port whole --for vllm -o out");
    expect([err, exit]).toEqual(["", 0]);
    expect(out).toMatch(/^Rank 8, alpha 8, 1 modules padded\.\nThe largest rounding changes/);
    const config = JSON.parse(readFileSync(join(cwd, "out/adapter_config.json"), "utf8"));
    expect(config).toMatchObject({ r: 8, lora_alpha: 8, use_rslora: false });
    expect(await valuesOf("out", `${layer}A.weight`)).toEqual([
      1,
      2,
      3,
      4,
      5,
      6,
      ...Array(18).fill(0),
    ]);
    const scale = 3 / Math.sqrt(2);
    const expected = [1, 2, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0].map((v) =>
      Math.fround(v * scale),
    );
    expect(await valuesOf("out", `${layer}B.weight`)).toEqual(expected);
    expect(readFileSync(join(cwd, "whole/adapter_model.safetensors"))).toEqual(before);
  });

  it("names the rounding in BF16", async () => {
    const { out } = await call("port brain --for peft -o brain-out");
    expect(out).toMatch(
      /^The largest rounding changes a value by 0\.\d+ %, in .*lora_B\.weight\.$/m,
    );
  });

  it("makes LoRA of AdaLoRA", async () => {
    expect((await call("port ada --for sglang -o ada-out")).exit).toBe(0);
    const scale = 8 / (4 + 1e-5);
    const expected = [10, 200, 30, 400].map((value) => Math.fround(value * scale));
    expect(await valuesOf("ada-out", `${layer}B.weight`)).toEqual(expected);
  });

  it("refuses what is not a plain LoRA, with the reason", async () => {
    const { err, exit } = await call("port dora --for vllm -o dora-out");
    expect(exit).toBe(1);
    expect(err).toContain('"use_dora" keeps the adapter from being a plain LoRA');
    expect(existsSync(join(cwd, "dora-out"))).toBe(false);
  });

  it.each([
    ["port huge --for peft -o new", "is too large for its type"],
    ["port whole --for peft -o brain", "brain exists; choose a new folder."],
    ["port whole -o new", "Missing option: --for ENGINE."],
    ["port whole --for peft", "Missing option: -o OUT."],
    ["port whole --for vlm -o new", "--for is one of"],
    ["port bare --for peft -o new", "the file does not exist"],
    ["port odd --for peft -o new", "is not a safetensors file"],
    ["port short --for peft -o new", "the header does not describe"],
    ["port other --for peft -o new", "has no config of LoRA or AdaLoRA"],
  ])("%s: %s", async (line, reason) => {
    const { err, exit } = await call(line);
    expect(exit).toBe(2);
    expect(err).toContain(reason);
    expect(existsSync(join(cwd, "new"))).toBe(false);
  });
});

describe("check --untrusted", () => {
  it("refuses what check lets pass", async () => {
    const { call: ask } = world({ "a.json": lora({ target_modules: "(.*)*x!" }) });
    expect((await ask("check a.json")).exit).toBe(0);
    const { out, exit } = await ask("check --untrusted a.json");
    expect(exit).toBe(1);
    expect(out).toContain("[untrusted-pattern]");
  });
});
