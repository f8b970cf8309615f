import fc from "fast-check";
import { fromPeftDict } from "../../src/index.ts";
import { anyConfig, everySetting } from "./arbitraries.ts";
import { callOf, fileOf, type Input } from "./call.ts";
import { divergences } from "./divergences.ts";
import { errorText, type Judgement, judgementOf } from "./judge.ts";
import type { Oracle, Verdict } from "./oracle.ts";
import { codesOf, type Outcome, outcomeOf, outcomeOfResult } from "./outcome.ts";
import { distinct } from "./sample.ts";
import { answered, type Section, Tally } from "./section.ts";
import { shrunk } from "./shrink.ts";

/** How many kinds of disagreement are shrunk and shown. */
const SHOWN = 40;

/** A way to put an input before PEFT and before us. */
interface Court {
  readonly name: "verdicts" | "files";
  readonly ask: (input: Input) => Promise<Verdict>;
  readonly outcome: (input: Input) => Outcome;
  readonly show: (input: Input) => string;
}

/** Does `check` take what PEFT's constructor, `get_peft_model` and training take? */
export function compareVerdicts(oracle: Oracle, count: number, seed: number): Promise<Section> {
  const inputs = distinct(anyConfig, count, seed, everySetting());
  return compare(inputs, {
    name: "verdicts",
    ask: (input) => oracle.verdict(callOf(input)),
    outcome: outcomeOf,
    show: fc.stringify,
  });
}

/** Does `fromPeftDict` take the files that PEFT loads and uses? */
export function compareFiles(oracle: Oracle, count: number, seed: number): Promise<Section> {
  return compare(distinct(anyConfig, count, seed), {
    name: "files",
    ask: (input) => oracle.fileVerdict(fileOf(input)),
    outcome: (input) => outcomeOfResult(fromPeftDict(JSON.parse(fileOf(input)))),
    show: fileOf,
  });
}

async function compare(inputs: readonly Input[], court: Court): Promise<Section> {
  const judged = await answered(court.name, inputs, async (input) => ({
    input,
    judgement: await judge(court, input),
  }));
  const tally = new Tally();
  for (const { judgement } of judged) tally.add(label(judgement));
  const disagreements = await shownDisagreements(court, judged);
  const differences = [...disagreements, ...(await staleDivergences(court))];
  return { name: court.name, cases: inputs.length, tally: tally.sorted, differences };
}

async function judge(court: Court, input: Input): Promise<Judgement> {
  return judgementOf(input, await court.ask(input), court.outcome(input));
}

/** What a case is counted as; of several codes by the first. */
const label = (judgement: Judgement): string =>
  "because" in judgement && judgement.kind !== "disagreement"
    ? `${judgement.kind}: ${judgement.because.split(" + ")[0]}`
    : judgement.kind;

interface Judged {
  readonly input: Input;
  readonly judgement: Judgement;
}

/** One minimal example for each kind of disagreement, the most frequent first. */
async function shownDisagreements(court: Court, judged: readonly Judged[]): Promise<string[]> {
  const byReason = new Map<string, Input[]>();
  for (const { input, judgement } of judged) {
    if (judgement.kind !== "disagreement") continue;
    const same = byReason.get(judgement.because) ?? [];
    byReason.set(judgement.because, [...same, input]);
  }
  const kinds = [...byReason].toSorted(([, a], [, b]) => b.length - a.length);
  const shown = await Promise.all(
    kinds.slice(0, SHOWN).map(async ([reason, inputs]) => {
      const small = await smallest(court, inputs[0] ?? {}, reason);
      return disagreementText(court, reason, inputs.length, small, await court.ask(small));
    }),
  );
  const rest = kinds.length - shown.length;
  return rest > 0 ? [...shown, `… and ${rest} kinds of disagreement more`] : shown;
}

const smallest = (court: Court, input: Input, reason: string): Promise<Input> =>
  shrunk(input, async (candidate) => {
    const judgement = await judge(court, candidate);
    return judgement.kind === "disagreement" && judgement.because === reason;
  });

function disagreementText(
  { outcome, show }: Court,
  reason: string,
  count: number,
  input: Input,
  verdict: Verdict,
): string {
  const { ok, errors, warnings } = outcome(input);
  const peft = verdict.stage === "ok" ? "accepts" : `${verdict.stage}: ${errorText(verdict)}`;
  const own = ok ? "accept" : `refuse: ${codesOf(errors).join(", ")}`;
  return [
    `${reason} (${count} ${count === 1 ? "case" : "cases"})`,
    `    input  ${show(input)}`,
    `    PEFT   ${peft}`,
    `    we     ${own}; warnings: ${codesOf(warnings).join(", ") || "none"}`,
  ].join("\n");
}

/** Listed divergences whose example no longer diverges. */
async function staleDivergences(court: Court): Promise<string[]> {
  const judged = await Promise.all(divergences.map(({ example }) => judge(court, example)));
  return divergences
    .filter(({ id }, index) => {
      const judgement = judged[index];
      return judgement?.kind !== "known divergence" || judgement.because !== id;
    })
    .map(
      ({ id }) => `The known divergence "${id}" no longer diverges: remove it from divergences.ts.`,
    );
}
