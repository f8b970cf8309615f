import { initTRPC, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { describe, expect, it } from "vitest";
import { loraConfigStandard } from "../../src/schema/standard.ts";
import { peftConfigSchema } from "../../src/zod.ts";

const t = initTRPC.create();
const router = t.router({
  withZod: t.procedure.input(peftConfigSchema).mutation(({ input }) => input.peftType),
  without: t.procedure.input(loraConfigStandard).mutation(({ input }) => input),
});
const caller = t.createCallerFactory(router)({});

/** What a call throws. */
async function thrown(call: Promise<unknown>): Promise<TRPCError> {
  return call.then(
    () => Promise.reject(new Error("It did not throw.")),
    (error) => error,
  );
}

describe("tRPC", () => {
  it("takes a config, complete", async () => {
    expect(await caller.withZod({ peftType: "ADALORA", totalStep: 10 })).toBe("ADALORA");
    expect(await caller.without({ r: 4 })).toMatchObject({ r: 4, loraAlpha: 8 });
  });

  it("answers a bad input with 400 and the field's path", async () => {
    for (const call of [caller.withZod({ r: 0 }), caller.without({ r: 0 })]) {
      const error = await thrown(call);
      expect(error).toBeInstanceOf(TRPCError);
      expect(getHTTPStatusCodeFromError(error)).toBe(400);
      expect((error.cause as unknown as { issues: unknown }).issues).toMatchObject([
        { path: ["r"] },
      ]);
    }
  });
});
