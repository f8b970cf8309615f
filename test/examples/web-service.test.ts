import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeBlocks, textOf } from "../docs/codeblocks.ts";
import { pageCommands } from "../docs/example.ts";
import { read } from "../docs/pages.ts";
import { installed, tsc } from "./project.ts";

const project = installed("web-service");
let server: ChildProcess;
let address = "";

beforeAll(async () => {
  expect(project.run(tsc)).toMatchObject({ stdout: "", status: 0 });
  server = spawn(process.execPath, ["dist/server.js"], {
    cwd: project.folder,
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(server.stdout as NodeJS.ReadableStream, "data");
  address = String(line).trim();
}, 60_000);

afterAll(() => {
  server.kill();
  project.remove();
});

async function post(body: string): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(`${address}/configs`, { method: "POST", body });
  return { status: response.status, answer: await response.json() };
}

describe("the service", () => {
  it("answers 200 with the whole config", async () => {
    const { status, answer } = await post(
      '{"r": 16, "loraAlpha": 32, "targetModules": ["q_proj"]}',
    );
    expect(status).toBe(200);
    expect(answer).toMatchObject({
      config: { peftType: "LORA", r: 16, loraAlpha: 32, loraDropout: 0, useDora: false },
      warnings: [],
    });
  });

  it("answers 422 with codes, paths and hints", async () => {
    const { status, answer } = await post('{"lora_alpha": 32, "rankPattern": {"q_proj": 0}}');
    expect(status).toBe(422);
    expect(answer).toMatchObject({
      errors: [
        { code: "rank-not-positive", path: ["rankPattern", "q_proj"] },
        { code: "unknown-key", path: ["lora_alpha"], hint: "Did you mean loraAlpha?" },
      ],
    });
  });

  it.each(["null", "[]", '"r"', '{"__proto__": {"r": 0}}', '{"peftType": "ADALORA"}'])(
    "answers 422 to %s",
    async (body) => expect(await post(body)).toMatchObject({ status: 422 }),
  );

  it("answers 400 to what is no JSON", async () => {
    expect(await post("r=16")).toMatchObject({ status: 400 });
  });

  it("answers 413 to what no config can be", async () => {
    const response = await fetch(`${address}/configs`, { method: "POST", body: "x".repeat(1e5) });
    expect(response.status).toBe(413);
  });
});

describe("its README", () => {
  const page = codeBlocks("README.md", read("docs/examples/web-service/README.md"));

  it.each(pageCommands(page))("shows what comes of $command", async ({ command, printed }) => {
    const body = /^curl .* -d '(.*)'$/.exec(command)?.[1] ?? "";
    expect((await post(body)).answer).toEqual(JSON.parse(textOf(printed)));
  });
});
