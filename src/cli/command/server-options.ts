import { engineIds, engineOf, engineReleaseOf } from "../../engine/engine-list.ts";
import { type ServabilityOptions, servability } from "../../engine/servability.ts";
import type { AdapterDocument } from "../../file/document.ts";
import { suggestion } from "../../finding/suggestion.ts";
import { readServingFacts } from "../input/serving-facts.ts";
import type { ReportedFinding } from "../report/report.ts";
import { placeServing } from "../report/serving-place.ts";
import { type Arguments, type Option, UsageError } from "./command.ts";

/** What the command line tells about a server. */
export type Server = Pick<
  ServabilityOptions,
  "engine" | "release" | "maxLoraRank" | "tensorParallel"
>;

/** Options with what is known of the server. */
export const serverOptions: Readonly<Record<string, Option>> = {
  "max-lora-rank": {
    value: "N",
    summary: "The largest rank that the server is started for. Default: the engine's own.",
  },
  "tensor-parallel": { value: "N", summary: "How many GPUs share a layer. Default: 1." },
};

/** The option that names one engine. */
export const engineOption: Readonly<Record<string, Option>> = {
  engine: {
    value: "ENGINE",
    summary:
      "Also report what this engine does with the adapter: vllm, or vllm@0.28 for a release.",
  },
};

/** What the options tell about the server, but for its engine. */
export function readServer({ values }: Arguments): Pick<Server, "maxLoraRank" | "tensorParallel"> {
  return {
    maxLoraRank: readCount("--max-lora-rank", values.get("max-lora-rank")),
    tensorParallel: readCount("--tensor-parallel", values.get("tensor-parallel")),
  };
}

function readCount(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const count = /^\d+$/.test(given) ? Number(given) : 0;
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new UsageError(`${option} is a positive integer, not ${given}.`);
}

/** The server that `--engine` names; undefined without it. */
export function readEngine(args: Arguments): Server | undefined {
  const given = args.values.get("engine");
  if (given === undefined) return undefined;
  const [id = "", ...rest] = given.split("@");
  const release = rest.length === 0 ? undefined : rest.join("@");
  const engine = engineIds.find((each) => each === id);
  if (engine === undefined) {
    const meant = suggestion(id, engineIds);
    throw new UsageError(
      `There is no engine ${id}. ${meant === undefined ? `Write one of ${engineIds.join(", ")}.` : `Did you mean ${meant}?`}`,
    );
  }
  try {
    engineReleaseOf(engineOf(engine), release);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  return { ...readServer(args), engine, release };
}

/** What an engine does with the adapter of a file, at its places in the file. */
export function findServing(
  path: string,
  document: AdapterDocument,
  server: Server,
  cwd: string,
): readonly ReportedFinding[] {
  if (document.config === null) return [];
  const facts = readServingFacts(path, document, cwd);
  const { findings } = servability(document.config, { ...facts, ...server, language: "json" });
  return findings.map((finding) => placeServing(document, finding));
}
