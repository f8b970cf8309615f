import { shorten } from "../config/shape.ts";
import { peftTypes } from "../field/base.ts";
import { speakerOf } from "../finding/speaker.ts";
import { fillTemplate } from "../finding/template.ts";
import { isPeftMethod } from "../peft/methods.ts";
import type { JsonReading } from "./decoder.ts";
import { type JsonNode, memberOf, nodeAt } from "./node.ts";
import { type NonJsonKind, nonJsonKinds } from "./non-json.ts";

/** What a file called adapter_config.json is. */
export interface Dialect {
  /**
   * - `peft`: a config of the PEFT method in `method`.
   * - `peft-unknown-method`: its `peft_type`, in `method`, is in no release of PEFT up to 0.21.
   * - `peft-no-type`: PEFT's keys without `peft_type`, which PEFT does not load by itself.
   * - `mlx`, `adapterhub`, `model-config`, `hub-error`: another program's file.
   * - `unknown-object`, `not-object`: JSON of some other sort.
   * - `broken-json`: meant as JSON, but it could not be read to its end.
   * - the others: not JSON at all.
   */
  readonly kind: JsonDialect | NonJsonKind;
  /** The value of `peft_type`, if it is text. */
  readonly method: string | null;
  /** What it is, as words to follow "This is". */
  readonly says: string;
}

type JsonDialect = (typeof rows)[number]["kind"];

/**
 * What JSON can be; `says` is a template. The keys give a file without a `peft_type` away: all those of
 * one list. The first row that fits applies.
 */
const rows = [
  { kind: "peft", says: "a PEFT config for the method {method!}", keys: [] },
  {
    kind: "peft-unknown-method",
    says: "a PEFT config for the method {method}, which no release up to 0.21 knows",
    keys: [],
  },
  {
    kind: "mlx",
    says: "an MLX adapter config",
    hint: "Fuse the adapter with mlx_lm.fuse, or train one with PEFT.",
    keys: [["lora_parameters"], ["fine_tune_type"], ["lora_layers", "adapter_file"]],
  },
  {
    kind: "adapterhub",
    says: "an AdapterHub config",
    keys: [
      ["config", "model_class"],
      ["config", "model_name", "model_type"],
    ],
  },
  {
    kind: "peft-no-type",
    says: "a PEFT config without `peftType`",
    hint: `Write \`peftType: "${peftTypes[0]}"\`, or the method of the adapter.`,
    keys: [["peft_type"], ["target_modules"], ["r", "lora_alpha"], ["num_virtual_tokens"]],
  },
  {
    kind: "model-config",
    says: "a model's config, not an adapter's",
    keys: [["model_type"], ["architectures"], ["hidden_size", "num_hidden_layers"]],
  },
  {
    kind: "hub-error",
    says: "the error message of a failed download",
    keys: [["error"]],
  },
  { kind: "unknown-object", says: "JSON, but not an adapter config", keys: [[]] },
  { kind: "not-object", says: "JSON, but not an object", keys: [] },
  { kind: "broken-json", says: "broken JSON", keys: [] },
] as const;

/**
 * Tells what a file is, from what {@link readJson} made of its text.
 *
 * @example
 * ```ts
 * const reading = readJson('{"peft_type": "VERA", "r": 256}');
 * dialectOf(reading); // { kind: "peft", method: "VERA", says: "a PEFT config for the method VERA" }
 * ```
 */
export function dialectOf({ value: root, nonJson }: JsonReading): Dialect {
  const type = root && nodeAt(root, ["peft_type"])?.value;
  const method = typeof type === "string" ? type : null;
  const kind = method === null ? (nonJson?.kind ?? untypedKind(root)) : methodKind(method);
  const data = { method: method && shorten(method, 60) };
  return { kind, method, says: fillTemplate(describe(kind).says, data, speakerOf("json"), []) };
}

const methodKind = (method: string) => (isPeftMethod(method) ? "peft" : "peft-unknown-method");

function untypedKind(root: JsonNode | null): JsonDialect {
  if (root === null) return "broken-json";
  if (root.kind !== "object") return "not-object";
  const fits = (keys: readonly string[]) => keys.every((key) => memberOf(root, key));
  return rows.find(({ keys }) => keys.some(fits))?.kind ?? "unknown-object";
}

/** What a file is, as a template to follow "This is", and what to do about it. */
interface Description {
  readonly says: string;
  readonly hint?: string;
}

/** The description of what a file is; `method` is in the data. */
export const describe = (kind: Dialect["kind"]): Description =>
  [...rows, ...nonJsonKinds].find((row) => row.kind === kind) ?? { says: "" };
