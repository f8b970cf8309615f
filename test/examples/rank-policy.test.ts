import { afterAll, expect, it } from "vitest";
import { installed, tsc, vitest } from "./project.ts";

const project = installed("rank-policy");

afterAll(project.remove);

it("compiles", () => {
  expect(project.run(tsc)).toMatchObject({ stdout: "", status: 0 });
}, 60_000);

it("passes its own tests", () => {
  const { status, stdout } = project.run(vitest, "run", "--reporter=json");
  expect(JSON.parse(stdout)).toMatchObject({ numPassedTests: 10, numFailedTests: 0 });
  expect(status).toBe(0);
}, 60_000);
