/** The application never speaks to the network: Chromium resolves no name and runs none of its background services. Before ready. */
import { app } from 'electron';

export const SWITCHES: readonly (readonly [string, string?])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['no-pings'],
];

export function stayOffline(): void {
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
}
