export { PEFT_VERSION } from "./src/index.ts";
