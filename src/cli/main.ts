#!/usr/bin/env node
import { buffer } from "node:stream/consumers";
import { exit } from "./command/command.ts";
import { runCommandLine } from "./run.ts";
import type { Sink } from "./terminal/io.ts";

function createSink(stream: NodeJS.WriteStream): Sink {
  return {
    write: (text) => {
      if (stream.write(text)) return;
      return new Promise((resolve) => stream.once("drain", resolve));
    },
    isTTY: stream.isTTY === true,
    columns: stream.columns,
  };
}

// Whoever reads, such as `head`, has enough: there is nothing more to do, and nothing is wrong.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exit.fine);
  throw error;
});

try {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    out: createSink(process.stdout),
    err: createSink(process.stderr),
    stdin: () => buffer(process.stdin),
    env: process.env,
    cwd: process.cwd(),
  });
} catch (error) {
  console.error(
    "This is a fault of peft-config, not of your files. Please report it with:\n",
    error,
  );
  process.exitCode = exit.unusable;
}
