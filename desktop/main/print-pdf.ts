/** HTML of a report → PDF. */
import type { PrintToPDFOptions } from 'electron';
import { PRINT_MARGINS, PRINT_OPTIONS } from '../shared/print-paper.ts';
import { withPage } from './print-page.ts';

export const PDF_OPTIONS: Readonly<PrintToPDFOptions> = { ...PRINT_OPTIONS, pageSize: 'A4', margins: PRINT_MARGINS };

export const printPdf = (html: Uint8Array): Promise<Uint8Array> =>
  withPage(html, false, (contents) => contents.printToPDF({ ...PDF_OPTIONS }));
