import { describe, expect, it } from "vitest";
import { adaLoraConfig } from "../../src/build/adalora-config.ts";
import { doraConfig } from "../../src/build/dora-config.ts";
import { check } from "../../src/finding/check.ts";
import type { Diagnostic } from "../../src/finding/diagnostic.ts";
import { PeftConfigError } from "../../src/finding/error.ts";
import { fromPeftDict } from "../../src/peft/dict.ts";
import { rewordDiagnostic } from "../../src/reword.ts";

/** What is reported under a code: the outcome and the words. */
function told(code: string, diagnostics: readonly Diagnostic[]) {
  const found = diagnostics.find((diagnostic) => diagnostic.code === code);
  if (found === undefined) throw new Error(`${code} is not found.`);
  const { stage, raises, message, hint } = found;
  return [stage, raises, message, hint];
}

const lora = { targetModules: ["q_proj"] };
const ada = {
  peftType: "ADALORA",
  taskType: "CAUSAL_LM",
  totalStep: 1000,
  tfinal: 100,
  targetModules: ["q_proj"],
};
/** With these, the last phase covers the whole training and more. */
const late = { ...ada, tinit: -500, tfinal: 1200 };
const lateWords = [
  "tfinal (1200) is not below totalStep (1000), so the last phase covers the whole training: the first training step raises",
  "tfinal is the length of the last phase in steps, not the step at which it starts. Keep tinit at 0 or more, and tinit + tfinal below totalStep.",
] as const;
const unchecked = "PEFT does not check types; this fails later or silently misbehaves.";

