import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { zodResolver } from "@hookform/resolvers/zod";
import { createFormControl } from "react-hook-form";
import { describe, expect, it } from "vitest";
import type { LoraConfigInput } from "../../src/config/input.ts";
import type { LoraConfig } from "../../src/config/types.ts";
import { loraConfigStandard } from "../../src/schema/standard.ts";
import { loraConfigSchema } from "../../src/zod.ts";

describe.each([
  ["zodResolver", zodResolver(loraConfigSchema)],
  ["standardSchemaResolver", standardSchemaResolver(loraConfigStandard)],
])("React Hook Form with %s", (_, resolver) => {
  it("puts each error to its field, and submits the config", async () => {
    const defaultValues = { r: 0, evaConfig: { rho: 0.5 } };
    const form = createFormControl<LoraConfigInput, unknown, LoraConfig>({
      defaultValues,
      resolver,
    });
    let submitted: unknown;
    let refused: unknown;
    const submit = form.handleSubmit(
      (config) => {
        submitted = config;
      },
      (errors) => {
        refused = errors;
      },
    );
    await submit();
    expect(refused).toMatchObject({
      r: { message: expect.stringContaining("r is 0") },
      evaConfig: { rho: { message: expect.stringContaining("evaConfig.rho is 0.5") } },
    });
    form.setValue("r", 4);
    form.setValue("evaConfig.rho", 2);
    await submit();
    expect(submitted).toMatchObject({ r: 4, loraAlpha: 8 });
  });
});
