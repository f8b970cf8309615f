import { peftTypes, taskTypes } from "../../field/base.ts";
import type { Outcome, PythonException } from "../../field/stage.ts";
import type { CodeFacts } from "../../finding/rule.ts";
import { listText } from "../../finding/speaker.ts";
import { isPeftMethod } from "../../peft/methods.ts";
import { type Dialect, describe } from "../dialect.ts";
import { type JsonNode, memberOf } from "../node.ts";
import type { NonJsonKind } from "../non-json.ts";
import { type PythonStop, reportText } from "./syntax.ts";

/** Data of {@link fileNotJson}. */
interface NonJsonData extends PythonStop {
  readonly kind: NonJsonKind;
}

/**
 * A file is JSON.
 *
 * @breaks text "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 874\n"
 * @keeps text "{}"
 * @see Python Lib/json/decoder.py JSONDecoder
 */
export const fileNotJson: CodeFacts<NonJsonData> = {
  code: "file-not-json",
  stage: "construction",
  raises: "JSONDecodeError",
  by: "load",
  words: (data) => {
    const { says, hint = "" } = describe(data.kind);
    return [`This is ${says}, not JSON${reportText(data)}`, hint];
  },
};

/** Data of {@link fileNotPeft}. */
interface DialectData extends Readonly<Record<string, unknown>> {
  readonly kind: Dialect["kind"];
  /** The value of `peft_type`, if it is text. */
  readonly method: string | null;
}

/**
 * A file is a config for one of PEFT's methods.
 *
 * The exception is that of `PeftConfig.from_pretrained`, see {@link findRefusal}. For an object without
 * `peft_type`, `PeftModel.from_pretrained` raises KeyError.
 *
 * @breaks text '{"r": 8, "lora_alpha": 16}'
 * @keeps text '{"peft_type": "LORA", "r": 8, "lora_alpha": 16}'
 * @see peft/config.py PeftConfigMixin.from_peft_type
 */
export const fileNotPeft: CodeFacts<DialectData> = {
  code: "file-not-peft",
  stage: "construction",
  raises: "TypeError",
  by: "load",
  words: ({ kind, method }) => {
    const { says, hint = "Pass the adapter_config.json that PEFT wrote." } = describe(kind);
    const upper = method?.toUpperCase();
    return [`This is ${says}`, isPeftMethod(upper) ? `Write \`peftType: "${upper}"\`.` : hint];
  },
};

/** The keys with which PEFT makes a config of no method, and the one that it drops before. */
const bareKeys = ["task_type", "auto_mapping", "peft_version", "runtime_config"];

/** What PEFT raises for JSON that is not a config for one of its methods. */
export function findRefusal(root: JsonNode): Outcome {
  const refuse = (raises: PythonException) => ({ ...fileNotPeft, raises });
  if (root.kind !== "object") return fileNotPeft;
  const type = memberOf(root, "peft_type")?.node.value;
  // PEFT looks the value up in a dict, where lists and objects cannot be keys.
  if (type !== undefined) return Array.isArray(type) ? fileNotPeft : refuse("KeyError");
  if (root.value.some(({ key }) => !bareKeys.includes(key))) return fileNotPeft;
  const task = memberOf(root, "task_type")?.node.value ?? null;
  const isTask = task === null || (taskTypes as readonly unknown[]).includes(task);
  return isTask ? { stage: "injection", raises: "KeyError" } : refuse("ValueError");
}

/** Data of {@link fileOtherMethod}. */
interface MethodData extends Readonly<Record<string, unknown>> {
  readonly method: string;
  /** The release that dropped the method; null if PEFT still has it. */
  readonly until: string | null;
}

/**
 * A file is a config for a method that this library checks.
 *
 * @breaks text '{"peft_type": "VERA", "r": 256}'
 * @keeps text '{"peft_type": "LORA", "r": 8}'
 * @see peft/utils/peft_types.py PeftType
 */
export const fileOtherMethod: CodeFacts<MethodData> = {
  code: "file-other-method",
  stage: "silent",
  words: ({ until }) => [
    `This is ${describe("peft").says}${until === null ? "" : ", which PEFT {until!} removed"}; only ${listText(peftTypes)} are checked.`,
    until === null ? "Nothing to do." : "Load the adapter with a PEFT release before {until!}.",
  ],
};
