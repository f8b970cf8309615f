import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { world } from "../world.ts";

const model = (config: object): string => JSON.stringify(config);

const { cwd, call } = world({
  "llama/config.json": model({ model_type: "llama", architectures: ["LlamaForCausalLM"] }),
  "moe/config.json": model({
    _name_or_path: "mistralai/Mixtral-8x7B-v0.1",
    model_type: "mixtral",
    architectures: ["MixtralForCausalLM"],
    num_local_experts: 8,
  }),
  "t5/config.json": model({
    architectures: ["T5ForConditionalGeneration"],
    is_encoder_decoder: true,
  }),
  "vision/config.json": model({ architectures: ["LlavaForConditionalGeneration"] }),
  "list.json": "[]",
});

const read = (name = "adapter_config.json") => JSON.parse(readFileSync(join(cwd, name), "utf8"));

describe("peft-config init", () => {
  it("writes a config for a model, and nothing over it", async () => {
    expect(await call("init llama")).toMatchObject({ out: "", exit: 0 });
    expect(read()).toMatchObject({
      base_model_name_or_path: "llama",
      peft_type: "LORA",
      r: 16,
      task_type: "CAUSAL_LM",
      target_modules: "all-linear",
    });
    const again = await call("init llama");
    expect([again.exit, again.err]).toEqual([
      2,
      "adapter_config.json exists. To overwrite it, add --force.\n",
    ]);
    expect((await call("init llama --force")).exit).toBe(0);
  });

  it("adapts the attention of a mixture of experts", async () => {
    const { out } = await call("init moe/config.json -o -");
    expect(JSON.parse(out)).toMatchObject({
      base_model_name_or_path: "mistralai/Mixtral-8x7B-v0.1",
      target_modules: ["k_proj", "o_proj", "q_proj", "v_proj"],
    });
  });

  it("knows the tasks of architectures", async () => {
    expect(JSON.parse((await call("init t5 -o -")).out).task_type).toBe("SEQ_2_SEQ_LM");
    expect(JSON.parse((await call("init vision -o -")).out).task_type).toBe(null);
  });

  it("refuses what is not a model", async () => {
    expect((await call("init nowhere")).err).toMatch(/^nowhere cannot be read: /);
    expect((await call("init list.json")).err).toBe(
      "list.json is not a model's config.json: it is not a JSON object.\n",
    );
  });
});
