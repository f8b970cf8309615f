import { valueText } from "../config/shape.ts";
import { isPeftMethod } from "../peft/method.ts";
import type { ForeignKind } from "./foreign.ts";
import type { JsonReading } from "./json.ts";
import { type JsonNode, memberOf, nodeAt } from "./node.ts";

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
  readonly kind: JsonDialect | "broken-json" | ForeignKind;
  /** The value of `peft_type`, if it is text. */
  readonly method: string | null;
  /** What it is, as words to follow "This is". */
  readonly says: string;
}

type JsonDialect =
  | "peft"
  | "peft-unknown-method"
  | (typeof marks)[number]["kind"]
  | "unknown-object"
  | "not-object";

/** Which keys give a file away: all those of one list. The first row that fits is the answer. */
const marks = [
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
    says: "a PEFT config without peft_type",
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
] as const;

/**
 * Says what a file is, by what {@link readJson} made of its text.
 *
 * @example
 * ```ts
 * const reading = readJson('{"peft_type": "VERA", "r": 256}');
 * dialectOf(reading); // { kind: "peft", method: "VERA", says: "a PEFT config of the method VERA" }
 * ```
 */
export function dialectOf({ value: root, foreign }: JsonReading): Dialect {
  const method = root && nodeAt(root, ["peft_type"])?.value;
  if (typeof method === "string") {
    const isKnown = isPeftMethod(method);
    const name = isKnown ? method : `${valueText(method)}, which no release up to 0.21 has`;
    const says = `a PEFT config of the method ${name}`;
    return { kind: isKnown ? "peft" : "peft-unknown-method", method, says };
  }
  const { kind, says } = foreign ?? untyped(root);
  return { kind, method: null, says };
}

function untyped(root: JsonNode | null): Pick<Dialect, "kind" | "says"> {
  if (root === null) return { kind: "broken-json", says: "broken JSON" };
  if (root.kind !== "object") return { kind: "not-object", says: "JSON, but not an object" };
  const row = marks.find(({ keys }) => keys.some((all) => all.every((key) => memberOf(root, key))));
  return row ?? { kind: "unknown-object", says: "JSON of an unknown sort" };
}
