import { isPlainObject } from "../config/shape.ts";
import { renamePath } from "../config/table.ts";
import { inspect } from "../finding/check.ts";
import { configClasses } from "../finding/class.ts";
import type { FindingData } from "../finding/diagnostic.ts";
import type { PeftConfig } from "../finding/rule.ts";
import type { Language } from "../finding/speaker.ts";
import { readBaseModel } from "./base-model.ts";
import type { Effect, Engine } from "./engine.ts";
import { type EngineId, engineIds, engineOf, engineReleaseOf } from "./engine-list.ts";
import type { Subject, SubjectId } from "./engine-subject.ts";
import { merging } from "./merging.ts";
import type { Question, ServingFacts } from "./question.ts";
import { type Row, type ServingFinding, wordServing } from "./serving-finding.ts";
import { subjects } from "./subjects.ts";
import { readTensors } from "./tensors.ts";

/** Which engine is asked, and what is known beside the config. */
export interface ServabilityOptions extends ServingFacts {
  readonly engine: EngineId;
  /** A release of the engine, such as `"0.28"`. Default: the newest that the table knows. */
  readonly release?: string | undefined;
}

/** What an engine makes of an adapter. */
export interface Servability {
  readonly engine: EngineId;
  /** The release that was asked, as the table names it. */
  readonly release: string;
  /**
   * - `refuses`: the engine does not load or does not run the adapter.
   * - `alters`: it runs, but serves something else than PEFT.
   * - `unknown`: nothing is known against it, but not everything is known.
   * - `serves`: it does what PEFT does.
   */
  readonly verdict: "serves" | "alters" | "refuses" | "unknown";
  /** What speaks against it, by verdict and then by feature. */
  readonly findings: readonly ServingFinding[];
}

/**
 * Whether an engine does with an adapter what PEFT does. It never throws because of the config or the
 * facts: what cannot be read is judged as absent.
 *
 * @param config A config as the builders and `check` return it.
 * @param options The engine, and what is known beside the config: the base model's config.json, the
 * server's flags, the header of the adapter's safetensors.
 * @returns The verdict, and a finding for each feature that the engine does not support.
 * @throws {RangeError} If the engine or the release is unknown. The message has one to write instead.
 * @example
 * ```ts
 * const config = loraConfig({ r: 16, loraAlpha: 32, useRslora: true, targetModules: ["q_proj", "v_proj"] });
 * servability(config, { engine: "vllm", release: "0.28" }).verdict; // "serves"
 * const { verdict, findings } = servability(config, { engine: "sglang" });
 * verdict; // "alters"
 * findings[0]?.hint; // "Write useRslora: false and loraAlpha: 128: the scaling stays 8."
 * ```
 * @see docs/engines.md
 */
export function servability(config: PeftConfig, options: ServabilityOptions): Servability {
  const { engine: id, release: version, ...facts } = copy(options);
  const engine = engineOf(id);
  return judge(readConfig(config), engine, engineReleaseOf(engine, version), facts);
}

/**
 * {@link servability} for every engine, at the newest release that its table knows.
 *
 * @param config A config as the builders and `check` return it.
 * @param facts What is known beside the config.
 * @example
 * ```ts
 * const table = servabilityTable(loraConfig({ useDora: true, targetModules: ["q_proj", "v_proj"] }));
 * [table.vllm.verdict, table.tgi.verdict, table.peft.verdict]; // ["refuses", "alters", "serves"]
 * ```
 */
export function servabilityTable(
  config: PeftConfig,
  facts: ServingFacts = {},
): Readonly<Record<EngineId, Servability>> {
  const known = copy(facts);
  const read = readConfig(config);
  const rows = engineIds.map((id) => {
    const engine = engineOf(id);
    return [id, judge(read, engine, engineReleaseOf(engine, undefined), known)] as const;
  });
  return Object.fromEntries(rows) as Record<EngineId, Servability>;
}

/** Foreign facts, without what throws when it is read. */
function copy<Facts extends ServingFacts>(facts: Facts): Partial<Facts> {
  try {
    return isPlainObject(facts) ? { ...facts } : {};
  } catch {
    return {};
  }
}

function judge(
  config: PeftConfig | null,
  engine: Engine,
  release: string,
  facts: Partial<ServingFacts>,
): Servability {
  const language = languageOf(facts.language);
  const known = { engine: engine.id as EngineId, release };
  if (config === null) {
    return { ...known, verdict: "unknown", findings: [refuseConfig(engine, language)] };
  }
  // A merged model has no adapter: what counts is how PEFT merges it.
  const asked = facts.merged === true ? merging : engine;
  const question = toQuestion(config, asked, release, facts);
  const found = [...subjects, ...(asked.subjects ?? [])]
    .flatMap((subject) => ask(subject, question, language))
    .toSorted((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect));
  const foreign = found.find(({ subject, effect }) => subject === "format" && effect === "refuses");
  // Where no adapter of PEFT is read, its features do not matter.
  const findings = foreign === undefined ? found : [foreign];
  return { ...known, verdict: findings[0]?.effect ?? "serves", findings };
}

