/** Leaves chosen pages out of a report. A page is a section of the report with a heading; the opening always stays.
 *  In: HTML of a report and keys of pages (the text of their heading, both languages). Out: HTML. Pure. */
import { parseHTML } from 'linkedom';

export function withoutPages(html: string, left: readonly string[]): string {
  if (left.length === 0) return html;
  const { document } = parseHTML(html);
  for (const section of [...document.querySelectorAll('main > section')].slice(1)) {
    const key = section.querySelector('h2')?.textContent ?? '';
    if (left.includes(key)) section.remove();
  }
  return `<!doctype html>\n${document.documentElement.outerHTML}`;
}
