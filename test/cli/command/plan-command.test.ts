import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lora, world } from "../world.ts";

const llama = {
  model_type: "llama",
  architectures: ["LlamaForCausalLM"],
  hidden_size: 64,
  intermediate_size: 128,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  vocab_size: 100,
};

/** DeepSeek-V3 with four layers, of which the first is dense. */
const deepseek = {
  model_type: "deepseek_v3",
  architectures: ["DeepseekV3ForCausalLM"],
  hidden_size: 64,
  intermediate_size: 128,
  moe_intermediate_size: 32,
  num_hidden_layers: 4,
  first_k_dense_replace: 1,
  num_attention_heads: 4,
  num_key_value_heads: 4,
  n_routed_experts: 8,
  n_shared_experts: 1,
  n_group: 1,
  topk_group: 1,
  num_experts_per_tok: 2,
  q_lora_rank: 16,
  kv_lora_rank: 16,
  qk_nope_head_dim: 16,
  qk_rope_head_dim: 8,
  v_head_dim: 16,
  vocab_size: 100,
};

const dump = {
  format: "peft-config/tree@1",
  modelType: null,
  modules: [
    ["", "Net", null, {}],
    ["body", "Linear", "Linear", { weight: [[8, 4], "float32"] }],
  ],
};

const { call, cwd } = world({
  "qv.json": lora({ target_modules: ["q_proj", "v_proj"], r: 8, lora_alpha: 8 }),
  "ranks.json": lora({
    target_modules: ["q_proj", "v_proj"],
    r: 8,
    rank_pattern: { "layers.3.self_attn.q_proj": 16 },
  }),
  "seven.json": `{
  "peft_type": "LORA",
  "r": 8,
  "target_modules": ["q_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
}`,
  "body.json": lora({ target_modules: ["body"], r: 2 }),
  "zero.json": lora({ r: 0 }),
  "vera.json": '{"peft_type": "VERA", "r": 8}',
  "llama.json": JSON.stringify({ ...llama, dtype: "float16" }),
  "model/config.json": JSON.stringify(llama),
  "layers94.json": JSON.stringify({ ...llama, num_hidden_layers: 94 }),
  "deepseek.json": JSON.stringify(deepseek),
  "dump.json": JSON.stringify(dump),
  "lama.json": '{"model_type": "lama", "architectures": ["LlamaForCausalLM"]}',
  "martian.json": '{"model_type": "martian", "architectures": ["MartianForCausalLM"]}',
  "headless.json": '{"model_type": "llama"}',
  "wrong.json": JSON.stringify({ ...llama, hidden_size: "wide" }, null, 2),
  "wrong-dump.json": '{"format": "peft-config/tree@9"}',
  "torn.json": '{"model_type": "llama",',
  "infinite.json": `{"model_type": "llama", "x": Infinity, ${JSON.stringify(llama).slice(1)}`,
});

