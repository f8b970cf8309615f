/** Reads what the comments in src/field and src/diagnostic say about fields and codes. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../src/", import.meta.url));

/** What the comment above a rule or limit says. */
export interface CodeComment {
  /** What must hold; empty for a limit, whose bound says it. */
  readonly summary: string;
  /** The place in PEFT that does what the message says. */
  readonly source: string;
  /** Why we refuse what PEFT lets pass in some cases. */
  readonly stricter?: string;
}

/** The comment of each code. */
export function codeComments(): ReadonlyMap<string, CodeComment> {
  const tables = ["diagnostic/general.ts", "layer/refusal.ts"].map((path) =>
    readFileSync(root + path, "utf8"),
  );
  const rules = [...sources("diagnostic/rule"), ...tables].flatMap((file) =>
    commentsBefore(file, /\bcode: "([\w-]+)"/),
  );
  // A limit says its code behind its bound.
  const limits = sources("field").flatMap((file) =>
    commentsBefore(file, /(?:code:|,|= \[)\s*"([a-z]+(?:-[a-z]+)+)"/),
  );
  return new Map([...limits, ...rules].map(parsed));
}

function parsed([code, text]: readonly [string, string]): readonly [string, CodeComment] {
  const [summary = "", rest = ""] = text.split("@see ");
  const [source = "", stricter] = rest.split("@remarks ");
  if (source === "") throw new Error(`The comment of ${code} names no source (@see).`);
  return [
    code,
    {
      summary: summary.trim(),
      source: source.trim(),
      ...(stricter !== undefined && { stricter: stricter.trim() }),
    },
  ];
}

/** What the fields of a file of src/field mean, by TypeScript name. */
export function fieldComments(file: string): ReadonlyMap<string, string> {
  const source = readFileSync(`${root}field/${file}.ts`, "utf8");
  return new Map(commentsBefore(source, /^\s*(\w+): (?:\{|field|flag|optional)/));
}

/** What the table of a file of src/field is. */
export function tableComment(file: string): string {
  const source = readFileSync(`${root}field/${file}.ts`, "utf8");
  return commentsBefore(source, /^\s*export const (\w+) = \{/).map(([, text]) => text)[0] ?? "";
}

function sources(folder: string): readonly string[] {
  return readdirSync(root + folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(`${root}${folder}/${name}`, "utf8"));
}

/** Each documentation comment whose code, up to the next comment, holds the name. */
function commentsBefore(source: string, name: RegExp): readonly (readonly [string, string])[] {
  return source.split("/**").flatMap((part) => {
    const [comment = "", code = ""] = part.split("*/", 2);
    const found = name.exec(code)?.[1];
    const text = comment
      .replaceAll(/^\s*\* ?/gm, "")
      .replaceAll(/\s+/g, " ")
      .trim();
    return found === undefined ? [] : [[found, text] as const];
  });
}
