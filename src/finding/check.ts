import { isPlainObject, type Told, tell } from "../config/shape.ts";
import { type Naming, tableIndex } from "../config/table.ts";
import type { PeftType } from "../field/base.ts";
import { type ConfigClass, configClasses, defaultPeftType, isPeftType } from "./class.ts";
import type { Diagnostic, FindingData, Path } from "./diagnostic.ts";
import {
  type Finding,
  languageOf,
  type Strictness,
  toDiagnostic,
  toDiagnostics,
} from "./finding.ts";
import { notAnObject, peftTypeOther } from "./general.ts";
import { Ledger } from "./ledger.ts";
import { MOST_VALUES, type Reading, readFields, report } from "./read.ts";
import type { CheckContext, ConfigView, PeftConfig, Rule } from "./rule.ts";
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
  return inspect(input, { naming: "typescript", strictness: "written", context, peftType });
}

/** How {@link inspect} reads its input. */
export interface Inspection {
  readonly naming: Naming;
  readonly strictness: Strictness;
  readonly context?: CheckContext | undefined;
  /** The class to read as, whatever the input names; naming another is a finding. */
  readonly peftType?: PeftType | undefined;
}

/** {@link check} for either naming and strictness. */
export function inspect(input: unknown, inspection: Inspection): CheckResult {
  try {
    if (!isPlainObject(input)) return refuse(tell(input), inspection);
    const { config, configClass, diagnostics } = search(input, inspection);
    if (diagnostics.some(({ severity }) => severity === "error")) return { ok: false, diagnostics };
    configClass.construct(config as ConfigView);
    return { ok: true, config, diagnostics };
  } catch {
    return refuse({ is: "an unreadable object" }, inspection);
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
  const { config, configClass, diagnostics, findings, unreadFields } = search(dict, {
    naming: "peft",
    strictness: "existing",
    context,
  });
  const stages = findings.map(({ facts, outcome = facts }) => outcome.stage);
  const isConstructed = !stages.includes("construction");
  const isWhole = isConstructed && unreadFields.size === 0 && !stages.includes("untrusted");
  if (isWhole) configClass.construct(config as ConfigView);
  return { config: isWhole ? config : null, diagnostics, isConstructed };
}

/** A config as it was read, before PEFT's constructor, and what was found. */
interface Search {
  readonly config: PeftConfig;
  readonly configClass: ConfigClass;
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
  readonly unreadFields: Reading["unreadFields"];
}

function search(input: Readonly<Record<string, unknown>>, inspection: Inspection): Search {
  const { naming, strictness, context = {}, peftType = peftTypeOf(input, naming) } = inspection;
  const configClass: ConfigClass = configClasses[peftType];
  const { fields } = configClass;
  const given = new Array<boolean>(tableIndex(fields).fields.length).fill(false);
  const ledger = new Ledger();
  const unreadFields = new Set<Path[number] | undefined>();
  const reading: Reading = {
    naming,
    strictness,
    ledger,
    unreadFields,
    given,
    valuesLeft: MOST_VALUES,
  };
  const values = readFields({ name: configClass.className, fields }, input, [], reading);
  if (inspection.peftType !== undefined) reportOtherType(values.peftType, configClass, reading);
  // What is none of the words counts as untrusted too: a mistake must not open the door.
  const isTrusted = (context.trust ?? undefined) === undefined;
  if (!isTrusted) reportUntrusted(input, values.peftType, reading);
  values.peftType = peftType;
  const config = values as unknown as PeftConfig;
  const { rules, untrustedRules } = gateRules(configClass);
  askRules(isTrusted ? rules : [...rules, ...untrustedRules], config, reading, context);
  ledger.close();
  const findings = ledger.listed;
  const audience = { language: languageOf(naming), strictness };
  const diagnostics = toDiagnostics(findings, fields, audience);
  return { config, configClass, findings, diagnostics, unreadFields };
}

function peftTypeOf(input: Readonly<Record<string, unknown>>, naming: Naming): PeftType {
  const key = naming === "typescript" ? "peftType" : "peft_type";
  try {
    const value = Object.hasOwn(input, key) ? input[key] : undefined;
    return isPeftType(value) ? value : defaultPeftType;
  } catch {
    return defaultPeftType;
  }
}

/** Reports a config of another class than the builder's. */
function reportOtherType(value: unknown, { peftType }: ConfigClass, reading: Reading): void {
  if (value === peftType) return;
  const { builder } = isPeftType(value) ? configClasses[value] : { builder: "check" };
  report(reading, peftTypeOther, ["peftType"], { value: tell(value), made: peftType, builder });
}

/** Asks the rules, but not about unread fields: they hold a default, not what was written. */
function askRules(
  rules: readonly GatedRule[],
  config: PeftConfig,
  reading: Reading,
  context: CheckContext,
): void {
  const { given, unreadFields } = reading;
  for (const { rule, positions } of rules) {
    if (positions !== undefined && !isAnyGiven(positions, given)) continue;
    if (rule.needs?.some((name) => unreadFields.has(name))) continue;
    rule.find(
      config as never,
      (path, data, outcome) => {
        if (!unreadFields.has(path[0])) report(reading, rule, path, data, outcome);
      },
      context,
    );
  }
}

/** A rule, and the positions in its class of the fields that it reads. */
interface GatedRule {
  readonly rule: Rule<FindingData, never>;
  readonly positions: readonly number[] | undefined;
}

type GatedRules = Readonly<Record<"rules" | "untrustedRules", readonly GatedRule[]>>;

const gated = new WeakMap<ConfigClass, GatedRules>();

function gateRules(configClass: ConfigClass): GatedRules {
  const known = gated.get(configClass);
  if (known !== undefined) return known;
  const { typescript } = tableIndex(configClass.fields).byName;
  const gate = (rules: ConfigClass["rules"]) =>
    rules.map((rule) => ({
      rule,
      positions: rule.reads?.flatMap((name) => typescript.get(name)?.order ?? []),
    }));
  const both = {
    rules: gate(configClass.rules),
    untrustedRules: gate(configClass.untrustedRules),
  };
  gated.set(configClass, both);
  return both;
}

/** A loop, as it runs for every rule of every config. */
function isAnyGiven(positions: readonly number[], given: readonly boolean[]): boolean {
  for (const position of positions) if (given[position]) return true;
  return false;
}

function refuse(value: Told, { naming, strictness }: Inspection): CheckResult {
  const finding: Finding = { facts: notAnObject, path: [], data: { value } };
  const audience = { language: languageOf(naming), strictness };
  return { ok: false, diagnostics: [toDiagnostic(finding, [], audience)] };
}
