/** What one part of the conformance run found. */
export interface Section {
  readonly name: string;
  readonly cases: number;
  /** Cases by what came of them. */
  readonly tally: ReadonlyMap<string, number>;
  /** What is not as it should be, each as lines to print. */
  readonly differences: readonly string[];
}

/** Counts by label, and under each label by reason. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(label: string): void {
    this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
  }

  get sorted(): ReadonlyMap<string, number> {
    return new Map([...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** The answers to all questions, with a line of progress every ten seconds. */
export async function answered<Question, Answer>(
  name: string,
  questions: readonly Question[],
  ask: (question: Question) => Promise<Answer>,
): Promise<Answer[]> {
  const started = Date.now();
  let done = 0;
  const progress = setInterval(() => {
    const rate = Math.round((done * 1000) / (Date.now() - started));
    console.log(`  ${name}: ${done} of ${questions.length}, ${rate} a second`);
  }, 10_000);
  try {
    return await Promise.all(
      questions.map(async (question) => {
        const answer = await ask(question);
        done += 1;
        return answer;
      }),
    );
  } finally {
    clearInterval(progress);
  }
}
