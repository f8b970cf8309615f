import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { describe, expect, it } from "vitest";
import { loraConfigSchema, peftDictSchema } from "../../src/zod.ts";

const route = createRoute({
  method: "post",
  path: "/jobs",
  request: {
    body: {
      required: true,
      content: {
        "application/json": { schema: z.object({ name: z.string(), adapter: loraConfigSchema }) },
      },
    },
  },
  responses: {
    200: {
      description: "The config.",
      content: { "application/json": { schema: loraConfigSchema } },
    },
  },
});

const app = new OpenAPIHono();
app.openapi(route, (context) => context.json(context.req.valid("json").adapter, 200));
app.post("/dicts", async (context) => {
  const result = peftDictSchema.safeParse(await context.req.json());
  return result.success ? context.json(result.data) : context.json(result.error.issues, 422);
});

const post = (path: string, body: unknown) =>
  app.request(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

describe("Hono with @hono/zod-openapi", () => {
  it("takes a config, complete", async () => {
    const response = await post("/jobs", { name: "a", adapter: { r: 4 } });
    expect([response.status, await response.json()]).toMatchObject([200, { r: 4, loraAlpha: 8 }]);
  });

  it("answers a bad body with 400 and the field's path", async () => {
    const response = await post("/jobs", { name: "a", adapter: { r: 0 } });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/r is 0.*adapter/s);
  });

  it("answers a misspelt key of a dict with its path", async () => {
    const response = await post("/dicts", { lora_alhpa: 4 });
    expect([response.status, await response.json()]).toMatchObject([
      422,
      [{ path: ["lora_alhpa"], params: { hint: 'Did you mean "lora_alpha"?' } }],
    ]);
  });

  it.each(["3.0.0", "3.1.0"])("documents every field: OpenAPI %s", (openapi) => {
    const info = { openapi, info: { title: "Jobs", version: "1" } };
    const document =
      openapi === "3.0.0" ? app.getOpenAPIDocument(info) : app.getOpenAPI31Document(info);
    const text = JSON.stringify(document);
    expect(text).toContain('"loraAlpha":{');
    expect(text).toContain("Numerator of the scaling alpha / r");
  });
});
