import { defineConfig } from "tsup";
import { namedSources } from "./docs/generate/entries.ts";
import { markPure } from "./docs/generate/pure.ts";

/** What every build has in common. */
const common = {
  target: "es2022",
  platform: "neutral",
  splitting: true,
  silent: true,
  external: ["zod"],
  esbuildPlugins: [
    {
      name: "pure",
      setup(build: {
        onLoad: (filter: { filter: RegExp }, load: (file: { path: string }) => object) => void;
      }) {
        build.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => ({
          contents: markPure(path),
          loader: "ts",
        }));
      },
    },
  ],
} as const;

export default defineConfig([
  {
    ...common,
    // The command shares what it can with the library.
    entry: { ...namedSources, cli: "src/cli/main.ts" },
    format: "esm",
    sourcemap: true,
    dts: { resolve: true, entry: { ...namedSources } },
    external: [...common.external],
    esbuildPlugins: [...common.esbuildPlugins],
  },
  {
    ...common,
    entry: { ...namedSources },
    format: "cjs",
    external: [...common.external],
    esbuildPlugins: [...common.esbuildPlugins],
  },
]);