/** Beside the example of each code, in rules.test.ts: what the same code says of other inputs. */
describe("the other words of a code", () => {
  it.each<
    readonly [
      code: string,
      input: unknown,
      stage: string,
      raises: string | null,
      message: string,
      hint: string,
    ]
  >([
    [
      "unknown-key",
      { ...lora, evaConfig: { rhoo: 2 }, initLoraWeights: "eva" },
      "construction",
      "TypeError",
      '"rhoo" is not a field of EvaConfig: PEFT\'s constructor raises TypeError.',
      "Did you mean rho?",
    ],
    [
      "unknown-key",
      { ...lora, colour: 1 },
      "construction",
      "TypeError",
      '"colour" is not a field of the config: PEFT\'s constructor raises TypeError.',
      "Remove it.",
    ],
    [
      "wrong-type",
      { ...lora, layerReplication: [[0, 1, 2]] },
      "injection",
      "ValueError",
      "layerReplication[0] has 3 entries, not two: get_peft_model raises ValueError.",
      "Write [start, end]; end is not included.",
    ],
    [
      "wrong-type",
      { ...lora, useDora: "true" },
      "injection",
      null,
      `useDora is "true", but must be a boolean. ${unchecked}`,
      "Write a boolean.",
    ],
    [
      "wrong-type",
      { ...lora, megatronConfig: { a: Number.NaN } },
      "injection",
      null,
      `megatronConfig.a is NaN, but must be a finite number. ${unchecked}`,
      "Write a finite number.",
    ],
    [
      "wrong-type",
      { ...lora, evaConfig: 3 },
      "construction",
      null,
      `evaConfig is 3, but must be an object (EvaConfig). ${unchecked}`,
      "Write an object (EvaConfig).",
    ],
    [
      "megatron-core",
      { ...lora, megatronConfig: { a: 1 }, megatronCore: null },
      "injection",
      "AttributeError",
      'megatronCore is null, but must begin with "megatron.": get_peft_model raises AttributeError.',
      'Write megatronCore: "megatron.core".',
    ],
    [
      "saved-as-string-with-head",
      { ...lora, taskType: "TOKEN_CLS", modulesToSave: "score" },
      "injection",
      "Exception",
      "With this taskType, PEFT appends the head to modulesToSave, which must be a list, not a string: get_peft_model raises an exception.",
      'Write modulesToSave: ["score"].',
    ],
    [
      "all-linear-in-list",
      { targetModules: ["all-linear"], layersToTransform: [1] },
      "silent",
      null,
      'In a list, PEFT treats "all-linear" as a module name; no module has that name.',
      'Name the modules to adapt, such as targetModules: ["q_proj", "v_proj"].',
    ],
    [
      "all-linear-adapts-head",
      { targetModules: "all-linear", taskType: "TOKEN_CLS", modulesToSave: ["embed"] },
      "injection",
      "TypeError",
      '"all-linear" also adapts the head, but with this taskType, PEFT fully trains the head: get_peft_model raises TypeError.',
      'Add "classifier" and "score" to modulesToSave.',
    ],
    [
      "name-has-peft-prefix",
      { ...lora, rankPattern: { "base_model.model.q_proj": 4 } },
      "warned",
      null,
      'PEFT compares names without "base_model.model.", so "base_model.model.q_proj" matches nothing.',
      'Write "q_proj".',
    ],
    [
      "tokens-and-saved",
      { ...lora, taskType: "SEQ_CLS", trainableTokenIndices: { score: [1] } },
      "injection",
      "ValueError",
      'PEFT already trains all of "score", including these tokens: get_peft_model raises ValueError.',
      'Remove "score" from modulesToSave, or remove trainableTokenIndices.score.',
    ],
    [
      "name-empty",
      { targetModules: ["q_proj", ""] },
      "strict",
      null,
      "PEFT ignores an empty name.",
      "Remove it.",
    ],
    [
      "pattern-in-list",
      { ...lora, modulesToSave: ["lm.*"] },
      "silent",
      null,
      '"lm.*" looks like a regular expression; PEFT saves no module for it, and does not adapt the modules that it matches.',
      'Write the end of a name, such as "q_proj".',
    ],
    [
      "pattern-order-lost",
      { ...lora, rankPattern: { q_proj: 4, "!?q_proj": 2 } },
      "silent",
      null,
      '"q_proj" and "!?q_proj" match the same modules. PEFT trains with "q_proj", but saves the keys sorted, so "!?q_proj" wins after loading.',
      "Change the keys so that no module matches both.",
    ],
    [
      "init-spelling",
      { ...lora, initLoraWeights: "OLoRA" },
      "strict",
      null,
      '"OLoRA" is not PEFT\'s spelling: PEFT initialises as with "olora".',
      'Write "olora".',
    ],
    [
      "init-unknown",
      { ...lora, initLoraWeights: "gausian" },
      "injection",
      "ValueError",
      '"gausian" is not an initialisation: get_peft_model raises ValueError.',
      'Did you mean "gaussian"?',
    ],
    [
      "pattern-invalid",
      { ...lora, rankPattern: { "q{1000000000000}": 4 } },
      "injection",
      "OverflowError",
      '"q{1000000000000}" is not a valid Python regular expression (the repetition number is too large): get_peft_model raises OverflowError.',
      "Correct the pattern. Write a backslash before a special character that stands for itself.",
    ],
    [
      "adalora-rank-ignored",
      { ...ada, r: 4 },
      "warned",
      null,
      "PEFT warns and ignores r: AdaLoRA's rank is initR (12).",
      "Remove r.",
    ],
    [
      "adalora-no-pruning-step",
      { ...ada, tinit: 0, tfinal: 999, deltaT: 3 },
      "silent",
      null,
      "No multiple of 3 lies between steps 0 and 1, so PEFT prunes everything at once at step 1.",
      "Raise totalStep by 3.",
    ],
    [
      "adalora-last-phase-too-long",
      late,
      "training",
      "AttributeError",
      `${lateWords[0]} AttributeError.`,
      lateWords[1],
    ],
    [
      "adalora-last-phase-too-long",
      { ...late, rankPattern: {} },
      "training",
      "StopIteration",
      `${lateWords[0]} StopIteration.`,
      lateWords[1],
    ],
    [
      "adalora-last-phase-too-long",
      { ...late, rankPattern: { q_proj: [true] } },
      "training",
      "KeyError",
      `${lateWords[0]} KeyError.`,
      lateWords[1],
    ],
  ])("%s of %j", (code, input, ...expected) => {
    expect(told(code, check(input).diagnostics)).toEqual(expected);
  });

  it("of a file are about what PEFT does on loading", () => {
    const words = (dict: object) => told("unknown-key", fromPeftDict(dict).diagnostics);
    expect(words({ colour: 1 })).toEqual([
      "warned",
      null,
      '"colour" is not a field of the config. PEFT drops it on loading.',
      "Remove it.",
    ]);
    const loftq_config = { loftq_bits: 4, loftq_iter: 1, colour: 1 };
    expect(words({ init_lora_weights: "loftq", loftq_config })).toEqual([
      "warned",
      null,
      '"colour" is not a field of LoftQConfig. PEFT keeps it and never reads it.',
      "Remove it.",
    ]);
    expect(words({ monteclora_config: { colour: 1 } })).toEqual([
      "construction",
      "RecursionError",
      '"colour" is not a field of MontecloraConfig: PEFT\'s from_pretrained raises RecursionError.',
      "Remove it.",
    ]);
    expect(told("init-unknown", fromPeftDict({ init_lora_weights: 1 }).diagnostics)).toEqual([
      "injection",
      "AttributeError",
      "1 is not an initialisation: get_peft_model raises AttributeError.",
      "Did you mean true?",
    ]);
  });

  it("of a field's two names tell which is whose, whoever reads them", () => {
    const [inFile] = fromPeftDict({ loraAlpha: 16 }).diagnostics as readonly [Diagnostic];
    const [inObject] = check({ lora_alpha: 16 }).diagnostics as readonly [Diagnostic];
    const words = (diagnostic: Diagnostic) =>
      (["typescript", "json", "python"] as const).map((language) => {
        const { message, hint } = rewordDiagnostic(diagnostic, language);
        return `${message} ${hint}`;
      });
    expect(words(inFile)).toEqual([
      "\"loraAlpha\" is not PEFT's name of the field. Write PEFT's name, in snake case.",
      '"loraAlpha" is not PEFT\'s name of the field. Did you mean "lora_alpha"?',
      '"loraAlpha" is not PEFT\'s name of the field. Did you mean lora_alpha?',
    ]);
    const ofObject =
      "lora_alpha is PEFT's name; here the field is called loraAlpha. Did you mean loraAlpha?";
    expect(words(inObject)).toEqual([ofObject, ofObject, ofObject]);
  });

  it("of a builder name the builder only in TypeScript", () => {
    const build = () => adaLoraConfig({ ...ada, peftType: "LORA" } as never);
    const caught = catchError(build).diagnostics[0] as Diagnostic;
    expect(caught).toMatchObject({
      code: "peft-type-other",
      message:
        'peftType is "LORA", but this makes a config of type "ADALORA": PEFT\'s constructor overwrites it.',
      hint: "Leave it out, or use loraConfig.",
    });
    expect(rewordDiagnostic(caught, "python").hint).toBe("Leave it out.");
  });

  it("of a builder are those of check for what is not a config", () => {
    const build = () => doraConfig(8 as never);
    expect(catchError(build).diagnostics).toEqual(check(8).diagnostics);
  });
});

function catchError(build: () => unknown): PeftConfigError {
  try {
    build();
  } catch (error) {
    if (error instanceof PeftConfigError) return error;
  }
  throw new Error("The builder did not throw a PeftConfigError.");
}
