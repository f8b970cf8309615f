import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

/** What is used of the packages that are installed for this check alone. */
interface Chromium {
  readonly args: readonly string[];
  readonly executablePath: () => Promise<string>;
}
interface Page {
  readonly goto: (address: string) => Promise<unknown>;
  readonly textContent: (selector: string, options: object) => Promise<string | null>;
  readonly on: (event: string, listen: (error: Error) => void) => void;
}
interface Playwright {
  readonly chromium: {
    readonly launch: (
      options: object,
    ) => Promise<{ newPage: () => Promise<Page>; close: () => Promise<void> }>;
  };
}

/** No eval, no inline scripts but the map of imports, which has a nonce. */
const policy = "default-src 'self'; script-src 'self' 'nonce-map'";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".cjs": "text/javascript",
};

const map = JSON.stringify({
  imports: {
    "peft-config": "/node_modules/peft-config/dist/index.js",
    "peft-config/rank": "/node_modules/peft-config/dist/rank.js",
    "peft-config/zod": "/node_modules/peft-config/dist/zod.js",
    zod: "/node_modules/zod/index.js",
  },
});

const html = `<!doctype html><script type="importmap" nonce="map">${map}</script>
<script type="module" src="/main.js"></script><body><p></p></body>`;

/**
 * The check in a real Chromium, unbundled, under a policy that forbids eval.
 *
 * @returns The verdict, and how many files of this library the page asked for.
 */
export async function checkInBrowser(
  folder: string,
  source: string,
  installed: (path: string) => string,
): Promise<string> {
  const asked: string[] = [];
  const pages: Readonly<Record<string, string>> = {
    "/": html,
    "/main.js": `${source}\ndocument.querySelector("p").textContent = verdict;`,
  };
  const server = createServer(({ url = "/" }, response) => {
    asked.push(url);
    const type = types[url === "/" ? ".html" : extname(url)] ?? "text/plain";
    try {
      const text = pages[url] ?? readFileSync(join(folder, url), "utf8");
      response.writeHead(200, { "content-type": type, "content-security-policy": policy });
      response.end(text);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const verdict = await visit(`http://127.0.0.1:${port}/`, installed);
    const ours = asked.filter((url) => url.includes("/peft-config/"));
    return `${verdict} (${ours.length} requests)`;
  } finally {
    server.close();
  }
}

async function visit(address: string, installed: (path: string) => string): Promise<string> {
  const sparticuz = await import(installed("@sparticuz/chromium/build/esm/index.js"));
  const { args, executablePath } = sparticuz.default as Chromium;
  const playwright = await import(installed("playwright-core/index.mjs"));
  const { chromium } = playwright as unknown as Playwright;
  const browser = await chromium.launch({
    args,
    executablePath: await executablePath.call(sparticuz.default),
    headless: true,
  });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(address);
    const text = await page.textContent("p:not(:empty)", { timeout: 20_000 }).catch(() => null);
    return text ?? `nothing: ${errors.join("; ")}`;
  } finally {
    await browser.close();
  }
}
