import { describe, expect, it } from "vitest";
import { lora, world } from "../world.ts";

/** A safetensors file with these tensors and no data. */
function safetensors(tensors: object): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify(tensors));
  const bytes = new Uint8Array(8 + header.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return bytes;
}

const base = "base_model.model.model.layers.0.self_attn.";

const { call } = world({
  "plain.json": lora({ target_modules: ["q_proj", "v_proj"], r: 8, lora_alpha: 16 }),
  "rslora.json": lora({
    target_modules: ["q_proj", "v_proj"],
    r: 16,
    lora_alpha: 32,
    use_rslora: true,
  }),
  "lines.json": `{
  "peft_type": "LORA",
  "r": 16,
  "lora_alpha": 32,
  "use_rslora": true,
  "target_modules": ["q_proj", "v_proj"]
}`,
  "vera.json": '{"peft_type": "VERA", "r": 8}',
  "hidden/adapter_config.json": lora({ target_modules: ["q_proj", "v_proj"], r: 8, lora_alpha: 8 }),
  "hidden/adapter_model.safetensors": safetensors({
    [`${base}q_proj.lora_magnitude_vector`]: { dtype: "F32", shape: [64], data_offsets: [0, 0] },
  }),
  "pickled/adapter_config.json": lora({ target_modules: ["q_proj", "v_proj"] }),
  "pickled/adapter_model.bin": "",
  "torn/adapter_config.json": lora({ target_modules: ["q_proj", "v_proj"] }),
  "torn/adapter_model.safetensors": "short",
});

describe("engines", () => {
  it("shows what each engine does", async () => {
    const { out, err, exit } = await call("engines rslora.json", { columns: 80 });
    expect([err, exit]).toEqual(["", 0]);
    expect(out).toContain("  vLLM 0.28                         serves\n");
    expect(out).toContain(`  SGLang 0ceb81fe                   alters
    SGLang silently ignores "use_rslora": it scales every module by the
    top-level "lora_alpha" / "r".
`);
    expect(out.match(/^ {2}\S/gm)).toHaveLength(16);
  });

  it("gives a program the findings", async () => {
    const { out } = await call("engines rslora.json --json");
    const { engines, method } = JSON.parse(out);
    expect(method).toBe("LORA");
    expect(engines.vllm).toEqual({
      engine: "vllm",
      release: "0.28",
      verdict: "serves",
      findings: [],
    });
    expect(engines.sglang.findings[0].hint).toMatch(/^Write "use_rslora": false/);
  });

  it("reads the header of the weights beside it", async () => {
    const { out } = await call("engines hidden", { columns: 200 });
    expect(out).toMatch(/vLLM 0\.28 refuses the tensor\s+"\S+q_proj\.lora_magnitude_vector"/);
    expect((await call("engines pickled")).out).toContain("TGI refuses adapter_model.bin at load");
    expect((await call("engines torn")).exit).toBe(0);
  });

  it("knows of the server what it is told", async () => {
    const { out } = await call("engines plain.json --max-lora-rank 1 --tensor-parallel 2");
    expect(out).toContain("vLLM 0.28 refuses rank 8 at load: --max-lora-rank is 1.");
    expect(out).toContain("TGI pads rank 8 to 16");
    expect((await call("engines plain.json --max-lora-rank two")).err).toContain(
      "--max-lora-rank is a positive integer, not two.",
    );
  });

  it("judges nothing but configs", async () => {
    expect(await call("engines vera.json")).toEqual({
      out: "",
      err: "vera.json has no config to judge: this is a PEFT config for the method VERA.\n",
      exit: 1,
    });
    const { out, exit } = await call("engines vera.json --json");
    expect([JSON.parse(out).engines, exit]).toEqual([null, 1]);
  });
});

describe("check --engine", () => {
  it("shows each finding at its key, with what to write", async () => {
    expect(await call("check lines.json --engine sglang")).toEqual({
      out: `lines.json:5:3 error SGLang silently ignores "use_rslora": it scales every module by the top-level "lora_alpha" / "r". [engine-alters]
  5 |   "use_rslora": true,
    |   ^^^^^^^^^^^^
  Write "use_rslora": false and "lora_alpha": 128: the scaling stays 8.

1 file: 1 error.
`,
      err: "",
      exit: 1,
    });
  });

  it("asks the release, and fails only for what is found", async () => {
    expect((await call("check rslora.json --engine vllm@0.28")).exit).toBe(0);
    expect((await call("check plain.json --engine vllm --max-lora-rank 1")).exit).toBe(1);
    expect((await call("check vera.json --engine vllm")).out).not.toContain("vLLM");
  });

  it.each([
    ["vlm", "There is no engine vlm. Did you mean vllm?"],
    ["x", "There is no engine x. Write one of vllm, "],
    ["vllm@0.9", 'release is "0.9", but of vLLM this library knows 0.11 to next. Write "0.28".'],
  ])("refuses %s", async (engine, message) => {
    const { err, exit } = await call(`check plain.json --engine ${engine}`);
    expect(err).toContain(message);
    expect(exit).toBe(2);
  });

  it("leads code-scanning services to the page of engines", async () => {
    const { out } = await call("check rslora.json --engine sglang --format sarif");
    const [run] = JSON.parse(out).runs;
    expect(run.tool.driver.rules[0].helpUri).toBe(
      "https://unpkg.com/peft-config/docs/engines.md#engine-alters",
    );
  });
});
