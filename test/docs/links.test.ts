import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { entries } from "../../docs/generate/entries.ts";
import { codeBlocks } from "./codeblocks.ts";
import { pages, read } from "./pages.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The text of a page without its code. */
function prose(page: string): string {
  const lines = read(page).split("\n");
  for (const { line, lines: code } of codeBlocks(page, read(page))) {
    lines.fill("", line - 1, line - 1 + code.length);
  }
  return lines.join("\n");
}

/** The anchors that GitHub gives the headings of a page. */
const anchors = (page: string): readonly string[] =>
  [...prose(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );

/** Links of a page to other files of the repository, or to headings, that lead nowhere. */
function deadLinks(page: string): readonly string[] {
  const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  return links
    .filter((link) => !/^https?:/.test(link))
    .filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : posix.join(posix.dirname(page), path);
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchors(target).includes(anchor);
    });
}

describe("every link", () => {
  it.each(pages)("of %s leads somewhere", (page) => expect(deadLinks(page)).toEqual([]));
});

describe("the map of the API in the README", () => {
  const rows = [...prose("README.md").matchAll(/^\| (`.*?) \|/gm)].map(([, cell = ""]) => cell);
  const names = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));

  it("has every function and constant of every entry of the package, once", async () => {
    const modules = Object.values(entries).map((source) => import(join(root, source)));
    const exported = new Set((await Promise.all(modules)).flatMap(Object.keys));
    expect(names.toSorted()).toEqual([...exported].toSorted());
  });
});
