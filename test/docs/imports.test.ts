import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { doors, rooms as table } from "../../docs/generate/rooms.ts";
import { read, sources } from "./pages.ts";

const rooms: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(table).map(([name, { imports }]) => [name, imports]),
);

/** The rooms of the command line, in the same way. What lies beside them may import all. */
const cliRooms: Readonly<Record<string, readonly string[]>> = {
  generated: [],
  terminal: [],
  report: ["generated", "terminal"],
  input: ["terminal"],
  command: ["generated", "report", "terminal", "input"],
};

/** Packages that are not ours: zod makes the schemas, type-fest only types. */
const packages: Readonly<Record<string, readonly string[]>> = {
  schema: ["zod"],
  zod: ["zod"],
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

  it("import within the command line from the rooms they may", () => {
    const wrong = relative.filter(({ file, from, name }) => {
      const [, , room = ""] = file.split("/");
      const [, target, other = ""] = posix.join(posix.dirname(file), name).split("/");
      const isInside = from === "cli" && target === "cli" && !room.endsWith(".ts");
      return isInside && room !== other && !cliRooms[room]?.includes(other);
    });
    expect(listed(wrong)).toEqual([]);
  });

  it("import the packages they may, and nothing of Node", () => {
    const wrong = imports
      .filter(({ name }) => !name.startsWith("."))
      .filter(({ from, name }) => !packages[from]?.some((allowed) => name.startsWith(allowed)));
    expect(listed(wrong)).toEqual([]);
  });
});
