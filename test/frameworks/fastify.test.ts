import swagger from "@fastify/swagger";
import fastify from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { loraConfigSchema, peftConfigSchema } from "../../src/zod.ts";

const app = fastify().withTypeProvider<ZodTypeProvider>();

beforeAll(async () => {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(swagger, {
    openapi: { info: { title: "Jobs", version: "1" } },
    transform: jsonSchemaTransform,
  });
  app.after(() => {
    const body = z.object({ adapter: peftConfigSchema });
    app.post("/jobs", { schema: { body, response: { 200: loraConfigSchema } } }, (request) => {
      const { adapter } = request.body;
      if (adapter.peftType !== "LORA") throw new Error("LoRA only");
      return adapter;
    });
  });
  await app.ready();
});

afterAll(() => app.close());

const post = (payload: object) => app.inject({ method: "POST", url: "/jobs", payload });

describe("Fastify with fastify-type-provider-zod and @fastify/swagger", () => {
  it("takes a config, complete", async () => {
    const response = await post({ adapter: { r: 4 } });
    expect([response.statusCode, response.json()]).toMatchObject([200, { r: 4, loraAlpha: 8 }]);
  });

  it("answers a bad body with 400 and the field's path", async () => {
    const response = await post({ adapter: { evaConfig: { rho: 0.5 }, initLoraWeights: "eva" } });
    expect(response.statusCode).toBe(400);
    expect(response.json().message).toContain("adapter/evaConfig/rho");
  });

  it("documents every field", () => {
    const text = JSON.stringify(app.swagger());
    expect(text).toContain('"loraAlpha":{');
    expect(text).toContain("Numerator of the scaling alpha / r");
  });
});
