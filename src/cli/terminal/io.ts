/** Where text goes. */
export interface Sink {
  /** Resolves when there is room for more. */
  readonly write: (text: string) => void | Promise<void>;
  readonly isTTY: boolean;
  /** How wide the terminal is, if it is one. */
  readonly columns?: number | undefined;
}

/** All of the world outside that a command touches, files apart. */
export interface Io {
  readonly out: Sink;
  readonly err: Sink;
  /** Everything that comes in by standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to. */
  readonly cwd: string;
}

/** How wide a page may be: at most 100 columns, which is as much as one reads with ease. */
export function choosePageWidth({ columns = 80 }: Sink): number {
  return Math.min(Math.max(columns, 40), 100);
}
