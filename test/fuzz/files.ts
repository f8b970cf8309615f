/**
 * Throws generated and mutated files at the text layer and at the documents above it: nothing may
 * throw, take longer than 50 ms, change a prototype, come back otherwise than it was read, or
 * disagree with JSON.parse about what is JSON.
 *
 *     npm run fuzz -- [inputs = 100000] [seed]
 */

import { readJson } from "../../src/file/decoder.ts";
import { dialectOf } from "../../src/file/dialect.ts";
import { parseAdapterConfig } from "../../src/file/document.ts";
import { editText } from "../../src/file/edit.ts";
import { excerpt } from "../../src/file/excerpt.ts";
import { type JsonNode, type JsonValue, toValue } from "../../src/file/node.ts";
import { readSource } from "../../src/file/source.ts";
import { stringifyAdapterConfig } from "../../src/file/stringify.ts";
import { toAdapterConfigJson } from "../../src/file/text.ts";
import { check } from "../../src/finding/check.ts";
import { pythonJson } from "../../src/peft/json.ts";
import { toPython } from "../../src/peft/python.ts";

const LIMIT_MS = 50;

const seeds = [
  '{\n  "alpha_pattern": {},\n  "lora_alpha": 16.0,\n  "peft_type": "LORA",\n  "r": 8,\n  "target_modules": [\n    "q_proj",\n    "v\\u00e9"\n  ],\n  "task_type": null\n}',
  '{"r":1e400,"a":[NaN,-Infinity,123456789012345678901234567890,-0,0.1e-7],"\\ud83d":"\\ud83d\\ude00"}\r\n',
  '{ "__proto__": {"x": [ ]}, "constructor": {"prototype": null}, "r": 1, "r": 2 }',
  '// LoRA\n{\n\t"r": 8, /* rank */\n\t"bias": "none", # bias\n}\n',
  "{'r': 8, 'bias': None}",
  '{"peft_type":"LORA","target_modules":"(.*)*x!","rank_pattern":{"(a|b)*c":4,"^(?:.*\\\\.)+q":8},"modules_to_save":["*"],"layers_to_transform":[0],"layers_pattern":"(x+x+)+y","eva_config":{"rho":2.0},"init_lora_weights":"eva"}',
  '{"peft_type":"ADALORA","total_step":1000,"tinit":10,"tfinal":1e2,"deltaT":0,"beta1":NaN,"rank_pattern":{"a.lora_E":[true,false]},"merge_weights":1}',
  "version https://git-lfs.github.com/spec/v1\noid sha256:6c88\nsize 874\n",
  "# LoRA\nr: 8\ntarget_modules: [q_proj]\n",
  '\ufeff[[[{"a":[[]]}]]]',
];

const pieces = [
  ..."{}[],:\"'\\/#-+.01eENaIutf \t\r\n\0\u001b\u00a0\u2028\ufeff\ufffd",
  ...[
    "null",
    "true",
    "NaN",
    "Infinity",
    "-",
    "1e5",
    "\\u",
    "\\ud800",
    "\\n",
    "//",
    "/*",
    "*/",
    "\r\n",
    "😀",
    "模",
  ],
  ...[
    '"a":',
    '"__proto__":',
    '"r": 8,',
    "[".repeat(20),
    "]".repeat(20),
    '{"a":'.repeat(20),
    "}".repeat(20),
  ],
  ...["1".repeat(400), "\ud83d", "<<<<<<<", "peft_type", '"LORA"', "9007199254740993"],
];

const [inputs, seed] = [
  Number(process.argv[2] ?? 100_000),
  Number(process.argv[3] ?? Date.now() % 2 ** 31),
];
const random = mulberry32(seed);
const guarded = [Object, Array, String, Number, Boolean, Function, Map, Set].map(
  (type) => type.prototype,
);
const before = prototypes();
let slowest = 0;

console.log(`${inputs} inputs, seed ${seed}`);
for (let done = 0; done < inputs; done++) {
  const bytes = generated();
  try {
    const taken = timed(() => examine(bytes));
    slowest = Math.max(slowest, taken);
    if (taken > LIMIT_MS) throw new Error(`${taken} ms`);
    if (prototypes() !== before) throw new Error("a prototype changed");
  } catch (error) {
    console.error(`input ${done}, base64 ${Buffer.from(bytes).toString("base64")}`);
    throw error;
  }
}
console.log(`no exception, no prototype changed, slowest input ${slowest.toFixed(1)} ms`);

