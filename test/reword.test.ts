import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAdapterConfig } from "../src/file/document.ts";
import { check } from "../src/finding/check.ts";
import type { Diagnostic } from "../src/finding/diagnostic.ts";
import type { Language } from "../src/finding/speaker.ts";
import { fromPeftDict, toPeftDict } from "../src/peft/dict.ts";
import { checkRelease } from "../src/peft/release.ts";
import { peftReleases } from "../src/peft/releases.ts";
import { rewordDiagnostic } from "../src/reword.ts";
import { anyConfig } from "./conformance/arbitraries.ts";

const languages: readonly Language[] = ["typescript", "json", "python"];

const [variants] = check({ useDora: true, kasaConfig: {} }).diagnostics as readonly [Diagnostic];

describe("rewordDiagnostic", () => {
  it.each([
    ["typescript", "kasaConfig and useDora", "Leave out kasaConfig or useDora."],
    ["json", '"kasa_config" and "use_dora"', 'Leave out "kasa_config" or "use_dora".'],
    ["python", "kasa_config and use_dora", "Leave out kasa_config or use_dora."],
  ] as const)("words it for a reader of %s", (language, names, hint) => {
    expect(rewordDiagnostic(variants, language)).toEqual({
      ...variants,
      message: `${names} cannot be combined, since a layer supports one LoRA variant: get_peft_model raises ValueError.`,
      hint,
    });
  });

  it("does not change the diagnostic", () => {
    const before = structuredClone(variants);
    rewordDiagnostic(variants, "python");
    expect(variants).toEqual(before);
  });

  it("gives a diagnostic of an unknown code as it is", () => {
    const other = { ...variants, code: "of-another-version" as Diagnostic["code"] };
    expect(rewordDiagnostic(other, "json")).toBe(other);
  });

  it("keeps what a diagnostic has besides", () => {
    const [finding] = parseAdapterConfig('{"peft_type": "LORA", "r": 0}').diagnostics;
    if (finding === undefined) throw new Error("r: 0 is an error.");
    const { message, hint, ...rest } = rewordDiagnostic(finding, "python");
    expect(finding).toMatchObject(rest);
    expect(message).toBe("r is 0, but must be at least 1: get_peft_model raises ValueError.");
    expect(hint).toBe("Write a value that is at least 1.");
  });

  it("knows an outcome that differs from the one of the code", () => {
    const result = check({ targetModules: ["q_proj"], useDora: true });
    if (!result.ok) throw new Error("This is a config.");
    const ends = ["0.5.0", "0.8.2"].map((release) => {
      const [finding] = checkRelease(result.config, release) as readonly [Diagnostic];
      return rewordDiagnostic(finding, "json").message.replace(/.*\(added in 0\.9\.0\)/, "");
    });
    expect(ends).toEqual([" and silently drops it.", ": PEFT's from_pretrained raises TypeError."]);
  });

  const same = (diagnostics: readonly Diagnostic[], language: Language) => {
    for (const diagnostic of diagnostics) {
      const restored = JSON.parse(JSON.stringify(diagnostic)) as Diagnostic;
      expect(rewordDiagnostic(restored, language)).toEqual(diagnostic);
      for (const other of languages) {
        const back = rewordDiagnostic(rewordDiagnostic(diagnostic, other), language);
        expect(back).toEqual(diagnostic);
      }
    }
  };

  it("comes back to the words of check, by way of JSON and of any language", () => {
    fc.assert(
      fc.property(anyConfig, (input) => {
        const result = check(input);
        same(result.diagnostics, "typescript");
        if (!result.ok) return;
        same(fromPeftDict({ ...toPeftDict(result.config), lora_alpha: "8" }).diagnostics, "json");
        for (const release of peftReleases)
          same(checkRelease(result.config, release), "typescript");
      }),
      { numRuns: 150 },
    );
  });
});
