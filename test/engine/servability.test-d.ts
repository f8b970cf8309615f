import { expectTypeOf, test } from "vitest";
import { loraConfig } from "../../src/build/lora-config.ts";
import { type EngineId, type engines, servability, servabilityTable } from "../../src/engines.ts";

test("engines are known by name", () => {
  const config = loraConfig({});
  expectTypeOf(servability(config, { engine: "vllm" }).verdict).toEqualTypeOf<
    "serves" | "alters" | "refuses" | "unknown"
  >();
  expectTypeOf(servabilityTable(config)).toHaveProperty("llama.cpp");
  expectTypeOf<keyof typeof engines>().toEqualTypeOf<EngineId>();
  // @ts-expect-error no such engine
  expectTypeOf(servability(config, { engine: "vlm" })).toBeObject();
});
