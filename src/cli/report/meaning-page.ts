import { budgetPlot } from "../../adalora/plot.ts";
import type { AdaLoraSchedule } from "../../adalora/schedule.ts";
import type { PeftConfig } from "../../diagnostic/check.ts";
import type { Paint } from "../terminal/paint.ts";
import { columns, wrapped } from "../terminal/wrap.ts";
import { counted, visible } from "./finding-text.ts";
import type { Meaning } from "./meaning.ts";
import { meaningOf, numberLine, valueLine } from "./setting.ts";
import { shortened } from "./value-text.ts";

/** Where a page goes: how wide it is, and how it is coloured. */
export interface Medium {
  readonly width: number;
  readonly paint: Paint;
}

/** How many keys of rank_pattern and alpha_pattern are shown. */
const MOST_PATTERNS = 24;

/** Fields that the head of the page has said already. */
const SAID = new Set(
  "peft_type task_type peft_version base_model_name_or_path target_modules target_parameters exclude_modules layers_to_transform layers_pattern rank_pattern alpha_pattern r lora_alpha init_r target_r tinit tfinal deltaT total_step".split(
    " ",
  ),
);

/** What a config means, as the paragraphs of a page. */
export function meaningPage(
  config: PeftConfig,
  meaning: Meaning,
  medium: Medium,
): readonly string[] {
  return [
    paragraph(headText(meaning), medium),
    columns(mainRows(meaning), medium.width),
    ...patternSection(meaning, medium),
    ...otherSection(config, meaning, medium),
    ...scheduleSection(meaning, medium),
    releasesSection(meaning, medium),
    section("At their default", listed(meaning.atDefault, medium), medium),
  ];
}

/** A paragraph under its title. */
export function section(title: string, text: string, { paint }: Medium): string {
  return `${paint("strong", title)}\n${text}`;
}

/** Names, in lines. */
export function listed(names: readonly string[], { width }: Medium): string {
  return `  ${wrapped(names.join(", "), width, "  ")}`;
}

const paragraph = (text: string, { width, paint }: Medium): string =>
  paint("strong", wrapped(text, width));

function headText({ method, variants, baseModel, task, writtenBy }: Meaning): string {
  const kind = variants.length === 0 ? method : `${method} (${variants.join(", ")})`;
  const model = baseModel === null ? "" : ` for ${visible(baseModel)}`;
  const purpose = task === null ? "" : `, task ${task}`;
  const release = writtenBy === null ? "" : `, written by PEFT ${visible(writtenBy)}`;
  return `${kind}${model}${purpose}${release}`;
}

type Row = readonly [string, string];

function mainRows(meaning: Meaning): readonly Row[] {
  const { targets, layers, rank, alpha, schedule } = meaning;
  const target = schedule && `${schedule.timing.targetR} a module on average in the end`;
  return [
    ["targets", visible(targets)],
    ["layers", visible(layers)],
    ["rank", target === null ? `${rank}` : `${rank} at the start, ${target}`],
    ["alpha", numberLine(alpha)],
    ["scaling", scalingText(meaning)],
  ];
}

/** The scaling with how it comes about: "2 = 32 / 16". */
function scalingText({ rank, alpha, scaling, variants }: Meaning): string {
  const isRoot = variants.includes("rank-stabilised");
  const divisor = isRoot ? `√${rank}` : `${rank}`;
  return `${numberLine(scaling)} = ${numberLine(alpha)} / ${divisor}`;
}

function patternSection({ patterns }: Meaning, medium: Medium): readonly string[] {
  if (patterns.length === 0) return [];
  const more = patterns.length - MOST_PATTERNS;
  const rows = patterns.slice(0, MOST_PATTERNS).map(({ pattern, rank, alpha, scaling }): Row => {
    const facts = `rank ${rank}, alpha ${numberLine(alpha)}, scaling ${numberLine(scaling)}`;
    return [visible(pattern), facts];
  });
  const rest = more > 0 ? `\n  … and ${more} more` : "";
  return [section("By module", columns(rows, medium.width) + rest, medium)];
}

function otherSection(
  { peftType }: PeftConfig,
  { set }: Meaning,
  medium: Medium,
): readonly string[] {
  const rows = set
    .filter(({ name }) => !SAID.has(name))
    .map(
      ({ name, value }): Row => [
        name,
        `${visible(shortened(valueLine(value)))}\n${meaningOf(peftType, name)}`,
      ],
    );
  return rows.length === 0 ? [] : [section("Also set", columns(rows, medium.width), medium)];
}

function scheduleSection({ schedule }: Meaning, medium: Medium): readonly string[] {
  if (schedule === null) return [];
  const { modules } = schedule;
  const whose = modules === 1 ? "one module (--modules counts more)" : counted(modules, "module");
  const rows = schedule.phases.map(({ from, to, name, text }): Row => {
    return [from === to ? `step ${from}` : `steps ${from} to ${to}`, `${name}: ${text}`];
  });
  const plot = plotOf(schedule, medium).replaceAll(/^/gm, "  ");
  return [section(`Schedule, for ${whose}`, `${columns(rows, medium.width)}\n\n${plot}`, medium)];
}

function releasesSection({ compatibility }: Meaning, medium: Medium): string {
  const { from, to, edges, warnings } = compatibility;
  const reasons = edges.filter(({ field }) => field !== null);
  const rows = [
    ...reasons.map(({ release, reason }): Row => [`not before ${release}`, reason]),
    ...warnings.map(({ reason }): Row => ["depends", reason]),
  ];
  const range = from === to ? `${to} alone loads` : `${from} to ${to} load`;
  const text = `  ${range} it and train${from === to ? "s" : ""} what it says.`;
  return section("Releases of PEFT", [text, ...rowsText(rows, medium)].join("\n"), medium);
}

const rowsText = (rows: readonly Row[], { width }: Medium): readonly string[] =>
  rows.length === 0 ? [] : [columns(rows, width)];

function plotOf(schedule: AdaLoraSchedule, { width }: Medium): string {
  const margin = String(schedule.initialBudget).length + 4;
  return budgetPlot(schedule, { width: Math.min(64, width - margin) });
}
