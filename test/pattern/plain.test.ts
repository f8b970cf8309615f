import { expect, test } from "vitest";
import { isPlainName } from "../../src/pattern/plain.ts";

test.each(["q_proj", "lm_head", "", "a]b}", "é", "0-9"])("%j is plain", (source) => {
  expect(isPlainName(source)).toBe(true);
});

test.each([..."\\.^$*+?{[()|"])("%s has a meaning of its own", (sign) => {
  expect(isPlainName(`q${sign}proj`)).toBe(false);
});
