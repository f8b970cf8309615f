/** A measured task: nanoseconds for one call, and that as a multiple of the first task's. */
export interface Measured {
  readonly name: string;
  readonly nanoseconds: number;
  readonly ratio: number;
}

const ROUNDS = 40;
const CALLS = 2000;

/**
 * Measures tasks in turns, round by round, and takes each task's fastest round: what the code
 * needs when nothing else has the machine.
 */
export function measured(tasks: Readonly<Record<string, () => unknown>>): readonly Measured[] {
  const entries = Object.entries(tasks);
  const best = entries.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++) {
    entries.forEach(([, task], index) => {
      const started = process.hrtime.bigint();
      for (let call = 0; call < CALLS; call++) task();
      const spent = Number(process.hrtime.bigint() - started) / CALLS;
      best[index] = Math.min(best[index] ?? spent, spent);
    });
  }
  const base = best[0] ?? 1;
  return entries.map(([name], index) => {
    const nanoseconds = best[index] ?? 0;
    return { name, nanoseconds, ratio: nanoseconds / base };
  });
}

/** The measurements as an aligned table. */
export function tableText(rows: readonly Measured[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map(
      ({ name, nanoseconds, ratio }) =>
        `${name.padEnd(width)}  ${(nanoseconds / 1000).toFixed(2).padStart(8)} µs  ${ratio.toFixed(2).padStart(6)} ×`,
    )
    .join("\n");
}
