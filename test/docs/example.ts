import { type CodeBlock, placeOf, textOf } from "./codeblocks.ts";

/** What one can copy and run: a TypeScript block, and those that continue it. */
export interface Example {
  readonly file: string;
  /** Line of the first block. */
  readonly line: number;
  /** The code, each line at its number in the file, so that errors point into the page. */
  readonly source: string;
  /** What the page says the example prints. */
  readonly printed: readonly CodeBlock[];
}

/** Languages in which a page shows what an example prints. */
const OUTPUT = new Set(["text", "json", "python"]);

const IMPORT = /^import /m;

/**
 * The examples of a page. A block that imports something stands alone; one that imports nothing
 * continues the example above it. Output belongs to the example or command above it.
 */
export function pageExamples(blocks: readonly CodeBlock[]): readonly Example[] {
  return groupsOf(blocks)
    .filter(([first]) => first !== undefined && !isCommand(first))
    .map((group) => exampleOf(group, ""));
}

/** Commands of a page that are followed by what they print. */
export function pageCommands(
  blocks: readonly CodeBlock[],
): readonly { readonly command: string; readonly printed: CodeBlock }[] {
  return groupsOf(blocks).flatMap(([first, printed]) =>
    first !== undefined && printed !== undefined && isCommand(first)
      ? [{ command: textOf(first), printed }]
      : [],
  );
}

/** Blocks by what they belong to. */
function groupsOf(blocks: readonly CodeBlock[]): readonly (readonly CodeBlock[])[] {
  const groups: CodeBlock[][] = [];
  for (const block of blocks) {
    const begins = isCommand(block) || (isExample(block) && IMPORT.test(textOf(block)));
    if (begins) groups.push([block]);
    else if (isExample(block) || OUTPUT.has(block.language)) {
      const last = groups.at(-1);
      if (last === undefined) throw new Error(`${placeOf(block)}: nothing above makes this.`);
      last.push(block);
    }
  }
  return groups;
}

/** Whether a block is for a shell. */
export const isCommand = ({ language }: CodeBlock): boolean => /^(ba)?sh$/.test(language);

/** The examples of a source file's docstrings. Each stands alone, and finds its names imported. */
export function docstringExamples(
  blocks: readonly CodeBlock[],
  sources: readonly ImportSource[],
): readonly Example[] {
  return blocks.filter(isExample).map((block) => exampleOf([block], imports(block, sources)));
}

/** A module that examples may take names from. */
export interface ImportSource {
  readonly from: string;
  readonly names: readonly string[];
}

/** Imports of what a block mentions and does not declare, from the first source that has it. */
function imports(block: CodeBlock, sources: readonly ImportSource[]): string {
  const text = textOf(block);
  const words = new Set(text.match(/\b[A-Za-z_]\w*\b/g));
  for (const [, name = ""] of text.matchAll(/\bconst (\w+)/g)) words.delete(name);
  return sources
    .map(({ from, names }) => {
      const taken = names.filter((name) => words.delete(name));
      return taken.length === 0 ? "" : `import { ${taken.join(", ")} } from "${from}"; `;
    })
    .join("");
}

/** An excerpt of a file, `ts src/…`, is no example. */
const isExample = ({ language, info }: CodeBlock): boolean => language === "ts" && info === "";

function exampleOf(blocks: readonly CodeBlock[], head: string): Example {
  const [{ file, line }] = blocks as readonly [CodeBlock];
  const lines = [head];
  for (const block of blocks.filter(isExample)) {
    for (const [index, text] of block.lines.entries()) lines[block.line - 1 + index] = text;
  }
  return {
    file,
    line,
    source: Array.from(lines, (text) => text ?? "").join("\n"),
    printed: blocks.filter((block) => !isExample(block)),
  };
}
