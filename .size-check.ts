export { check } from "./src/index.ts";
