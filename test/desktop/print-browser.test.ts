/** Which browser prints a report, and that pages are left out of it. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPrintBrowser } from '../../desktop/server/engine/print-browser.ts';
import { withoutPages } from '../../desktop/server/engine/report-pages.ts';

const only =
  (...files: string[]) =>
  (file: string): boolean =>
    files.includes(file);

test('Edge is found where Windows has it, Chrome on macOS, Chromium on the path of Linux; none is null', () => {
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
  const windows = { platform: 'win32', env: { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' } } as const;
  expect(findPrintBrowser(windows, only(edge))).toBe(edge);
  const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  expect(findPrintBrowser({ platform: 'darwin', env: {} }, only(chrome))).toBe(chrome);
  const linux = { platform: 'linux', env: { PATH: ['/a', '/b'].join(':') } } as const;
  expect(findPrintBrowser(linux, only(join('/b', 'chromium')))).toBe(join('/b', 'chromium'));
  expect(findPrintBrowser(linux, only())).toBeNull();
});

test('a browser that is named is taken or, where it is not, none: never another', () => {
  const env = { RIJNSTROOM_BROWSER: '/x/browser', PATH: '/b' };
  expect(findPrintBrowser({ platform: 'linux', env }, only('/x/browser', '/b/chromium'))).toBe('/x/browser');
  expect(findPrintBrowser({ platform: 'linux', env }, only('/b/chromium'))).toBeNull();
});

test('pages are left out by their heading; the opening stays, and nothing left out changes nothing', () => {
  const html =
    '<!doctype html><html><body><main><section><h2>In het kort</h2></section><section><h2>Waar</h2>x</section><section><h2>Wie</h2>y</section></main></body></html>';
  expect(withoutPages(html, [])).toBe(html);
  const less = withoutPages(html, ['Waar', 'In het kort']);
  expect(less).not.toContain('Waar');
  expect(less).toContain('In het kort');
  expect(less).toContain('Wie');
});
