/** How a report is printed, by Electron and by a browser alike: A4, tagged for screen readers, with an outline and page numbers. Pure. */
export const PRINT_OPTIONS = {
  printBackground: true,
  preferCSSPageSize: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
  displayHeaderFooter: true,
  headerTemplate: '<span></span>',
  footerTemplate:
    '<div style="width:100%;font:8px sans-serif;color:#444;padding:0 15mm;display:flex;justify-content:space-between"><span class="title"></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>',
} as const;

/** Inches, as Chromium counts. */
export const PRINT_MARGINS = { top: 0.6, bottom: 0.7, left: 0.6, right: 0.6 } as const;
