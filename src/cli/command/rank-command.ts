import { explainRank, type RankExplanation, type RankTier } from "../../rank.ts";
import { formatJson } from "../report/json-output.ts";
import type { Io } from "../terminal/io.ts";
import { type Arguments, type Command, type ExitCode, exit, UsageError } from "./command.ts";

export const rankCommand: Command = {
  name: "rank",
  summary: "Recommends a starting rank for N training examples.",
  operands: { usage: "N", least: 1, most: 1 },
  options: {
    explain: { summary: "Give the reason, and where another rank begins." },
    json: { summary: "As JSON, with the reasons." },
  },
  notes: [],
  run: runRank,
};

async function runRank({ operands: [given = ""], switches }: Arguments, io: Io): Promise<ExitCode> {
  const explanation = explainRank(parseSize(given));
  if (switches.has("json")) await io.out.write(formatJson(explanation));
  else if (switches.has("explain")) await io.out.write(formatExplanation(explanation));
  else await io.out.write(`${explanation.rank}\n`);
  return exit.fine;
}

function parseSize(given: string): number {
  const size = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (Number.isSafeInteger(size)) return size;
  throw new UsageError(`N is the number of training examples, such as 3000, not ${given}.`);
}

function formatExplanation({ datasetSize, tier, neighbours, remark }: RankExplanation): string {
  const { lower, higher } = neighbours;
  return [
    `Rank ${tier.rank} for ${datasetSize} examples.`,
    tier.reason,
    ...(remark === undefined ? [] : [remark]),
    "",
    ...[lower, tier, higher].flatMap((row) => (row ? [formatTier(row, row === tier)] : [])),
    "",
  ].join("\n");
}

function formatTier({ from, below, rank: ofTier }: RankTier, isChosen: boolean): string {
  const range = below === undefined ? `${from} or more` : `${from} to ${below - 1}`;
  return `${isChosen ? ">" : " "} ${range.padEnd(16)} rank ${ofTier}`;
}
