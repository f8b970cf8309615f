import { styleText } from "node:util";

/** Prints lines. */
export const say = (...lines) => console.log(lines.join("\n"));

// One style at a time: Node 20 writes a list of styles even to pipes and under NO_COLOR.
export const bold = (text) => styleText("bold", text);
export const dim = (text) => styleText("dim", text);
export const red = (text) => styleText("red", text);
export const yellow = (text) => styleText("yellow", text);
export const green = (text) => styleText("green", text);
const cyan = (text) => styleText("cyan", text);

/** A heading with a rule below it. */
export const heading = (title, subtitle) =>
  say("", `${bold(cyan(title))}  ${dim(subtitle)}`, dim("─".repeat(78)), "");

/** Moves lines to the right. */
export const indent = (text) => text.trimEnd().replaceAll(/^(?=.)/gm, "  ");

/** Aligns the columns of rows. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      `  ${row.map((cell, column) => cell.padEnd(widths[column])).join("  ")}`.trimEnd(),
    )
    .join("\n");
}

/** Breaks text into lines of at most 78 characters. The first begins with `lead`; the others align with it. */
export function paragraph(lead, text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lead.length + longer.length <= 78) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lead + lines.join(`\n${" ".repeat(lead.length)}`);
}