/** The config that PEFT accepts, even if it is one that nobody should write. */
function readConfig(input: unknown): PeftConfig | null {
  for (const strictness of ["written", "existing"] as const) {
    const inspection = inspect(input, "typescript", { strictness });
    const isRead = inspection.diagnostics.every(({ code }) => code !== "unreadable");
    if (inspection.ok && isRead) return inspection.config;
  }
  return null;
}

/** What is refused is not served at all, so that nothing is altered. */
const order: readonly Effect[] = ["refuses", "alters", "unknown"];

const languages: readonly unknown[] = ["typescript", "json", "python"];

const languageOf = (given: unknown): Language =>
  languages.includes(given) ? (given as Language) : "typescript";

function toQuestion(
  config: PeftConfig,
  engine: Engine,
  release: string,
  facts: Partial<ServingFacts>,
): Question {
  const { base, tensors, tensorParallel, maxLoraRank, fileKeys, weightsFile } = facts;
  return {
    config,
    engine,
    release,
    base: readBaseModel(base),
    tensors: readTensors(tensors),
    tensorParallel: countOf(tensorParallel) ?? 1,
    maxLoraRank: countOf(maxLoraRank),
    fileKeys: Array.isArray(fileKeys) ? fileKeys.filter((key) => typeof key === "string") : null,
    weightsFile: typeof weightsFile === "string" ? weightsFile : "adapter_model.safetensors",
  };
}

const countOf = (given: unknown): number | null =>
  Number.isSafeInteger(given) && Number(given) > 0 ? Number(given) : null;

/** The finding about a feature, if the adapter has it and the engine does not support it. */
function ask(subject: Subject, question: Question, language: Language): readonly ServingFinding[] {
  const found = findSubject(subject, question);
  if (found === undefined) return [];
  const row = chooseRow(subject, question);
  if (row === undefined || row.effect === "supports") return [];
  return [toServingFinding(subject, row, found, question, language)];
}

/** Whether the config has a feature, or the names of the tensors show it. */
function findSubject(subject: Subject, question: Question): FindingData | undefined {
  const found = subject.find(question);
  const tensor = question.tensors?.features.get(subject.id as SubjectId);
  if (found !== undefined || tensor === undefined) return found;
  return { tensor };
}

/** The first row that holds; without one it is not known what the engine does. */
function chooseRow(subject: Subject, question: Question): Row | undefined {
  const { rules, releases } = question.engine;
  const place = (release: string | undefined, otherwise: number): number =>
    release === undefined || !releases.includes(release) ? otherwise : releases.indexOf(release);
  const current = place(question.release, 0);
  const row = rules.find(
    ({ subject: id, since, until, where, needs = [] }) =>
      id === subject.id &&
      place(since, since === undefined ? 0 : Number.POSITIVE_INFINITY) <= current &&
      current < place(until, Number.POSITIVE_INFINITY) &&
      needs.every((fact) => question[fact] !== null) &&
      where?.(question) !== false,
  );
  return row ?? (subject.isLocal ? undefined : { effect: "unknown" });
}

function toServingFinding(
  subject: Subject,
  row: Row,
  found: FindingData,
  { engine, release, config }: Question,
  language: Language,
): ServingFinding {
  const path = found.tensor === undefined ? [String(found.field ?? subject.field)] : [];
  const data = { ...found, engine: nameOf(engine, release), id: engine.id };
  const effect = row.effect as ServingFinding["effect"];
  const [message, hint] = wordServing(subject, row, { path, data }, language);
  return {
    code: `engine-${effect}`,
    severity: effect === "unknown" ? "warning" : "error",
    effect,
    when: effect === "refuses" ? (row.when ?? "load") : null,
    subject: subject.id,
    path,
    peftPath: renamePath(path, configClasses[config.peftType].fields, "typescript"),
    data,
    message,
    hint,
    source: row.source ?? null,
  };
}

/** An engine in a sentence: with its release, if that is a number. */
function nameOf({ name, releases }: Engine, release: string): string {
  if (/^\d+\.\d/.test(release) && releases.includes(release)) return `${name} ${release}`;
  return release === "next" ? `${name} after ${releases.at(-2)}` : name;
}

/** What is said of a config that has errors of its own. */
const invalid: Subject = {
  id: "config",
  field: "peftType",
  label: "a config with errors",
  find: () => ({}),
  remedy: "Correct the errors that check finds in it first.",
};

function refuseConfig(engine: Engine, language: Language): ServingFinding {
  const data = { engine: engine.name, id: engine.id };
  const path: ServingFinding["path"] = [];
  const row: Row = { effect: "unknown" };
  const [message, hint] = wordServing(invalid, row, { path, data }, language);
  return {
    code: "engine-config-invalid",
    severity: "warning",
    effect: "unknown",
    when: null,
    subject: invalid.id,
    path,
    peftPath: [],
    data,
    message,
    hint,
    source: null,
  };
}
