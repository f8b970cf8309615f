import { describe, expect, it } from "vitest";
import {
  adaLoraConfig,
  doraConfig,
  loraConfig,
  PeftConfigError,
  selectiveLoraConfig,
} from "../../src/index.ts";

const throwing = {
  get r(): never {
    throw new Error("no");
  },
};
const closed = new Proxy(
  {},
  {
    ownKeys() {
      throw new Error("no");
    },
  },
);

const builders: readonly (readonly [name: string, builder: (input: never) => unknown])[] = [
  ["loraConfig", loraConfig],
  ["doraConfig", doraConfig],
  ["adaLoraConfig", adaLoraConfig],
  ["selectiveLoraConfig", selectiveLoraConfig],
];

describe.each(builders)("%s", (_, builder) => {
  it.each([
    ["a getter that throws", throwing],
    ["a proxy that refuses to be read", closed],
    ["null", null],
    ["a number", 3],
    ["a list", []],
  ])("refuses %s with PeftConfigError", (_what, input) => {
    expect(() => builder(input as never)).toThrow(PeftConfigError);
  });
});
