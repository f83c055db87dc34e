/** The window's style sheets: contrast of the colours in light and dark, nothing that nobody uses, and the library's classes as it has them. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { STYLE } from '../../engine/results/report/style.ts';

const source = fileURLToPath(new URL('../../desktop/renderer/src', import.meta.url));
const read = (path: string): string => readFileSync(join(source, path), 'utf8');
const files = readdirSync(source, { recursive: true }).map(String);
const sheets = files.filter((file) => file.endsWith('.css'));
const code = files
  .filter((file) => /\.tsx?$/.test(file))
  .map(read)
  .join('\n');

/** Names and colours of a block of declarations. */
const coloursOf = (block: string): Map<string, string> =>
  new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name, colour]) => [name!, colour!]));

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
};

const PAGE = ['ground', 'panel', 'tint'];
/** Text on what it stands on: 4.5 to 1 (WCAG 2.2, 1.4.3). */
const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['text', [...PAGE, 'bad-tint', 'caution-tint']],
  ['soft', [...PAGE, 'bad-tint', 'caution-tint']],
  ['link', PAGE],
  ['action-hover', PAGE],
  ['good', ['ground', 'panel']],
  ['bad', ['ground', 'panel', 'bad-tint']],
  ['on-brand', ['brand']],
  ['on-action', ['action', 'action-hover']],
];
/** Borders of fields, focus and curves: 3 to 1 (1.4.11). */
const MARKS: readonly (readonly [string, readonly string[]])[] = [
  ['soft', PAGE],
  ['action', PAGE],
  ['focus', PAGE],
  ['focus-gap', ['action']],
  ['bad', ['bad-tint']],
  ['caution', ['caution-tint']],
  ...['load', 'pv', 'charge', 'v2g', 'limit', 'price'].map((name) => [name, ['ground', 'panel']] as const),
];

describe('colours of the window', () => {
  const [light, dark] = read('styles/tokens.css').split('[data-theme="dark"]').map(coloursOf);
  for (const [name, colours] of [
    ['light', light!],
    ['dark', dark!],
  ] as const)
    test(`text has 4.5 to 1 and marks have 3 to 1 on their grounds (WCAG 2.2 AA, ${name})`, () => {
      const weak = [
        ...TEXT.flatMap(([front, backs]) => backs.map((back) => [front, back, 4.5] as const)),
        ...MARKS.flatMap(([front, backs]) => backs.map((back) => [front, back, 3] as const)),
      ].flatMap(([front, back, least]) => {
        const found = contrast(colours.get(front)!, colours.get(back)!);
        return found >= least ? [] : [`${front} on ${back}: ${found.toFixed(2)} < ${least}`];
      });
      expect(weak).toEqual([]);
    });

  test('the report has the same ground, ink, lines, links and brand', () => {
    const same = {
      ground: 'ground',
      panel: 'panel',
      ink: 'text',
      'ink-2': 'soft',
      line: 'line',
      accent: 'link',
      brand: 'brand',
      good: 'good',
      bad: 'bad',
    };
    const [first, second] = STYLE.split(':root[data-theme="dark"]').map((part) => part.slice(0, part.indexOf('}')));
    for (const [report, window] of [
      [coloursOf(first!), light!],
      [coloursOf(second!), dark!],
    ] as const)
      for (const [theirs, ours] of Object.entries(same)) expect(report.get(theirs), theirs).toBe(window.get(ours));
  });
});

describe('style sheets of the window', () => {
  const classesOf = (sheet: string): string[] =>
    [
      ...sheet
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\{[^{}]*\}/g, ' ')
        .matchAll(/\.([a-zA-Z_][\w-]*)/g),
    ].map(([, name]) => name!);
  const words = new Set(
    [...code.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/g)]
      .flatMap(([, single, double, template]) => (single ?? double ?? template ?? '').split(/[^\w${}-]+/))
      .flatMap((word) => [word, word.replace(/\$\{.*/, '*')]),
  );

  test('have no class that no part of the window writes', () => {
    const known = (name: string): boolean =>
      words.has(name) || [...words].some((word) => word.endsWith('-*') && name.startsWith(word.slice(0, -1)));
    const unused = sheets.flatMap((sheet) =>
      classesOf(read(sheet).replace(/@import[^;]*;/g, ''))
        .filter((name) => !known(name))
        .map((name) => `${sheet}: .${name}`),
    );
    expect(unused).toEqual([]);
  });

  test('import every component of the library whose class is written, and no other', () => {
    const require = createRequire(import.meta.url);
    const imported = [...read('styles/utrecht.css').matchAll(/@import "(@utrecht\/[^"]*)"/g)].map(([, path]) => path!);
    const written = new Set([...code.matchAll(/utrecht-[a-z][\w-]*(?<!-)/g)].map(([name]) => name));
    const has = new Map(
      imported.map((path) => [path, new Set(classesOf(readFileSync(require.resolve(path), 'utf8')))]),
    );
    const all = new Set([...has.values()].flatMap((names) => [...names]));
    expect([...written].filter((name) => !all.has(name))).toEqual([]);
    const idle = [...has].filter(
      ([path, names]) => !path.includes('/html/') && ![...names].some((n) => written.has(n)),
    );
    expect(idle.map(([path]) => path)).toEqual([]);
  });

  test('are short, each of one idea', () => {
    for (const sheet of sheets) expect(read(sheet).split('\n').length, sheet).toBeLessThan(200);
  });
});
