import { describe, expect, it } from "vitest";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { loraConfig } from "../../src/build/lora-config.ts";
import { toPython } from "../../src/peft/python.ts";

describe("toPython", () => {
  it("shows what differs from the defaults", () => {
    const config = loraConfig({ r: 16, loraAlpha: 32, targetModules: ["v_proj", "q_proj"] });
    expect(toPython(config)).toBe(`from peft import LoraConfig

config = LoraConfig(
    r=16,
    target_modules=["q_proj", "v_proj"],
    lora_alpha=32,
)
`);
  });

  it("is an empty call for the defaults", () => {
    expect(toPython(loraConfig({}))).toBe("from peft import LoraConfig\n\nconfig = LoraConfig()\n");
  });

  it("imports and calls the classes of sub-configs", () => {
    const config = loraConfig({
      initLoraWeights: "loftq",
      loftqConfig: { loftqBits: 4 },
      runtimeConfig: { ephemeralGpuOffload: true },
    });
    expect(toPython(config)).toBe(`from peft import LoftQConfig, LoraConfig, LoraRuntimeConfig

config = LoraConfig(
    init_lora_weights="loftq",
    loftq_config=LoftQConfig(),
    runtime_config=LoraRuntimeConfig(ephemeral_gpu_offload=True),
)
`);
  });

  it("breaks what is too long for a line", () => {
    const targetModules = [
      "q_proj",
      "k_proj",
      "v_proj",
      "o_proj",
      "gate_proj",
      "up_proj",
      "down_proj",
    ];
    expect(toPython(adaLoraConfig({ totalStep: 9, targetModules }))).toContain(
      '    target_modules=[\n        "down_proj",\n        "gate_proj",\n',
    );
  });

  it("writes strings and numbers as Python reads them", () => {
    const source = toPython(
      loraConfig({
        revision: 'é😀\ud83d "\\u00e9" \n',
        loraAlpha: 0.5,
        megatronConfig: { eps: 1e-5, on: true, off: null, big: 2 ** 60 },
      }),
    );
    expect(source).toContain(String.raw`revision="\u00e9\U0001f600\ud83d \"\\u00e9\" \n"`);
    expect(source).toContain("lora_alpha=0.5");
    expect(source.replaceAll(/\s+/g, " ")).toContain(
      '{ "eps": 1e-05, "on": True, "off": None, "big": 1.152921504606847e+18, }',
    );
  });

  it("shows every argument on demand", () => {
    const source = toPython(loraConfig({}), { all: true });
    expect(source).toContain("    r=8,\n");
    expect(source).toContain('    peft_version="0.21.2",\n');
    expect(source).toContain("    loftq_config={},\n");
    expect(source).not.toContain("peft_type");
    expect(source.match(/^ {4}\w+=/gm)).toHaveLength(41);
  });
});
