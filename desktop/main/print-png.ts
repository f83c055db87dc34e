/** HTML of a report → PNG of its map with the legend, or of the whole page where it has no map. The page runs no script, so that its
 *  parts are found and drawn through the debugging protocol. */
import type { Debugger } from 'electron';
import { withPage } from './print-page.ts';

export const MAP_SELECTOR = '#map-section';
/** Twice the pixels of the page, for print. */
const SCALE = 2;
/** Chromium draws no picture higher than this [px]. */
const MAX_HEIGHT_PX = 16_384 / SCALE;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const printPng = (html: Uint8Array): Promise<Uint8Array> =>
  withPage(html, true, async (contents) => {
    contents.debugger.attach('1.3');
    try {
      return await picture(contents.debugger);
    } finally {
      contents.debugger.detach();
    }
  });

export async function picture(page: Pick<Debugger, 'sendCommand'>): Promise<Uint8Array> {
  // As on paper: without the buttons of the page, on white.
  await page.sendCommand('Emulation.setEmulatedMedia', { media: 'print' });
  const box = (await boxOf(page, MAP_SELECTOR)) ?? (await wholePage(page));
  const { data } = (await page.sendCommand('Page.captureScreenshot', {
    format: 'png',
    captureBeyondViewport: true,
    clip: { ...box, height: Math.min(box.height, MAX_HEIGHT_PX), scale: SCALE },
  })) as { data: string };
  return new Uint8Array(Buffer.from(data, 'base64'));
}

async function boxOf(page: Pick<Debugger, 'sendCommand'>, selector: string): Promise<Box | null> {
  const { root } = (await page.sendCommand('DOM.getDocument', { depth: 0 })) as { root: { nodeId: number } };
  const { nodeId } = (await page.sendCommand('DOM.querySelector', { nodeId: root.nodeId, selector })) as {
    nodeId: number;
  };
  if (nodeId === 0) return null;
  const { model } = (await page.sendCommand('DOM.getBoxModel', { nodeId })) as {
    model: { border: readonly number[]; width: number; height: number };
  };
  return { x: model.border[0]!, y: model.border[1]!, width: model.width, height: model.height };
}

async function wholePage(page: Pick<Debugger, 'sendCommand'>): Promise<Box> {
  const { cssContentSize } = (await page.sendCommand('Page.getLayoutMetrics')) as { cssContentSize: Box };
  return cssContentSize;
}