describe("plan", () => {
  it("shows the targets, the counts, the memory and a picture", async () => {
    const { out, err, exit } = await call("plan qv.json --model llama.json");
    expect([err, exit]).toEqual(["", 0]);
    expect(out).toContain(`qv.json on llama.json

trainable params: 7,168 || all params: `);
    expect(out).toContain(`Targets
  q_proj  4  modules  layers 0 to 3
  v_proj  4  modules  layers 0 to 3
  8 modules and 0 parameters have an adapter.
`);
    expect(out).toMatch(/ {2}adapter {5}28\.7 kB {2}7168 parameters of the adapter × 4 bytes/);
    expect(out).toContain("× 2 bytes (float16)");
    expect(out).toContain(`model.layers
  self_attn.q_proj  ████
  self_attn.v_proj  ████
  self_attn.k_proj  ····
`);
    expect(out).toContain("\n  █ rank 8   ◆ fully trained   · frozen\n");
  });

  it("shades ranks", async () => {
    const { out } = await call("plan ranks.json --model llama.json");
    expect(out).toContain("  self_attn.q_proj  ░░░█\n");
    expect(out).toContain("  ░ rank 8   █ rank 16 ");
  });

  it.each([80, 100])("fits 94 layers into %i columns", async (columns) => {
    const { out } = await call("plan qv.json --model layers94.json", { columns });
    const picture = out.slice(out.indexOf("\nmodel.layers\n"));
    const lines = picture.split("\n").filter((line) => line.includes("q_proj"));
    expect(lines.map((line) => line.replaceAll(/[^█]/g, "").length)).toEqual([50, 44]);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  it("shows what PEFT moves and misses, at its place", async () => {
    const { out, exit } = await call("plan seven.json --model deepseek.json");
    expect(exit).toBe(0);
    expect(out).toContain("  q_proj        0  modules\n");
    expect(out).toContain("  gate_up_proj  3  parameters  layers 1 to 3\n");
    expect(out).toContain("  model.layers.*.mlp.shared_experts.gate_proj ");
    expect(out).toContain(`seven.json:4:22 warning "q_proj" matches nothing in this model`);
    expect(out).toContain("[plan-experts-rewritten]");
    expect(out).toContain("[plan-linears-skipped]");
  });

  it("gives a program the plan and the findings", async () => {
    const { out, exit } = await call("plan seven.json --model deepseek.json --json");
    const { plan, sizes, diagnostics, model } = JSON.parse(out);
    expect([exit, model]).toEqual([0, { path: "deepseek.json", diagnostics: [] }]);
    expect(plan.modelType).toBe("deepseek_v3");
    expect(plan.targets[0]).toEqual({
      entry: "q_proj",
      field: "targetModules",
      matched: 0,
      layers: [],
    });
    expect(sizes.memory.fileBytes).toBe(sizes.file.bytes);
    expect(diagnostics[0]).toMatchObject({
      code: "plan-entry-unmatched",
      pointer: "/target_modules/0",
      line: 4,
    });
  });

  it("writes a picture", async () => {
    expect((await call("plan qv.json --model llama.json --svg plan.svg")).exit).toBe(0);
    expect(readFileSync(join(cwd, "plan.svg"), "utf8")).toMatch(/^<svg /);
    const { err, exit } = await call("plan qv.json --model llama.json --svg no/plan.svg");
    expect([err, exit]).toEqual(["no/plan.svg cannot be written: the file does not exist.\n", 2]);
  });

  it("reads a dump, and the numbers that only Python writes", async () => {
    const { out, exit } = await call("plan body.json --model dump.json");
    expect([out.includes("  body  1  module\n"), exit]).toEqual([true, 0]);
    expect((await call("plan qv.json --model infinite.json")).exit).toBe(0);
  });

  it("reads the config.json of a folder", async () => {
    const { out } = await call("plan qv.json --model model");
    expect(out).toMatch(/^qv\.json on model\/config\.json\n\ntrainable params: 7,168 /);
  });

  it("shows why PEFT makes no adapter", async () => {
    const { out, exit } = await call("plan zero.json --model llama.json");
    expect([out.includes("There is no plan."), exit]).toEqual([true, 1]);
    expect(out).toContain("[rank-not-positive]");
    expect((await call("plan vera.json --model llama.json")).exit).toBe(1);
  });
});

describe("a model that has no tree", () => {
  it.each([
    [
      "lama.json",
      'lama.json:1:16 error The model type "lama" is not in this library\'s tables. [model-unknown]',
    ],
    ["lama.json", 'Did you mean "llama"? If not, pass a dump of the model'],
    ["martian.json", "  Pass a dump of the model in the format peft-config/tree@1 as --model."],
    [
      "headless.json",
      'headless.json:1:1 error The modules of this model depend on "architectures", which is missing. [model-undecided]',
    ],
    ["headless.json", '  Add the class to build, such as "architectures": ["LlamaForCausalLM"].'],
    [
      "wrong.json",
      'wrong.json:6:18 error "hidden_size" is wide, but must be an integer. [model-invalid]',
    ],
    [
      "wrong-dump.json",
      '"format" is peft-config/tree@9, but must be peft-config/tree@1. [model-invalid]',
    ],
    ["torn.json", "error The model's file is not valid JSON here. [json-syntax]"],
  ])("%s: %s", async (model, text) => {
    const { out, exit } = await call(`plan qv.json --model ${model}`);
    expect(out).toContain(text);
    expect(out).toContain("There is no plan.");
    expect(exit).toBe(1);
  });

  it("is data for a program", async () => {
    const { out, exit } = await call("plan qv.json --model wrong.json --json");
    const { plan, model, diagnostics } = JSON.parse(out);
    expect([plan, diagnostics, exit]).toEqual([null, [], 1]);
    expect(model.diagnostics[0]).toMatchObject({ code: "model-invalid", pointer: "/hidden_size" });
  });

  it("is asked for, and must be readable", async () => {
    const missing = await call("plan qv.json");
    expect([missing.err, missing.exit]).toEqual([
      "Missing option: --model MODEL.\nHelp: peft-config plan --help\n",
      2,
    ]);
    const absent = await call("plan qv.json --model none.json");
    expect([absent.err, absent.exit]).toEqual([
      "none.json cannot be read: the file does not exist.\n",
      2,
    ]);
  });
});

describe("check --model", () => {
  it("adds what the model decides to the findings of the file", async () => {
    const { out, exit } = await call("check seven.json --model deepseek.json");
    expect(exit).toBe(0);
    expect(out).toContain('seven.json:4:22 warning "q_proj" matches nothing in this model');
    expect(out).toContain("1 file: 3 warnings.\n");
    expect((await call("check seven.json --model deepseek.json --strict")).exit).toBe(1);
    expect((await call("check qv.json --model llama.json")).out).toBe(
      "1 file: no problems found.\n",
    );
  });

  it("reports a finding of the config once", async () => {
    const { out } = await call("check zero.json --model llama.json");
    expect(out.match(/rank-not-positive/g)).toHaveLength(1);
  });

  it("needs a model whose modules are known", async () => {
    const { out, err, exit } = await call("check qv.json --model headless.json");
    expect([out, exit]).toEqual(["", 2]);
    expect(err).toContain('headless.json:1:1 The modules of this model depend on "architectures"');
  });
});
