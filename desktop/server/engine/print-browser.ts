/** Prints a report to PDF with a browser of the Chromium family that is on this machine already (on Windows that is always Edge). The page
 *  is a file of its own folder, runs no script, and reaches no network. Touches files and starts a process. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RunError } from '../../../engine/core/errors.ts';

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const LINUX = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];
const WINDOWS = ['Microsoft\\Edge\\Application\\msedge.exe', 'Google\\Chrome\\Application\\chrome.exe'];
const MAC = ['Google Chrome', 'Microsoft Edge', 'Chromium', 'Brave Browser'];
/** A page that is not printed after this time will not be [ms]. */
const PATIENCE_MS = 120_000;

/** Path of a browser that can print; null where there is none. `RIJNSTROOM_BROWSER` names one.
 *  @param exists whether a file is there */
export function findPrintBrowser(
  { platform, env }: Surroundings = process,
  exists: (file: string) => boolean = existsSync,
): string | null {
  const named = env['RIJNSTROOM_BROWSER'];
  if (named !== undefined && named !== '') return exists(named) ? named : null;
  const places =
    platform === 'win32'
      ? ['PROGRAMFILES(X86)', 'PROGRAMFILES', 'LOCALAPPDATA'].flatMap((name) =>
          env[name] === undefined ? [] : WINDOWS.map((file) => `${env[name]}\\${file}`),
        )
      : platform === 'darwin'
        ? MAC.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
        : (env['PATH'] ?? '').split(delimiter).flatMap((folder) => LINUX.map((name) => join(folder, name)));
  return places.find(exists) ?? null;
}

/** Without scripts: paper needs none. */
const quiet = (html: string): string =>
  html.replace(/<script>[\s\S]*?<\/script>/g, '').replace('data-theme="auto"', 'data-theme="light"');

/** @throws RunError when the browser does not print */
export async function printPdf(browser: string, html: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'rijnstroom-print-'));
  try {
    const page = join(folder, 'report.html');
    const pdf = join(folder, 'report.pdf');
    await writeFile(page, quiet(html));
    await runBrowser(browser, [
      '--headless=new',
      '--disable-gpu',
      '--no-first-run',
      '--disable-extensions',
      '--disable-background-networking',
      // No name resolves: the page is complete in itself.
      '--host-resolver-rules=MAP * ~NOTFOUND',
      `--user-data-dir=${join(folder, 'profile')}`,
      // Chromium refuses to start as the system's administrator otherwise; the page is our own and runs no script.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--no-pdf-header-footer',
      '--generate-pdf-document-outline',
      `--print-to-pdf=${pdf}`,
      pathToFileURL(page).href,
    ]);
    const bytes = await readFile(pdf).catch(() => null);
    if (bytes === null || bytes.subarray(0, 5).toString('latin1') !== '%PDF-')
      throw new RunError('the browser of this machine did not print the report; save it as HTML and print that');
    return new Uint8Array(bytes);
  } finally {
    // A browser that is still closing its profile must not turn a printed page into a failure.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => {});
  }
}

function runBrowser(browser: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(browser, args, { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(new RunError(`the browser of this machine cannot be started: ${error.message}`));
    });
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
