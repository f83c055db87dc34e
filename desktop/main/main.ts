/** Entry of the Electron shell. */
import { startShell } from './shell.ts';

startShell();
