/** The one address the window may have. Pure. */

export const SCHEME = 'rijnstroom';
export const APP_ORIGIN = `${SCHEME}://app`;
export const FIRST_PAGE = `${APP_ORIGIN}/index.html`;

/** True for an address of the application's own files and nothing else: no other host, no user name, no port. */
export function isAppAddress(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address);
    return protocol === `${SCHEME}:` && host === 'app' && username === '' && password === '';
  } catch {
    return false;
  }
}

/** True for a blob that the application's own page made. */
export const isOwnBlob = (address: string): boolean =>
  address.startsWith('blob:') && isAppAddress(address.slice('blob:'.length));
