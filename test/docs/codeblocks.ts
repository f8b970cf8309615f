/** A fenced block of code: in a Markdown page, or in the docstring of a source file. */
export interface CodeBlock {
  /** The file, from the root of the repository. */
  readonly file: string;
  /** Number of its first line of code in the file, from 1. */
  readonly line: number;
  /** The first word behind the fence: "ts", "sh", "python". */
  readonly language: string;
  /** What follows it. */
  readonly info: string;
  readonly lines: readonly string[];
}

const FENCE = /^ *```+ *(?<language>\w*) *(?<info>.*)$/;
const DOCSTRING_STAR = /^\s*\* ?/;

/** The blocks of a file, in order. In a TypeScript file they stand behind the stars of docstrings. */
export function codeBlocks(file: string, text: string): readonly CodeBlock[] {
  const star = file.endsWith(".ts") ? DOCSTRING_STAR : "";
  const blocks: CodeBlock[] = [];
  let open: (CodeBlock & { readonly lines: string[] }) | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const fence = FENCE.exec(line.replace(star, ""))?.groups;
    if (fence === undefined) {
      open?.lines.push(line.replace(star, ""));
    } else if (open === undefined) {
      const { language = "", info = "" } = fence;
      open = { file, line: index + 2, language, info, lines: [] };
    } else {
      blocks.push(open);
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${file}:${open.line}: this block has no end.`);
  return blocks;
}

/** The code of a block. */
export const textOf = ({ lines }: CodeBlock): string => lines.join("\n");

/** Where a block is, as an editor opens it. */
export const placeOf = ({ file, line }: Pick<CodeBlock, "file" | "line">): string =>
  `${file}:${line}`;
