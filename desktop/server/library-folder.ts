/** Where a user's scenarios and results live, by the custom of the system; the same folder in the browser and in Electron. */
import { homedir, platform } from 'node:os';
import { join } from 'node:path';

export function libraryFolder(): string {
  if (platform() === 'win32')
    return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Rijnstroom');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Rijnstroom');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'rijnstroom');
}
