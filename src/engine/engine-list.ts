import { valueText } from "../config/shape.ts";
import { suggestion } from "../finding/suggestion.ts";
import { diffusers } from "./diffusers.ts";
import type { Engine } from "./engine.ts";
import { exllamav2 } from "./exllamav2.ts";
import { llamaCpp } from "./llama-cpp.ts";
import { lmdeploy } from "./lmdeploy.ts";
import { mlxLm } from "./mlx-lm.ts";
import { olive } from "./olive.ts";
import { ollama } from "./ollama.ts";
import { openvino } from "./openvino.ts";
import { peft } from "./peft.ts";
import { sglang } from "./sglang.ts";
import { tensorrtLlm } from "./tensorrt-llm.ts";
import { lorax, tgi } from "./tgi.ts";
import { transformers } from "./transformers.ts";
import { aphrodite, vllm } from "./vllm.ts";

/** The id of an engine. */
export type EngineId =
  | "vllm"
  | "aphrodite"
  | "sglang"
  | "tgi"
  | "lorax"
  | "llama.cpp"
  | "ollama"
  | "tensorrt-llm"
  | "lmdeploy"
  | "exllamav2"
  | "mlx-lm"
  | "transformers"
  | "peft"
  | "diffusers"
  | "olive"
  | "openvino";

/**
 * Every engine by its id: a table of what it does with each feature of an adapter, with the source of
 * each row. docs/engines.md has them to read.
 *
 * @example
 * ```ts
 * const row = engines.sglang.rules.find(({ subject }) => subject === "rslora");
 * row?.effect; // "alters"
 * row?.source.file; // "python/sglang/srt/lora/lora.py"
 * ```
 */
export const engines: Readonly<Record<EngineId, Engine>> = {
  vllm,
  aphrodite,
  sglang,
  tgi,
  lorax,
  "llama.cpp": llamaCpp,
  ollama,
  "tensorrt-llm": tensorrtLlm,
  lmdeploy,
  exllamav2,
  "mlx-lm": mlxLm,
  transformers,
  peft,
  diffusers,
  olive,
  openvino,
};

/** The ids of all engines. */
export const engineIds = Object.keys(engines) as readonly EngineId[];

/**
 * The engine of an id.
 *
 * @throws {RangeError} If there is none. The message has an id to write instead.
 */
export function engineOf(id: unknown): Engine {
  const found = engineIds.find((each) => each === id);
  if (found !== undefined) return engines[found];
  const meant = typeof id === "string" ? suggestion(id, engineIds) : undefined;
  const advice = meant === undefined ? `Write one of ${engineIds.join(", ")}.` : "";
  throw new RangeError(
    `engine is ${valueText(id)}, which this library does not know. ${advice || `Did you mean "${meant}"?`}`,
  );
}

/** The release that is meant where none is given. */
export const currentRelease = ({ releases, current }: Engine): string =>
  current ?? releases.at(-1) ?? "";

/**
 * The release of the table that a version means: that of its name, the newest of its line, or the line
 * that it belongs to.
 *
 * @throws {RangeError} If the table does not know it. The message has a release to write instead.
 */
export function engineReleaseOf(engine: Engine, version: unknown): string {
  if (version === undefined) return currentRelease(engine);
  const { name, releases } = engine;
  const text = typeof version === "string" ? version.replace(/^v(?=\d)/, "") : "";
  const found =
    releases.find((release) => release === text) ??
    releases.findLast((release) => text !== "" && release.startsWith(`${text}.`)) ??
    releases.findLast((release) => text.startsWith(`${release}.`));
  if (found !== undefined) return found;
  const [oldest] = releases;
  const span = releases.length === 1 ? oldest : `${oldest} to ${releases.at(-1)}`;
  throw new RangeError(
    `release is ${valueText(version)}, but of ${name} this library knows ${span}. Write "${currentRelease(engine)}".`,
  );
}
