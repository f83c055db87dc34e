/** The call `report` in Electron: the engine makes the HTML, the shell prints it and asks where to save it. */
import { BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { BridgeCalls, CallArgument } from '../shared/bridge.ts';
import { printPdf } from './print-pdf.ts';
import { printPng } from './print-png.ts';
import { saveFile } from './save-file.ts';

const TYPES = {
  html: { mimeType: 'text/html', print: async (html: Uint8Array) => html },
  pdf: { mimeType: 'application/pdf', print: printPdf },
  png: { mimeType: 'image/png', print: printPng },
} as const;

type Call = (name: string, argument: unknown) => Promise<unknown>;

/** @returns the chosen name and no bytes: the file is saved already; choosing no place is a normal end. A preview is handed to the window.
 *  @throws CallFailed when it could not be printed or written */
export async function makeReport(
  engine: Call,
  argument: CallArgument<'report'>,
  event: Pick<IpcMainInvokeEvent, 'sender'>,
): Promise<BridgeCalls['report']> {
  const { format } = argument;
  const html = (await engine('report', { ...argument, format: 'html' })) as BridgeCalls['report'];
  if (argument.preview === true) return html;
  const { mimeType, print } = TYPES[format];
  const bytes = await print(html.bytes);
  const name = html.fileName.replace(/\.html$/, `.${format}`);
  const fileName = await saveFile(BrowserWindow.fromWebContents(event.sender), name, format, bytes);
  return {
    end: fileName === null ? 'cancelled' : 'saved',
    fileName: fileName ?? name,
    mimeType,
    bytes: new Uint8Array(0),
  };
}
