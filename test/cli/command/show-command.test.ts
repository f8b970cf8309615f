import { describe, expect, it } from "vitest";
import { lora, world } from "../world.ts";

const { call } = world({
  "dora/adapter_config.json": `{
  "peft_type": "LORA",
  "peft_version": "0.17.1",
  "task_type": "CAUSAL_LM",
  "base_model_name_or_path": "meta-llama/Llama-3.1-8B",
  "r": 16,
  "lora_alpha": 32,
  "lora_dropout": 0.05,
  "use_dora": 1,
  "target_modules": ["v_proj", "q_proj"],
  "layers_to_transform": [0, 1, 2, 5],
  "rank_pattern": {"v_proj": 64},
  "enable_lora": null
}
`,
  "adalora.json": JSON.stringify({
    peft_type: "ADALORA",
    task_type: "CAUSAL_LM",
    target_modules: ["q_proj"],
    init_r: 16,
    tinit: 200,
    tfinal: 1000,
    deltaT: 10,
    total_step: 10000,
  }),
  "vera.json": '{"peft_type": "VERA", "r": 256, "target_modules": ["q_proj"], "x": [1, {}]}',
  "page.json": "<!doctype html>",
  "broken.json": '{"peft_type": "LORA", "r": "eight"}',
});

describe("show", () => {
  it("says on a page what a config of LoRA means", async () => {
    const { out, exit } = await call("show dora");
    expect(exit).toBe(0);
    expect(out).toBe(`dora/adapter_config.json

LoRA (DoRA) for meta-llama/Llama-3.1-8B, task CAUSAL_LM, written by PEFT 0.17.1

  targets  q_proj, v_proj
  layers   0 to 2, 5 (4 of them)
  rank     16
  alpha    32
  scaling  2 = 32 / 16

By module
  v_proj  rank 64, alpha 32, scaling 0.5

Also set
  lora_dropout  0.05
                Probability that an input of the adapter is dropped in training.
  use_dora      true
                DoRA: the magnitude of each weight is trained apart from its
                direction.

Releases of PEFT
  0.20.0 to 0.21.2 load it and train what it says.
  not before 0.20.0  From 0.8.0 to 0.19.1, PEFT reads the last number in a
                     module name as the layer index; in a mixture of experts
                     that is the expert's index.
  not before 0.9.0   PEFT added use_dora in 0.9.0.
  not before 0.6.0   PEFT added rank_pattern in 0.6.0.

At their default
  auto_mapping, revision, inference_mode, exclude_modules, fan_in_fan_out, bias,
  use_rslora, modules_to_save, init_lora_weights, layers_pattern, alpha_pattern,
  megatron_config, megatron_core, trainable_token_indices, loftq_config,
  eva_config, corda_config, lora_ga_config, velora_config,
  alora_invocation_tokens, use_qalora, qalora_group_size, monteclora_config,
  layer_replication, lora_bias, target_parameters, use_bdlora, arrow_config,
  kasa_config, ensure_weight_tying

Beyond the config
  enable_lora

PEFT 0.21 loads it.

dora/adapter_config.json:9:15 warning "use_dora" is 1, which PEFT treats as true. [boolean-spelling]
  9 |   "use_dora": 1,
    |               ^
  Write true.

dora/adapter_config.json:13:3 warning "enable_lora" is not a field of the config. PEFT drops it on loading. [unknown-key]
  13 |   "enable_lora": null
     |   ^^^^^^^^^^^^^
  Remove it.
`);
  });

  it("draws AdaLoRA's schedule", async () => {
    const { out, exit } = await call("show adalora.json");
    expect(exit).toBe(0);
    expect(out.slice(0, out.indexOf("\n\nReleases of PEFT"))).toBe(`adalora.json

AdaLoRA, task CAUSAL_LM

  targets  q_proj
  layers   all
  rank     16 at the start, 8 a module on average in the end
  alpha    8
  scaling  0.5 = 8 / 16

Schedule, for one module (--modules counts more)
  steps 0 to 200      warm-up: Every module keeps rank 16: 16 ranks in all.
  steps 201 to 8999   budgeting: The budget falls from 16 towards 8 ranks,
                      applied at multiples of 10, 879 in all.
  step 9000           forced pruning: Pruned to 8 ranks, whatever deltaT is: 8 a
                      module on average.
  steps 9001 to 9999  final: What was pruned is held at zero.

  16 ┤██▄▄
     │███████▄▄▄
     │█████████████▄▄▄▄
     │██████████████████████▄▄▄▄▄▄▄▄
   8 ┤████████████████████████████████████████████████████████████████
     │████████████████████████████████████████████████████████████████
     │████████████████████████████████████████████████████████████████
     │████████████████████████████████████████████████████████████████
   0 └┬────────────────────────────────────────────────────────┬─────┬
      0                                                     9000  9999`);
  });

  it("counts the ranks of as many modules as one says", async () => {
    const { out } = await call("show adalora.json --modules 160", { columns: 60 });
    expect(out).toContain("Schedule, for 160 modules\n");
    expect(out).toContain("2560 ┤");
    for (const line of out.split("\n").slice(0, 25)) expect(line.length).toBeLessThanOrEqual(60);
    const { err, exit } = await call("show adalora.json --modules none");
    expect(exit).toBe(2);
    expect(err).toContain("--modules is a number of modules, such as 160, not none.");
  });

  for (const [values, words] of [
    [{ target_modules: null }, "targets  PEFT's default for the model\n"],
    [{ target_modules: [], target_parameters: ["w"] }, "targets  none; of parameters w\n"],
    [{ target_modules: "all-linear" }, "targets  every linear layer but the output (all-linear)\n"],
    [
      { target_modules: ".*_proj", exclude_modules: ["k_proj"] },
      "targets  what matches the pattern .*_proj; not k_proj\n",
    ],
    [{ exclude_modules: "k.*" }, "targets  q_proj; not what matches k.*\n"],
    [{ layers_to_transform: 3, layers_pattern: "h" }, "layers   3 (1 of them), counted in h\n"],
    [
      { layers_to_transform: [1, 0], layers_pattern: ["h", "blocks"] },
      "layers   0 to 1 (2 of them), counted in h or blocks\n",
    ],
    [{ use_rslora: true, r: 16 }, "LoRA (rank-stabilised)\n"],
    [{ use_rslora: true, r: 16 }, "scaling  2 = 8 / √16\n"],
    [{ alpha_pattern: { "a.b": 4 } }, "By module\n  a.b  rank 8, alpha 4, scaling 0.5\n"],
    [{ megatron_config: { a: 1 } }, '  megatron_config  {"a":1}\n'],
  ] as const) {
    it(`says of ${JSON.stringify(values)}: ${words.trim().split("\n")[0]}`, async () => {
      expect((await call("show -", { stdin: lora(values) })).out).toContain(words);
    });
  }

  it("says which releases do what the config says, and on what it depends", async () => {
    const page = async (values: object) => (await call("show -", { stdin: lora(values) })).out;
    expect(await page({ target_modules: "a.*" })).toContain(
      "Releases of PEFT\n  0.3.0 to 0.21.2 load it and train what it says.\n\n",
    );
    expect(await page({})).toContain(
      '  depends  Before 0.5.0, PEFT matches a target with the end of any module name,\n           so "proj" also matches "q_proj".\n',
    );
    expect(await page({ init_lora_weights: "orthogonal", kasa_config: {} })).toMatch(
      / {2}0\.21\.0 to 0\.21\.2 load it .*\n {2}not before 0\.21\.0 {2}PEFT added kasa_config in/,
    );
  });

  it("is a page, not twenty, for a file of hundreds of names", async () => {
    const layers = Array.from({ length: 40 }, (_, layer) => `model.layers.${layer}`);
    const names = layers.flatMap((layer) => [`${layer}.q_proj`, `${layer}.v_proj`]);
    const stdin = lora({
      target_modules: names,
      rank_pattern: Object.fromEntries(names.map((name) => [name, 4])),
      modules_to_save: names,
      exclude_modules: layers,
    });
    const { out } = await call("show -", { stdin });
    expect(out).toContain("targets  80 modules by name: q_proj, v_proj; not model.layers.0,");
    expect(out).toContain("… and 16 more");
    expect(out).toContain("  … and 56 more\n");
    expect(out).toMatch(/… and \d+ more: see peft-config check -\n$/);
    expect(out.split("\n").length).toBeLessThan(130);
  });

  it("has no schedule where PEFT could not follow it", async () => {
    const stdin = JSON.stringify({ peft_type: "ADALORA", total_step: 10, init_r: 4, target_r: 8 });
    const { out } = await call("show -", { stdin });
    expect(out).not.toContain("Schedule");
    expect(out).toContain("rank     4\n");
  });

  it("shows the values of other methods as they are", async () => {
    const { out, exit } = await call("show vera.json");
    expect(exit).toBe(0);
    expect(out).toContain(`This is a PEFT config for the method VERA.

  peft_type       "VERA"
  r               256
  target_modules  q_proj
  x               [1,{}]

PEFT 0.21 loads it.
`);
  });

  it("says what a file is that is no config, and ends with 1", async () => {
    const { out, exit } = await call("show page.json");
    expect(exit).toBe(1);
    expect(out).toContain(
      "This is a web page.\n\nPEFT 0.21 does not load it.\n\npage.json:1:1 error",
    );
    expect((await call("show broken.json")).exit).toBe(1);
  });

  it("ends with 2 for a file that is not there", async () => {
    const { err, exit } = await call("show gone.json");
    expect([err, exit]).toEqual(["gone.json cannot be read: there is no such file.\n", 2]);
  });

  it("gives the same as JSON", async () => {
    const shown = JSON.parse((await call("show dora --json")).out);
    expect(shown).toMatchObject({
      schemaVersion: 1,
      path: "dora/adapter_config.json",
      dialect: "peft",
      method: "LORA",
      loads: true,
      meaning: {
        method: "LoRA",
        variants: ["DoRA"],
        writtenBy: "0.17.1",
        rank: 16,
        alpha: 32,
        scaling: 2,
        patterns: [{ pattern: "v_proj", rank: 64, alpha: 32, scaling: 0.5 }],
        schedule: null,
      },
      extra: { enable_lora: null },
    });
    const vera = JSON.parse((await call("show vera.json --json")).out);
    expect(vera).toMatchObject({ method: "VERA", meaning: null, extra: { r: 256 } });
  });
});
