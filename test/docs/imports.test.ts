import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { read, sources } from "./pages.ts";

/**
 * The rooms of src, from the lowest up, and what each may import. A room is a folder, or a file that
 * stands alone. Whoever adds a room adds a row; a row names rows above it only.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  field: [],
  pattern: [],
  model: [],
  rank: [],
  config: ["field"],
  adalora: ["config"],
  diagnostic: ["field", "pattern", "config"],
  layer: ["config", "diagnostic"],
  build: ["config", "diagnostic", "layer"],
  method: ["rank", "config", "build"],
  peft: ["field", "pattern", "config", "diagnostic"],
  file: ["field", "config", "diagnostic", "peft"],
};

/** Rooms that only the world outside enters: they may import every other. */
const doors = ["index", "cli"];

/** What is no file of ours: zod makes the schemas, type-fest only types. */
const packages: Readonly<Record<string, readonly string[]>> = {
  build: ["zod"],
  config: ["type-fest"],
  peft: ["type-fest"],
  cli: ["node:"],
};

const roomOf = (file: string): string => file.split("/")[1]?.replace(/\.ts$/, "") ?? "";

interface Import {
  readonly file: string;
  readonly from: string;
  readonly name: string;
}

const imports: readonly Import[] = sources.flatMap((file) =>
  ts
    .preProcessFile(read(file))
    .importedFiles.map(({ fileName }) => ({ file, from: roomOf(file), name: fileName })),
);

const relative = imports.filter(({ name }) => name.startsWith("."));

/** The imports as a reader would look for them. */
const listed = (wrong: readonly Import[]) => wrong.map(({ file, name }) => `${file} <- ${name}`);

describe("the rooms of src", () => {
  it("are all in the table", () => {
    const found = new Set(sources.map(roomOf));
    expect([...found].filter((room) => !(room in rooms) && !doors.includes(room))).toEqual([]);
  });

  it("stand one above the other, so that imports form no circle", () => {
    const order = Object.keys(rooms);
    for (const [room, lower] of Object.entries(rooms)) {
      expect(order.slice(0, order.indexOf(room))).toEqual(expect.arrayContaining([...lower]));
    }
  });

  it("import only from the rooms they may", () => {
    const wrong = relative.filter(({ file, from, name }) => {
      const room = roomOf(posix.join(posix.dirname(file), name));
      return room !== from && !doors.includes(from) && !rooms[from]?.includes(room);
    });
    expect(listed(wrong)).toEqual([]);
  });

  it("are drawn in docs/architecture.md as they are", () => {
    const [, picture = ""] = read("docs/architecture.md").split("```mermaid");
    const [drawn = ""] = picture.split("```", 1);
    const arrows = [...drawn.matchAll(/(\w+)(?:\[.*\])? --> (\w+)/g)];
    const named = [...drawn.matchAll(/(\w+)\["<b>/g)].map(([, name]) => name);
    expect(new Set([...named, ...arrows.flatMap(([, from, to]) => [from, to])])).toEqual(
      new Set(Object.keys(rooms)),
    );
    for (const [, from = "", to = ""] of arrows) expect(rooms[to]).toContain(from);
  });

  it("import the packages they may, and nothing of Node", () => {
    const wrong = imports
      .filter(({ name }) => !name.startsWith("."))
      .filter(({ from, name }) => !packages[from]?.some((allowed) => name.startsWith(allowed)));
    expect(listed(wrong)).toEqual([]);
  });
});
