import { isPlainObject, lookUp, type Told, tell } from "../config/shape.ts";
import type { Naming } from "../config/table.ts";
import type { PeftType } from "../field/base.ts";
import { type ConfigClass, configClasses, defaultPeftType, isPeftType } from "./class.ts";
import type { Diagnostic, Path } from "./diagnostic.ts";
import { audiences, type Strictness, toDiagnostic, toDiagnostics } from "./finding.ts";
import { notAnObject, peftTypeOther } from "./general.ts";
import { Ledger } from "./ledger.ts";
import { MOST_VALUES, type Reading, readFields, report } from "./read.ts";
import type { CheckContext, ConfigView, PeftConfig } from "./rule.ts";
import { reportUntrusted } from "./untrusted.ts";

export type { PeftConfig };

/** A checked config with its warnings, or the findings that keep it from being one. */
export type CheckResult<Config extends PeftConfig = PeftConfig> =
  | { readonly ok: true; readonly config: Config; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Checks a value from anywhere: a config, a builder's input, a parsed request body.
 * Reports everything PEFT would refuse, ignore or change, and never throws.
 *
 * `peftType: "ADALORA"` makes it an AdaLoRA config; without a `peftType` it is a LoRA config.
 * With `ok: true` the diagnostics are warnings only.
 *
 * @param input Anything; a config has the names of this library (`loraAlpha`).
 * @param context What the caller knows beyond the config: the adapter's name, the type of its model.
 * @returns The complete config and its warnings, or all findings, in the order of the fields.
 * @example
 * ```ts
 * const result = check({ r: 16, lora_alpha: 32 });
 * result.ok; // false
 * result.diagnostics[0]?.hint; // "Did you mean loraAlpha?"
 * ```
 */
export function check(input: unknown, context?: CheckContext): CheckResult {
  return inspectInput(input, undefined, context);
}

/** {@link check}, of a builder's input as this class, whatever class it names; or as the one it names. */
export function inspectInput(
  input: unknown,
  peftType?: PeftType,
  context?: CheckContext,
): CheckResult {
  return inspect(input, "typescript", { peftType, context });
}

/** What is known of an input beside its naming. */
export interface Inspection {
  /** The class it is made as, whatever class it names. */
  readonly peftType?: PeftType | undefined;
  readonly context?: CheckContext | undefined;
  /** Default: "written" for a config in TypeScript, "existing" for PEFT's dict. */
  readonly strictness?: Strictness | undefined;
}

/** {@link check} in either naming: of what is being written, or of the dict of a file that exists. */
export function inspect(input: unknown, naming: Naming, inspection: Inspection = {}): CheckResult {
  try {
    if (!isPlainObject(input)) return refuse(tell(input), naming);
    const { config, configClass, diagnostics } = search(input, naming, inspection);
    if (diagnostics.some(({ severity }) => severity === "error")) return { ok: false, diagnostics };
    configClass.construct(config as ConfigView);
    return { ok: true, config, diagnostics };
  } catch {
    return refuse({ is: "an unreadable object" }, naming);
  }
}

/** What a file that exists amounts to. */
export interface FileInspection {
  /** The config, if all of it could be read. */
  readonly config: PeftConfig | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether PEFT's constructor accepts it, whatever comes later. */
  readonly isConstructed: boolean;
}

/** {@link inspect} for the dict of a file, which PEFT may load although it cannot train with it. */
export function inspectFile(
  dict: Readonly<Record<string, unknown>>,
  context?: CheckContext,
): FileInspection {
  const { config, configClass, diagnostics, unreadFields } = search(dict, "peft", { context });
  const stages = diagnostics.map(({ stage }) => stage);
  const isConstructed = !stages.includes("construction");
  const isWhole = isConstructed && unreadFields.size === 0 && !stages.includes("untrusted");
  if (isWhole) configClass.construct(config as ConfigView);
  return { config: isWhole ? config : null, diagnostics, isConstructed };
}

/** A config as it was read, before PEFT's constructor, and what was found. */
interface Search {
  readonly config: PeftConfig;
  readonly configClass: ConfigClass;
  readonly diagnostics: readonly Diagnostic[];
  readonly unreadFields: Reading["unreadFields"];
}

function search(
  input: Readonly<Record<string, unknown>>,
  naming: Naming,
  { peftType: asked, context = {}, strictness = audiences[naming].strictness }: Inspection,
): Search {
  const peftType = asked ?? peftTypeOf(input, naming);
  const configClass: ConfigClass = configClasses[peftType];
  const { className, fields } = configClass;
  const ledger = new Ledger();
  const unreadFields = new Set<Path[number] | undefined>();
  const reading = {
    naming,
    strictness,
    ledger,
    unreadFields,
    written: new Set<string>(),
    valuesLeft: MOST_VALUES,
  };
  const values = readFields({ name: className, fields }, input, [], reading);
  if (asked !== undefined) reportOtherType(values.peftType, asked, reading);
  // What is none of the words counts as untrusted too: a mistake must not open the door.
  const isTrusted = (context.trust ?? undefined) === undefined;
  if (!isTrusted) reportUntrusted(input, values.peftType, reading);
  values.peftType = peftType;
  const config = values as unknown as PeftConfig;
  const { rules, untrustedRules } = configClass;
  askRules(rules, config, reading, context);
  if (!isTrusted) askRules(untrustedRules, config, reading, context);
  ledger.close();
  const diagnostics = toDiagnostics(ledger.listed, fields, {
    ...audiences[naming],
    strictness,
  });
  return { config, configClass, diagnostics, unreadFields };
}

function peftTypeOf(input: Readonly<Record<string, unknown>>, naming: Naming): PeftType {
  try {
    const value = lookUp(input, naming === "peft" ? "peft_type" : "peftType");
    return isPeftType(value) ? value : defaultPeftType;
  } catch {
    return defaultPeftType;
  }
}

/** Reports a config of another class than the builder's. */
function reportOtherType(value: unknown, made: PeftType, reading: Reading): void {
  if (value === made) return;
  const { builder } = isPeftType(value) ? configClasses[value] : { builder: "check" };
  report(reading, peftTypeOther, ["peftType"], { value: tell(value), made, builder });
}

/**
 * Asks the rules whose fields are not all at their default; but not about unread fields, which hold a
 * default instead of what was written.
 */
function askRules(
  rules: ConfigClass["rules"],
  config: PeftConfig,
  reading: Reading,
  context: CheckContext,
): void {
  const { unreadFields, written } = reading;
  const isWritten = (name: string) => written.has(name);
  for (const rule of rules) {
    if (rule.reads && !rule.reads.some(isWritten)) continue;
    if (rule.needs?.some((name) => unreadFields.has(name))) continue;
    rule.find(
      config as never,
      (path, data, outcome) => {
        if (unreadFields.has(path[0])) return;
        report(reading, rule, path, data, outcome && { ...rule, ...outcome });
      },
      context,
    );
  }
}

function refuse(value: Told, naming: Naming): CheckResult {
  const finding = { facts: notAnObject, path: [], data: { value } };
  return { ok: false, diagnostics: [toDiagnostic(finding, [], audiences[naming])] };
}
