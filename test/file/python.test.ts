import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readJson } from "../../src/file/decoder.ts";
import type { JsonNode } from "../../src/file/node.ts";
import { readSource } from "../../src/file/source.ts";

/** A text, and what Python made of it. */
interface Recorded {
  readonly text?: string;
  readonly base64?: string;
  readonly value?: unknown;
  readonly error?: string;
  readonly message?: string;
}

const fixture = new URL("../fixtures/python-json.json", import.meta.url);
const recorded: readonly Recorded[] = JSON.parse(readFileSync(fixture, "utf8")).cases;

function read({ text, base64 }: Recorded) {
  const bytes =
    base64 === undefined ? Buffer.from(text ?? "", "utf8") : Buffer.from(base64, "base64");
  const source = readSource(bytes);
  const reading = readJson(source.text);
  const errors = [...source.findings, ...reading.findings].filter(
    ({ severity }) => severity === "error",
  );
  return { text: source.text, value: reading.value, errors };
}

/** The value as record_json.py writes it down: Python's types told apart. */
function typed(text: string, node: JsonNode): unknown {
  switch (node.kind) {
    case "int": {
      const spelling = text.slice(node.start, node.end);
      return { int: spelling === "-0" ? "0" : spelling };
    }
    case "float": {
      const bits = new DataView(new ArrayBuffer(8));
      bits.setFloat64(0, node.value);
      return { float: bits.getBigUint64(0).toString(16).padStart(16, "0") };
    }
    case "string":
      return { str: node.value };
    case "array":
      return node.value.map((item) => typed(text, item));
    case "object": {
      const entries = new Map(node.value.map(({ key, node }) => [key, typed(text, node)]));
      return { dict: [...entries] };
    }
    default:
      return node.value;
  }
}

const shown = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

describe("reads what Python reads", () => {
  const accepted = recorded.filter(({ error }) => error === undefined);

  test.each(accepted.map((row) => [shown(row.text ?? ""), row] as const))("%s", (_, row) => {
    const { text, value, errors } = read(row);
    expect(errors).toEqual([]);
    expect(value && typed(text, value)).toEqual(row.value);
  });
});

describe("refuses what Python refuses, in its words", () => {
  const refused = recorded.filter(({ error }) => error === "JSONDecodeError");

  test.each(refused.map((row) => [shown(row.text ?? ""), row] as const))("%s", (_, row) => {
    const { errors } = read(row);
    expect(errors.every(({ raises }) => raises === row.error)).toBe(true);
    const reports = errors.filter(({ message }) => message.includes("Python reports"));
    expect(reports.map(({ message }) => message)).toEqual([
      expect.stringContaining(`; Python reports "${row.message}": `),
    ]);
  });

  const codes: Readonly<Record<string, readonly string[]>> = {
    UnicodeDecodeError: ["file-not-utf8", "file-utf16"],
    ValueError: ["json-long-integer"],
    RecursionError: ["json-too-deep"],
  };

  test.each(
    recorded.flatMap((row) =>
      codes[row.error ?? ""] ? [[row.error, row.message, row] as const] : [],
    ),
  )("%s: %s", (error, message, row) => {
    const [first] = read(row).errors;
    expect(codes[error ?? ""]).toContain(first?.code);
    expect(first?.raises).toBe(error);
    const place = /in positions? (\d+)/.exec(message ?? "")?.[0].replace("positions", "position");
    expect(first?.message).toContain(place ?? "");
  });
});

test("the record holds enough of both", () => {
  expect(recorded.length).toBeGreaterThan(600);
  expect(recorded.filter(({ error }) => error === undefined).length).toBeGreaterThan(150);
});
