import type { Io } from "../terminal/io.ts";

/** How a command ends. */
export const exit = { fine: 0, findings: 1, unusable: 2 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** An option, as it is parsed and as the help shows it. */
export interface Option {
  readonly short?: string;
  /** What its value is called: "FILE". Without it the option is a switch. */
  readonly value?: string;
  /** The only values it may have. */
  readonly choices?: readonly string[];
  /** Whether it may be given several times; its values are then joined by commas. */
  readonly isRepeatable?: true;
  readonly summary: string;
}

/** What a command was called with. */
export interface Arguments {
  readonly operands: readonly string[];
  readonly switches: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

/** A command: its arguments, its help, and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What it works on, and how many of it. */
  readonly operands: { readonly usage: string; readonly least: number; readonly most: number };
  readonly options: Readonly<Record<string, Option>>;
  /** What one should know besides, by paragraph. */
  readonly notes: readonly string[];
  readonly run: (args: Arguments, io: Io) => Promise<ExitCode>;
}

/** The command was called in a way it does not understand. */
export class UsageError extends Error {}
