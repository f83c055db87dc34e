/** Starts the window. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connectBridge } from './bridge-client.ts';
import { SharedProvider } from './context.tsx';
import { GuidedProvider } from './guided.tsx';
import { ResultsProvider } from './results.tsx';
import { readAhead } from './screens/index.ts';
import { guardDrafts } from './parts/drafts.ts';
import { followTheme } from './parts/theme.ts';
import './styles/index.css';

/** The first screen has its data by then. */
const READ_AHEAD_MS = 2000;

const place = document.getElementById('app');
if (place === null) throw new Error('the page has no place for the application');
followTheme();
guardDrafts();
// After the first screen.
setTimeout(readAhead, READ_AHEAD_MS);
createRoot(place).render(
  <StrictMode>
    <SharedProvider bridge={connectBridge()}>
      <ResultsProvider>
        <GuidedProvider>
          <App />
        </GuidedProvider>
      </ResultsProvider>
    </SharedProvider>
  </StrictMode>,
);
