/** What a page of a session may ask for: nothing of the machine, nothing of the network, a file saved only through a dialog. */
import type { Session } from 'electron';
import { isAppAddress, isOwnBlob } from './addresses.ts';

export interface GuardOptions {
  /** Addresses that may be loaded. */
  readonly allows: (address: string) => boolean;
  /** Whether a page may hand out a file; the user is asked where it goes. */
  readonly downloads: boolean;
}

export function guardSession(session: Session, { allows, downloads }: GuardOptions): void {
  // No handler for screen capture is set: without one Electron refuses it.
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Without this Chromium fetches dictionaries from the network.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !allows(url) }));
  session.on('will-download', (event, item) => {
    if (!downloads || !(isOwnBlob(item.getURL()) || item.getURL().startsWith('data:'))) event.preventDefault();
    // No save path is set: Electron asks with a dialog, which starts at this name.
    else item.setSaveDialogOptions({ defaultPath: item.getFilename() });
  });
}

/** What the application's own window may load; developer tools only where they can be opened. */
export const appAllows =
  (packaged: boolean) =>
  (address: string): boolean =>
    isAppAddress(address) ||
    isOwnBlob(address) ||
    address.startsWith('data:') ||
    (!packaged && address.startsWith('devtools://'));
