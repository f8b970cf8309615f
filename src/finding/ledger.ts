import { isWorse, type Outcome } from "../field/stage.ts";
import type { FindingData, Path } from "./diagnostic.ts";
import type { Finding } from "./finding.ts";
import { moreFindings } from "./general.ts";
import type { CodeFacts } from "./rule.ts";

/** How many findings of one code are listed; the others are counted. A file can have a million. */
const MOST_LISTED = 100;

/** The findings with one code. */
interface Entry {
  count: number;
  /** The worst outcome of those that are not listed. */
  outcome?: Outcome;
}

/** What was found in one config, and how much more. */
export class Ledger {
  readonly listed: Finding[] = [];
  readonly #entries = new Map<string, Entry>();

  /** Lists a finding, or counts it where many with its code are listed. */
  add<Data extends FindingData>(
    facts: CodeFacts<Data>,
    path: Path,
    data: Data,
    outcome?: Outcome,
  ): void {
    const entry = this.#entries.get(facts.code) ?? { count: 0 };
    this.#entries.set(facts.code, entry);
    entry.count += 1;
    if (entry.count <= MOST_LISTED) this.listed.push({ facts, path, data, outcome });
    else if (isWorse(outcome ?? facts, entry.outcome)) entry.outcome = outcome ?? facts;
  }

  /** Whether findings with the code are only counted by now. */
  isFull({ code }: Pick<CodeFacts, "code">): boolean {
    return (this.#entries.get(code)?.count ?? 0) >= MOST_LISTED;
  }

  /** Lists how many findings of each code are not listed. */
  close(): void {
    for (const [code, { count, outcome }] of [...this.#entries]) {
      if (outcome === undefined) continue;
      const data = { code, unlisted: count - MOST_LISTED };
      this.add(moreFindings, [], data, { stage: outcome.stage });
    }
  }
}
