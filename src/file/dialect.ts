import { shorten } from "../config/shape.ts";
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

type JsonDialect = "peft" | "peft-unknown-method" | (typeof rows)[number]["kind"];

/**
 * What JSON without a `peft_type` can be. The keys give a file away: all those of one list. The first
 * row that fits applies.
 */
const rows = [
  {
    kind: "mlx",
    says: "an MLX adapter config",
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
  const told = method === null ? null : shorten(method, 60);
  const says = fillTemplate(dialectText(kind), { method: told }, speakerOf("json"), []);
  return { kind, method, says };
}

const methodKind = (method: string) => (isPeftMethod(method) ? "peft" : "peft-unknown-method");

function untypedKind(root: JsonNode | null): JsonDialect {
  if (root === null) return "broken-json";
  if (root.kind !== "object") return "not-object";
  const fits = (keys: readonly string[]) => keys.every((key) => memberOf(root, key));
  return rows.find(({ keys }) => keys.some(fits))?.kind ?? "unknown-object";
}

/** What a file is, as a template to follow "This is"; `method` is in the data. */
export function dialectText(kind: Dialect["kind"]): string {
  switch (kind) {
    case "peft":
      return "a PEFT config for the method {method!}";
    case "peft-unknown-method":
      return "a PEFT config for the method {method}, which no release up to 0.21 knows";
    default:
      return [...rows, ...nonJsonKinds].find((row) => row.kind === kind)?.says ?? "";
  }
}