/** How long it takes; a pause that is not the input's own does not come twice. */
function timed(work: () => void): number {
  const once = () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  const first = once();
  return first > LIMIT_MS / 10 ? Math.min(first, once(), once()) : first;
}

function examine(bytes: Uint8Array): void {
  const source = readSource(bytes);
  const { text } = source;
  const reading = readJson(text);
  const findings = [...source.findings, ...reading.findings];
  dialectOf(reading);
  for (const { offset, length } of findings.slice(0, 5)) excerpt(text, offset, length);
  const refused = reading.findings.some(({ severity }) => severity === "error");
  insist(refused || reading.value !== null, "a null value without an error");
  examineDocument(bytes, text);
  const plain = parsed(text);
  insist(plain === undefined || !refused, "JSON.parse reads it, readJson does not");
  if (reading.value !== null) examineValue(text, reading.value, plain);
}

function examineDocument(bytes: Uint8Array, text: string): void {
  const document = parseAdapterConfig(bytes);
  insist(stringifyAdapterConfig(document) === text, "a document comes back otherwise");
  const { config } = document;
  if (config === null) return;
  toPython(config);
  const again = parseAdapterConfig(toAdapterConfigJson(document));
  insist(again.config !== null, "PEFT's form of a config has no config");
  const changed = { ...config, revision: "fuzz" };
  const edited = parseAdapterConfig(stringifyAdapterConfig({ ...document, config: changed }));
  insist(edited.config?.revision === "fuzz", "an edit of the config is lost");
  const result = check(config);
  insist(result.ok || result.diagnostics.length > 0, "an error without a diagnostic");
}

function examineValue(text: string, root: JsonNode, plain: unknown): void {
  const value = toValue(root);
  // As JSON, which has no -0: Python's int has none either.
  if (plain !== undefined) insist(JSON.stringify(value) === JSON.stringify(plain), "another value");
  if (root.kind !== "object") return;
  const before = value as Readonly<Record<string, JsonValue>>;
  insist(editText(text, before, before) === text, "an empty edit changes the text");
  insist(
    editText(text, { "no such key": 1 }, {}) === text,
    "the removal of what is not there changes the text",
  );
  const key = pick(Object.keys(before));
  const { [key]: _, ...rest } = before;
  const changes = [{ ...rest, added: 1 }, { ...before, [key]: { a: [1] } }, inner(before, key)];
  for (const after of changes) {
    const again = readJson(editText(text, before, after)).value;
    insist(
      again !== null && pythonJson(toValue(again)) === pythonJson(after),
      "an edit breaks the text, or makes another value",
    );
  }
}

/** A change inside the object that a key may have. */
function inner(before: Readonly<Record<string, JsonValue>>, key: string) {
  const part = before[key];
  const isRecord = typeof part === "object" && part !== null && !Array.isArray(part);
  return { ...before, [key]: { ...(isRecord ? part : {}), added: [] } };
}

function generated(): Uint8Array {
  const text = random() < 0.3 ? soup() : mutated(pick(seeds));
  const bytes = Buffer.from(text, random() < 0.02 ? "utf16le" : "utf8");
  if (random() < 0.05 && bytes.length > 0) {
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  }
  return bytes;
}

function soup(): string {
  return Array.from({ length: Math.floor(random() * 30) }, () => pick(pieces)).join("");
}

function mutated(seed: string): string {
  let text = seed;
  for (let turns = Math.floor(random() * 4); turns > 0; turns--) {
    const at = Math.floor(random() * (text.length + 1));
    const width = Math.floor(random() * 8);
    const part = pick([pick(pieces), "", text.slice(at, at + 4 * width), pick(seeds)]);
    text = text.slice(0, at) + part + text.slice(at + (random() < 0.5 ? width : 0));
  }
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function insist(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

function prototypes(): string {
  return guarded.map((prototype) => Reflect.ownKeys(prototype).length).join();
}

function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** A small seeded generator of numbers from 0 up to 1. */
function mulberry32(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
