import { construct } from "../config/construct.ts";
import { isPlainObject, valueText } from "../config/shape.ts";
import { fieldTables, type ModelledPeftType, type Naming, tableIndex } from "../config/table.ts";
import type { AdaLoraConfig, LoraConfig } from "../config/types.ts";
import type { Diagnostic, Path } from "./diagnostic.ts";
import { diagnosticsOf, type Finding, type Strictness } from "./finding.ts";
import { type Reading, readFields, report } from "./read.ts";
import type { Circumstances } from "./rule/rule.ts";
import { rulesOf } from "./rules.ts";

/** A config of either method. `peftType` tells them apart. */
export type PeftConfig = LoraConfig | AdaLoraConfig;

/** A checked config with its warnings, or the findings that keep it from being one. */
export type CheckResult<Config extends PeftConfig = PeftConfig> =
  | { readonly ok: true; readonly config: Config; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Checks a value from anywhere: a config, a builder's input, a parsed request body.
 * Says everything PEFT would refuse, ignore or change, and never throws.
 *
 * `peftType: "ADALORA"` makes it an AdaLoRA config; without a `peftType` it is a LoRA config.
 * With `ok: true` the diagnostics are warnings only.
 *
 * @example
 * ```ts
 * const result = check({ r: 16, lora_alpha: 32 });
 * result.ok; // false
 * result.diagnostics[0]?.hint; // "Did you mean loraAlpha?"
 * ```
 */
export function check(input: unknown, circumstances?: Circumstances): CheckResult {
  return inspectInput(input, undefined, circumstances);
}

/** What `check` says of a builder's input, read as this method, whatever it says; or as the one it says. */
export function inspectInput(
  input: unknown,
  peftType?: ModelledPeftType,
  circumstances?: Circumstances,
): CheckResult {
  return inspect(input, { naming: "typescript", strictness: "written", circumstances, peftType });
}

/** How {@link inspect} reads its input. */
export interface Inspection {
  readonly naming: Naming;
  readonly strictness: Strictness;
  readonly circumstances?: Circumstances | undefined;
  /** The method to read as, whatever the input says; saying another is a finding. */
  readonly peftType?: ModelledPeftType | undefined;
}

/** {@link check} for either naming and strictness. */
export function inspect(input: unknown, inspection: Inspection): CheckResult {
  try {
    if (!isPlainObject(input)) return notPlain(valueText(input));
    const { config, diagnostics } = found(input, inspection);
    if (diagnostics.some(({ severity }) => severity === "error")) return { ok: false, diagnostics };
    construct(config);
    return { ok: true, config, diagnostics };
  } catch {
    return notPlain("an unreadable object");
  }
}

/** What a file that exists amounts to. */
export interface FileInspection {
  /** The config, if all of it could be read. */
  readonly config: PeftConfig | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether PEFT's constructor takes it, whatever comes later. */
  readonly isConstructed: boolean;
}

/** {@link inspect} for the dict of a file, which PEFT may load although it cannot train with it. */
export function inspectFile(dict: Readonly<Record<string, unknown>>): FileInspection {
  const { config, diagnostics, findings, misread } = found(dict, {
    naming: "peft",
    strictness: "existing",
  });
  const isConstructed = findings.every(({ when }) => when !== "construction");
  const isWhole = isConstructed && misread.length === 0;
  if (isWhole) construct(config);
  return { config: isWhole ? config : null, diagnostics, isConstructed };
}

/** A config as it was read, before PEFT's constructor, and what was found. */
interface Found {
  readonly config: PeftConfig;
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
  /** The fields that could not be read: each is at its default, or shorter. */
  readonly misread: readonly (Path[number] | undefined)[];
}

function found(input: Readonly<Record<string, unknown>>, inspection: Inspection): Found {
  const { naming, strictness, circumstances = {}, peftType: wanted } = inspection;
  const peftType = wanted ?? peftTypeOf(input, naming);
  const table = fieldTables[peftType];
  const given = new Array<boolean>(tableIndex(table).fields.length).fill(false);
  const findings: Finding[] = [];
  const reading: Reading = { naming, strictness, findings, given };
  const values = readFields({ name: "the config", fields: table }, input, [], reading);
  if (wanted !== undefined && values.peftType !== wanted) {
    const builder = wanted === "LORA" ? "adaLoraConfig" : "loraConfig";
    report(
      reading,
      "peft-type-other",
      "strict",
      ["peftType"],
      `peftType is ${valueText(values.peftType)}, but this makes a config of type "${wanted}": PEFT's constructor overwrites it.`,
      `Leave it out, or use ${builder}.`,
    );
  }
  values.peftType = peftType;
  const config = values as unknown as PeftConfig;
  const misread = findings.filter(({ code }) => lossy.includes(code)).map(({ path }) => path[0]);
  findRules(config, reading, misread, circumstances);
  return { config, findings, diagnostics: diagnosticsOf(findings, table, inspection), misread };
}

function peftTypeOf(input: Readonly<Record<string, unknown>>, naming: Naming): ModelledPeftType {
  const key = naming === "typescript" ? "peftType" : "peft_type";
  try {
    return Object.hasOwn(input, key) && input[key] === "ADALORA" ? "ADALORA" : "LORA";
  } catch {
    return "LORA";
  }
}

/** What the rules say, but for fields that were misread: there is nothing to say of a default. */
function findRules(
  config: PeftConfig,
  reading: Reading,
  misread: Found["misread"],
  circumstances: Circumstances,
): void {
  for (const { rule, places } of rulesOf(config.peftType)) {
    if (places !== undefined && !isAnyGiven(places, reading.given)) continue;
    if (rule.needs?.some((name) => misread.includes(name))) continue;
    rule.find(
      config as never,
      (path, message, hint) => {
        if (misread.includes(path[0])) return;
        report(reading, rule.code, rule.when, path, message, hint);
      },
      circumstances,
    );
  }
}

/** The findings after which a value is not the one that was given. */
const lossy = ["wrong-type", "unreadable"];

/** A loop, as it runs for every rule of every config. */
function isAnyGiven(places: readonly number[], given: readonly boolean[]): boolean {
  for (const place of places) if (given[place]) return true;
  return false;
}

function notPlain(what: string): CheckResult {
  const finding: Diagnostic = {
    code: "not-an-object",
    severity: "error",
    path: [],
    peftPath: [],
    message: `A config is a plain object, but this is ${what}.`,
    hint: "Pass an object, such as { r: 16 }.",
  };
  return { ok: false, diagnostics: [finding] };
}
