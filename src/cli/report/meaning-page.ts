import { budgetPlot } from "../../adalora/plot.ts";
import type { AdaLoraSchedule } from "../../adalora/schedule.ts";
import { tableIndex } from "../../config/table.ts";
import type { PeftConfig } from "../../finding/check.ts";
import { configClasses } from "../../finding/class.ts";
import { describeMeaning } from "../../schema/meaning-text.ts";
import type { Paint } from "../terminal/paint.ts";
import { pluralize } from "../terminal/plural.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import { formatColumns, wrapText } from "../terminal/wrap.ts";
import type { Meaning } from "./meaning.ts";
import { formatNumber, formatValue, shortenValue } from "./value-text.ts";

/** Where a page goes: how wide it is, and how it is coloured. */
export interface Medium {
  readonly width: number;
  readonly paint: Paint;
}

/** How many keys of rank_pattern and alpha_pattern are shown. */
const MOST_PATTERNS = 24;

/** Fields that the head of the page already shows. */
const SAID = new Set(
  "peft_type task_type peft_version base_model_name_or_path target_modules target_parameters exclude_modules layers_to_transform layers_pattern rank_pattern alpha_pattern r lora_alpha init_r target_r tinit tfinal deltaT total_step".split(
    " ",
  ),
);

/** What a config means, as the paragraphs of a page. */
export function formatMeaning(
  config: PeftConfig,
  meaning: Meaning,
  medium: Medium,
): readonly string[] {
  return [
    formatParagraph(formatHead(meaning), medium),
    formatColumns(listMainRows(meaning), medium.width),
    ...formatPatterns(meaning, medium),
    ...formatOtherFields(config, meaning, medium),
    ...formatSchedule(meaning, medium),
    formatReleases(meaning, medium),
    formatSection("At their default", formatNames(meaning.atDefault, medium), medium),
  ];
}

/** A paragraph under its title. */
export function formatSection(title: string, text: string, { paint }: Medium): string {
  return `${paint("strong", title)}\n${text}`;
}

/** Names, in lines. */
export function formatNames(names: readonly string[], { width }: Medium): string {
  return `  ${wrapText(names.join(", "), width, "  ")}`;
}

const formatParagraph = (text: string, { width, paint }: Medium): string =>
  paint("strong", wrapText(text, width));

function formatHead({ method, variants, baseModel, task, writtenBy }: Meaning): string {
  const kind = variants.length === 0 ? method : `${method} (${variants.join(", ")})`;
  const model = baseModel === null ? "" : ` for ${replaceUnsafe(baseModel)}`;
  const purpose = task === null ? "" : `, task ${task}`;
  const release = writtenBy === null ? "" : `, written by PEFT ${replaceUnsafe(writtenBy)}`;
  return `${kind}${model}${purpose}${release}`;
}

type Row = readonly [string, string];

function listMainRows(meaning: Meaning): readonly Row[] {
  const { targets, layers, rank, alpha, schedule } = meaning;
  const target = schedule && `${schedule.timing.targetR} a module on average in the end`;
  return [
    ["targets", replaceUnsafe(targets)],
    ["layers", replaceUnsafe(layers)],
    ["rank", target === null ? `${rank}` : `${rank} at the start, ${target}`],
    ["alpha", formatNumber(alpha)],
    ["scaling", formatScaling(meaning)],
  ];
}

/** The scaling with how it comes about: "2 = 32 / 16". */
function formatScaling({ rank, alpha, scaling, variants }: Meaning): string {
  const isRoot = variants.includes("rank-stabilised");
  const divisor = isRoot ? `√${rank}` : `${rank}`;
  return `${formatNumber(scaling)} = ${formatNumber(alpha)} / ${divisor}`;
}

function formatPatterns({ patterns }: Meaning, medium: Medium): readonly string[] {
  if (patterns.length === 0) return [];
  const more = patterns.length - MOST_PATTERNS;
  const rows = patterns.slice(0, MOST_PATTERNS).map(({ pattern, rank, alpha, scaling }): Row => {
    const facts = `rank ${rank}, alpha ${formatNumber(alpha)}, scaling ${formatNumber(scaling)}`;
    return [replaceUnsafe(pattern), facts];
  });
  const rest = more > 0 ? `\n  … and ${more} more` : "";
  return [formatSection("By module", formatColumns(rows, medium.width) + rest, medium)];
}

function formatOtherFields(
  { peftType }: PeftConfig,
  { set }: Meaning,
  medium: Medium,
): readonly string[] {
  const rows = set
    .filter(({ name }) => !SAID.has(name))
    .map(
      ({ name, value }): Row => [
        name,
        `${replaceUnsafe(shortenValue(formatValue(value)))}\n${explainField(peftType, name)}`,
      ],
    );
  return rows.length === 0
    ? []
    : [formatSection("Also set", formatColumns(rows, medium.width), medium)];
}

function formatSchedule({ schedule }: Meaning, medium: Medium): readonly string[] {
  if (schedule === null) return [];
  const { modules } = schedule;
  const whose = modules === 1 ? "one module (--modules counts more)" : pluralize(modules, "module");
  const rows = schedule.phases.map(({ from, to, name, text }): Row => {
    return [from === to ? `step ${from}` : `steps ${from} to ${to}`, `${name}: ${text}`];
  });
  const plot = drawPlot(schedule, medium).replaceAll(/^/gm, "  ");
  return [
    formatSection(
      `Schedule, for ${whose}`,
      `${formatColumns(rows, medium.width)}\n\n${plot}`,
      medium,
    ),
  ];
}

function formatReleases({ compatibility }: Meaning, medium: Medium): string {
  const { from, to, edges, warnings } = compatibility;
  const reasons = edges.filter(({ field }) => field !== null);
  const rows = [
    ...reasons.map(({ release, reason }): Row => [`not before ${release}`, reason]),
    ...warnings.map(({ reason }): Row => ["depends", reason]),
  ];
  const range = from === to ? `${to} alone loads` : `${from} to ${to} load`;
  const text = `  ${range} it and train${from === to ? "s" : ""} what it asks for.`;
  return formatSection("Releases of PEFT", [text, ...formatRows(rows, medium)].join("\n"), medium);
}

const formatRows = (rows: readonly Row[], { width }: Medium): readonly string[] =>
  rows.length === 0 ? [] : [formatColumns(rows, width)];

function drawPlot(schedule: AdaLoraSchedule, { width }: Medium): string {
  const margin = String(schedule.initialBudget).length + 4;
  return budgetPlot(schedule, { width: Math.min(64, width - margin) });
}

/** What a field of a method means, by its name in the file. */
function explainField(peftType: PeftConfig["peftType"], name: string): string {
  const { className, fields } = configClasses[peftType];
  const field = tableIndex(fields).byName.peft.get(name);
  return field === undefined ? "" : describeMeaning(className, field.name, "peft");
}
