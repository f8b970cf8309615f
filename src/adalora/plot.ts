import { type AdaLoraSchedule, budgetAt, checkAtLeast } from "./schedule.ts";

/** The size of a plot in characters. */
export interface PlotSize {
  /** Columns of the drawing, without the axis: from 10. Default: 64. */
  readonly width?: number;
  /** Rows of the drawing, without the axis: from 2. Default: 8. */
  readonly height?: number;
}

/** Cells filled by 0 to 8 eighths from below. */
const EIGHTHS = " ▁▂▃▄▅▆▇█";

/**
 * Draws how many ranks pruning leaves over the steps, as text: upwards from 0 to the initial budget,
 * to the right from step 0 to the last. Under the axis stand the ends of the phases.
 *
 * @param schedule What `adaLoraSchedule` returned.
 * @param size Columns and rows of the drawing.
 * @returns Lines of block characters, without a newline at the end.
 * @throws {RangeError} if a size is not an integer or too small.
 *
 * @example
 * ```ts
 * console.log(budgetPlot(adaLoraSchedule(config, { modules: 160 }), { width: 40, height: 4 }));
 * ```
 */
export function budgetPlot(schedule: AdaLoraSchedule, size: PlotSize = {}): string {
  const width = checkAtLeast(10, "width", size.width ?? 64);
  const height = checkAtLeast(2, "height", size.height ?? 8);
  const { initialBudget, targetBudget } = schedule;
  const margin = String(initialBudget).length;
  const eighths = (budget: number) => Math.round((budget / initialBudget) * height * 8);
  const labels = new Map([
    [Math.ceil(eighths(targetBudget) / 8), targetBudget],
    [height, initialBudget],
  ]);
  const bars = stepsAcross(schedule, width).map((step) => eighths(budgetLeftAt(schedule, step)));
  const rows = Array.from({ length: height }, (_, line) => {
    const row = height - line;
    const cells = bars.map((bar) => EIGHTHS[Math.min(Math.max(bar - (row - 1) * 8, 0), 8)]);
    const edge = labels.has(row) ? "┤" : "│";
    return `${String(labels.get(row) ?? "").padStart(margin)} ${edge}${cells.join("")}`.trimEnd();
  });
  const { line, steps } = axis(schedule, width);
  return [...rows, `${"0".padStart(margin)} └${line}`, " ".repeat(margin + 2) + steps].join("\n");
}

/** The step that each column shows. */
function stepsAcross({ timing }: AdaLoraSchedule, width: number): number[] {
  const share = (timing.totalStep - 1) / (width - 1);
  return Array.from({ length: width }, (_, column) => Math.round(column * share));
}

/** The budget that the last pruning up to a step has left. */
function budgetLeftAt(schedule: AdaLoraSchedule, step: number): number {
  const { pruning, timing } = schedule;
  if (step < pruning.first) return schedule.initialBudget;
  return budgetAt(schedule, step < pruning.last ? step - (step % timing.deltaT) : pruning.last);
}

/** The axis with a tick at the ends of the phases, and their steps below, as many as there is room for. */
function axis({ timing, pruning }: AdaLoraSchedule, width: number) {
  const lastStep = timing.totalStep - 1;
  const line = Array.from({ length: width }, () => "─");
  const below = Array.from({ length: width }, () => " ");
  for (const step of [0, lastStep, pruning.last, timing.tinit]) {
    const { length } = String(step);
    const column = lastStep && Math.round((step / lastStep) * (width - 1));
    const free = (from: number) =>
      from >= 0 &&
      from + length <= width &&
      below.slice(Math.max(from - 1, 0), from + length + 1).every((letter) => letter === " ");
    const from = [column, column - length + 1].find(free);
    if (from === undefined) continue;
    line[column] = "┬";
    below.splice(from, length, ...String(step));
  }
  return { line: line.join(""), steps: below.join("").trimEnd() };
}
