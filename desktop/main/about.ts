/** The panel "About Rijnstroom". */
import { app } from 'electron';
import { words } from './words.ts';

export function setAbout(): void {
  app.setAboutPanelOptions({
    applicationName: 'Rijnstroom',
    applicationVersion: app.getVersion(),
    copyright: 'EUPL-1.2',
    credits: words().aboutCredits,
  });
}
