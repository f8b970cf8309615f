import { anyConfig, everySetting } from "./arbitraries.ts";
import { callOf, type Input } from "./call.ts";
import { divergences } from "./divergences.ts";
import { errorText, type Judgement, judgementOf } from "./judge.ts";
import type { Oracle, Verdict } from "./oracle.ts";
import { codesOf, type Outcome, outcomeOf } from "./outcome.ts";
import { distinct } from "./sample.ts";
import { answered, type Section, Tally } from "./section.ts";
import { shrunk } from "./shrink.ts";

/** How many kinds of disagreement are shrunk and shown. */
const SHOWN = 40;

interface Judged {
  readonly input: Input;
  readonly judgement: Judgement;
}

/** Asks whether PEFT and we take the same configs: every listed value, then random ones. */
export async function compareVerdicts(oracle: Oracle, count: number, seed: number): Promise<Section> {
  const inputs = distinct(anyConfig, count, seed, everySetting());
  const judged = await answered("verdicts", inputs, (input) => judge(oracle, input));
  const tally = new Tally();
  for (const { judgement } of judged) tally.add(label(judgement));
  const disagreements = await shownDisagreements(oracle, judged);
  return {
    name: "verdicts",
    cases: inputs.length,
    tally: tally.sorted,
    differences: [...disagreements, ...(await staleDivergences(oracle))],
  };
}

async function judge(oracle: Oracle, input: Input): Promise<Judged> {
  const verdict = await oracle.verdict(callOf(input));
  return { input, judgement: judgementOf(input, verdict, outcomeOf(input)) };
}

const label = (judgement: Judgement): string =>
  "because" in judgement && judgement.kind !== "disagreement"
    ? `${judgement.kind}: ${judgement.because}`
    : judgement.kind;

/** One minimal example for each kind of disagreement, the most frequent first. */
async function shownDisagreements(oracle: Oracle, judged: readonly Judged[]): Promise<string[]> {
  const byReason = new Map<string, Input[]>();
  for (const { input, judgement } of judged) {
    if (judgement.kind !== "disagreement") continue;
    const same = byReason.get(judgement.because) ?? [];
    byReason.set(judgement.because, [...same, input]);
  }
  const kinds = [...byReason].toSorted(([, a], [, b]) => b.length - a.length);
  const shown = await Promise.all(
    kinds.slice(0, SHOWN).map(async ([reason, [first = {}, ...others]]) => {
      const small = await shrunk(first, async (candidate) => {
        const { judgement } = await judge(oracle, candidate);
        return judgement.kind === "disagreement" && judgement.because === reason;
      });
      return disagreementText(reason, others.length + 1, small, await oracle.verdict(callOf(small)), outcomeOf(small));
    }),
  );
  const rest = kinds.length - shown.length;
  return rest > 0 ? [...shown, `… and ${rest} kinds of disagreement more`] : shown;
}

function disagreementText(reason: string, count: number, input: Input, verdict: Verdict, outcome: Outcome): string {
  return [
    `${reason} (${count} ${count === 1 ? "case" : "cases"})`,
    `    input  ${JSON.stringify(input)}`,
    `    PEFT   ${verdict.stage === "ok" ? "accepts" : `${verdict.stage}: ${errorText(verdict)}`}`,
    `    we     ${outcome.ok ? "accept" : `refuse: ${codesOf(outcome.errors).join(", ")}`}; warnings: ${codesOf(outcome.warnings).join(", ") || "none"}`,
  ].join("\n");
}

/** Listed divergences whose example no longer diverges. */
async function staleDivergences(oracle: Oracle): Promise<string[]> {
  const checked = await Promise.all(
    divergences.map(async ({ id, example }) => {
      const { judgement } = await judge(oracle, example);
      return judgement.kind === "known divergence" && judgement.because === id ? [] : [id];
    }),
  );
  return checked.flat().map((id) => `The known divergence "${id}" no longer diverges: remove it from divergences.ts.`);
}
