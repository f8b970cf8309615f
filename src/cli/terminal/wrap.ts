/**
 * A text in lines of at most `width` columns, broken between words, later lines indented. Line ends
 * in the text stay.
 */
export function wrapText(text: string, width: number, indent = ""): string {
  return text
    .split("\n")
    .flatMap((paragraph) => breakLines(paragraph.split(" "), width - indent.length))
    .join(`\n${indent}`);
}

function breakLines(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/**
 * Two columns: names, and a text for each, broken to fit.
 */
export function formatColumns(rows: readonly (readonly [string, string])[], width: number): string {
  const left = Math.max(0, ...rows.map(([name]) => name.length));
  const indent = " ".repeat(left + 4);
  return rows
    .map(([name, text]) => `  ${name.padEnd(left)}  ${wrapText(text, width, indent)}`.trimEnd())
    .join("\n");
}
