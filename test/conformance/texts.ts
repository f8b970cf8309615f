import fc from "fast-check";
import { check } from "../../src/index.ts";
import { richConfig } from "./arbitraries.ts";
import { callOf, type Input } from "./call.ts";
import { errorText } from "./judge.ts";
import type { Agreement, Document, Oracle } from "./oracle.ts";
import { codesOf, type OwnTexts, outcomeOf, ownTexts } from "./outcome.ts";
import { distinct } from "./sample.ts";
import { answered, type Section, Tally } from "./section.ts";
import { shrunk } from "./shrink.ts";

const SHOWN = 20;

/** Configs that we accept, with many fields set: whatever we refuse is taken out. */
export const acceptedConfigs = (count: number, seed: number): Input[] =>
  distinct(richConfig.map(withoutErrors), count, seed);

function withoutErrors(input: Input): Input {
  const result = check(input);
  if (result.ok) return input;
  const faulty = result.diagnostics.find(({ severity }) => severity === "error")?.path[0];
  const names = Object.keys(input);
  // An error about a default is the doing of another field.
  const dropped = faulty !== undefined && faulty in input ? faulty : names.at(-1);
  return withoutErrors(
    Object.fromEntries(Object.entries(input).filter(([name]) => name !== dropped)),
  );
}

/** Asks whether our file is PEFT's byte for byte, and whether PEFT reads our file and our source as the same object. */
export async function compareTexts(oracle: Oracle, count: number, seed: number): Promise<Section> {
  const inputs = acceptedConfigs(count, seed);
  const found = await answered("texts", inputs, async (input) => ({
    input,
    why: await differenceOf(oracle, input),
  }));
  const tally = new Tally();
  for (const { input, why } of found) tally.add(why === undefined ? sameness(input) : "different");
  const wrong = new Map(
    found.flatMap(({ input, why }) => (why === undefined ? [] : [[why, input] as const])),
  );
  const differences = await Promise.all(
    [...wrong].slice(0, SHOWN).map(async ([why, input]) => {
      const small = await shrunk(
        input,
        async (candidate) => (await differenceOf(oracle, candidate)) === why,
      );
      return `${why}\n    input  ${fc.stringify(small)}`;
    }),
  );
  return { name: "texts", cases: inputs.length, tally: tally.sorted, differences };
}

async function differenceOf(oracle: Oracle, input: Input): Promise<string | undefined> {
  const own = ownTexts(input);
  if (own === undefined) return undefined;
  return documentDifference(input, own, await oracle.document(callOf(input), own.text, own.source));
}

/** What differs between PEFT's document and ours. */
export function documentDifference(
  input: Input,
  own: OwnTexts,
  peft: Document,
): string | undefined {
  if (peft.error) return `PEFT does not construct it: ${errorText({ error: peft.error })}`;
  if (peft.text === undefined) return "PEFT gave no answer";
  if (peft.text !== own.text) return `the file differs:\n${firstDifference(own.text, peft.text)}`;
  return (
    agreementDifference("our source", peft.python) ??
    (losesOnReading(input)
      ? undefined
      : agreementDifference("from_pretrained of our file", peft.load))
  );
}

/** Where PEFT does not read its own file back as the object that wrote it. */
function losesOnReading(input: Input): boolean {
  const isSwallowed = codesOf(outcomeOf(input).warnings).includes("init-config-swallowed");
  return isSwallowed || "runtimeConfig" in input;
}

const sameness = (input: Input): string =>
  losesOnReading(input) ? "same bytes; PEFT's own file loses a part" : "same bytes, same object";

function agreementDifference(what: string, agreement: Agreement | undefined): string | undefined {
  if (agreement === undefined) return `${what}: PEFT gave no answer`;
  if (agreement.error) return `${what} fails: ${errorText({ error: agreement.error })}`;
  if (!agreement.same) return `${what} saves another file`;
  return agreement.equal ? undefined : `${what} is not an equal object`;
}

/** The first line that differs, as we and PEFT write it. */
function firstDifference(ours: string, theirs: string): string {
  const [own, peft] = [ours.split("\n"), theirs.split("\n")];
  const line = own.findIndex((text, index) => text !== peft[index]);
  return `    we    ${own[line]}\n    PEFT  ${peft[line]}`;
}
