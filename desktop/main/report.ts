/** The call `report` in Electron: the engine makes the HTML, the shell prints it and asks where to save it. */
import { BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { BridgeCalls, CallArgument } from '../shared/bridge.ts';
import { shellFailure } from './failure.ts';
import { printPdf } from './print-pdf.ts';
import { printPng } from './print-png.ts';
import { saveFile } from './save-file.ts';

const TYPES = {
  html: { mimeType: 'text/html', print: async (html: Uint8Array) => html },
  pdf: { mimeType: 'application/pdf', print: printPdf },
  png: { mimeType: 'image/png', print: printPng },
} as const;

type Call = (name: string, argument: unknown) => Promise<unknown>;

/** @returns the chosen name and no bytes: the file is saved already
 *  @throws CallFailed when the user chose no place, or it could not be written */
export async function makeReport(
  engine: Call,
  argument: CallArgument<'report'>,
  event: Pick<IpcMainInvokeEvent, 'sender'>,
): Promise<BridgeCalls['report']> {
  const { format } = argument;
  const html = (await engine('report', { ...argument, format: 'html' })) as BridgeCalls['report'];
  const { mimeType, print } = TYPES[format];
  const bytes = await print(html.bytes);
  const name = html.fileName.replace(/\.html$/, `.${format}`);
  const fileName = await saveFile(BrowserWindow.fromWebContents(event.sender), name, format, bytes);
  if (fileName === null) throw shellFailure('cancelled', 'notSaved');
  return { fileName, mimeType, bytes: new Uint8Array(0) };
}
