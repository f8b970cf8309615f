import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { check, type Diagnostic } from "peft-config";

/** Accepts adapter configs: answers 200 with the config as PEFT will hold it, or 422 with the errors. */
export const app = new Hono();

/** What a config from anyone may do: no base model but ours, and ranks that fit our GPUs. */
const allow = { baseModels: ["meta-llama/", "Qwen/"], maxRank: 256 };

/** A config is a few kilobytes. */
const maxSize = 64 * 1024;

app.post("/configs", bodyLimit({ maxSize }), async (context) => {
  let input: unknown;
  try {
    input = await context.req.json();
  } catch {
    return context.json({ errors: [{ message: "The body is not JSON." }] }, 400);
  }
  const result = check(input, { trust: "untrusted", allow });
  const warnings = result.diagnostics
    .filter(({ severity }) => severity === "warning")
    .map(publicPart);
  if (result.ok) return context.json({ config: result.config, warnings });
  const errors = result.diagnostics.filter(({ severity }) => severity === "error").map(publicPart);
  return context.json({ errors, warnings }, 422);
});

/** The parts that a client needs to mark the field and to show what to write. */
const publicPart = ({ code, path, message, hint }: Diagnostic) => ({ code, path, message, hint });
