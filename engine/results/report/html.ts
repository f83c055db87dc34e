/** Small words to write HTML in two languages at once: a text is there in Dutch and English, and the page shows one. Pure. */
import type { Language } from '../format.ts';

/** Text of the world (names, notes) made safe for HTML. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The same written for each language; once when both are equal. @param tag span inside a line, div around blocks, g or tspan inside a drawing */
export function both(write: (language: Language) => string, tag: 'span' | 'div' | 'tspan' | 'g' = 'span'): string {
  const nl = write('nl');
  const en = write('en');
  return nl === en ? nl : `<${tag} lang="nl">${nl}</${tag}><${tag} lang="en">${en}</${tag}>`;
}

/** A text in both languages. */
export const text = (nl: string, en: string): string => both((language) => escapeHtml(language === 'nl' ? nl : en));

export interface Bilingual {
  readonly nl: string;
  readonly en: string;
}

export const label = (words: Bilingual): string => text(words.nl, words.en);

/** A table with a caption for those who do not see the picture; none where a heading says the same. Cells are HTML; the first cell of a row is its head. */
export function dataTable(caption: string, head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const body = rows.map(
    ([first, ...cells]) => `<tr><th scope="row">${first}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  );
  return `<table>${caption === '' ? '' : `<caption>${caption}</caption>`}<thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** A picture with its numbers behind it, and where they come from. */
export function figure(
  title: string,
  explanation: string,
  picture: string,
  table: string,
  /** What `originsBelow` makes. */
  origins: string,
): string {
  return `<figure><figcaption><strong>${title}</strong> ${explanation}</figcaption>${picture}<details><summary>${text('Cijfers achter deze grafiek', 'Numbers behind this chart')}</summary><div class="scroll">${table}</div></details>${origins}</figure>`;
}
