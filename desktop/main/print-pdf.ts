/** HTML of a report → PDF on A4, tagged for screen readers, with an outline and page numbers. */
import type { PrintToPDFOptions } from 'electron';
import { withPage } from './print-page.ts';

export const PDF_OPTIONS: Readonly<PrintToPDFOptions> = {
  pageSize: 'A4',
  printBackground: true,
  preferCSSPageSize: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
  displayHeaderFooter: true,
  headerTemplate: '<span></span>',
  footerTemplate:
    '<div style="width:100%;font:8px sans-serif;color:#444;padding:0 15mm;display:flex;justify-content:space-between"><span class="title"></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>',
  // Inches, as Chromium counts.
  margins: { top: 0.6, bottom: 0.7, left: 0.6, right: 0.6 },
};

export const printPdf = (html: Uint8Array): Promise<Uint8Array> =>
  withPage(html, false, (contents) => contents.printToPDF({ ...PDF_OPTIONS }));
