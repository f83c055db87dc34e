/** Prints a report to PDF with a browser of the Chromium family that is on this machine already (on Windows that is always Edge). The page
 *  runs no script and reaches no network. Touches files and starts a process. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { PRINT_MARGINS, PRINT_OPTIONS } from '../../shared/print-paper.ts';
import { type DevtoolsPipe, openPipe } from './devtools-pipe.ts';

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
/** A4 [in]. */
const PAPER = {
  ...PRINT_OPTIONS,
  paperWidth: 8.27,
  paperHeight: 11.69,
  marginTop: PRINT_MARGINS.top,
  marginBottom: PRINT_MARGINS.bottom,
  marginLeft: PRINT_MARGINS.left,
  marginRight: PRINT_MARGINS.right,
};

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
  const profile = await mkdtemp(join(tmpdir(), 'rijnstroom-print-'));
  const pipe = openPipe(browser, [
    '--headless=new',
    '--remote-debugging-pipe',
    '--no-first-run',
    '--disable-extensions',
    '--disable-background-networking',
    // No name resolves: the page is complete in itself.
    '--host-resolver-rules=MAP * ~NOTFOUND',
    `--user-data-dir=${profile}`,
    // Chromium refuses to start as the system's administrator otherwise; the page is our own and runs no script.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]);
  try {
    return await Promise.race([printOver(pipe, quiet(html)), pipe.failed]);
  } finally {
    pipe.close();
    // A browser that is still closing its profile must not turn a printed page into a failure.
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => {});
  }
}

async function printOver({ ask }: DevtoolsPipe, html: string): Promise<Uint8Array> {
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
  const page = (method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> =>
    ask(method, params, String(sessionId));
  await page('Emulation.setScriptExecutionDisabled', { value: true });
  const { frameTree } = await page('Page.getFrameTree');
  await page('Page.setDocumentContent', { frameId: (frameTree as { frame: { id: string } }).frame.id, html });
  const { data } = await page('Page.printToPDF', PAPER);
  return new Uint8Array(Buffer.from(String(data), 'base64'));
}
