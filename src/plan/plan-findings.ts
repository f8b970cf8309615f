import type { Outcome } from "../field/stage.ts";
import type { FindingData, Path } from "../finding/diagnostic.ts";
import type { Finding } from "../finding/finding.ts";
import type { CodeFacts } from "../finding/rule.ts";

/** Ends the planning where PEFT raises. Thrown and caught inside this room only. */
export class Refusal extends Error {}

/** What is found while a config is planned, in the order in which PEFT comes to it. */
export class Ledger {
  readonly findings: Finding[] = [];

  /** Notes a finding and goes on. */
  note<Data extends FindingData>(
    facts: CodeFacts<Data>,
    path: Path,
    data: Data,
    outcome?: Outcome,
  ): void {
    this.findings.push({ facts, path, data, outcome });
  }

  /** Notes a finding after which PEFT does nothing more. */
  refuse<Data extends FindingData>(
    facts: CodeFacts<Data>,
    path: Path,
    data: Data,
    outcome?: Outcome,
  ): never {
    this.note(facts, path, data, outcome);
    throw new Refusal(facts.code);
  }
}
