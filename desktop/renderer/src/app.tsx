/** The frame of the window: header, navigation, the screen, and a place where things are announced. */
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { type Screen, SCREENS, useShared } from './context.tsx';
import { screens } from './screens/index.ts';
import { useDropAnywhere } from './parts/drop-anywhere.ts';
import { ThemeChoice } from './parts/theme-choice.tsx';
import { Select } from './parts/controls.tsx';

export function App(): ReactNode {
  const { t, screen, language, setLanguage, announcement } = useShared();
  useDropAnywhere();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of screen moves the focus, whatever else changes.
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus();
    document.title = `${t(`nav.${screen}`)} – Rijnstroom`;
  }, [screen]);
  const Current = screens[screen];
  return (
    <>
      <button
        type="button"
        className="utrecht-skip-link utrecht-skip-link--visible-on-focus skip"
        onClick={() => main.current?.focus()}
      >
        {t('app.skip')}
      </button>
      <header className="utrecht-page-header top">
        <p className="brand">
          <strong>{t('app.name')}</strong> <span>{t('app.tagline')}</span>
        </p>
        <div className="top-choices">
          <ThemeChoice />
          <Select
            aria-label={t('app.language')}
            value={language}
            onChange={(event) => setLanguage(event.target.value === 'en' ? 'en' : 'nl')}
          >
            <option value="nl">Nederlands</option>
            <option value="en">English</option>
          </Select>
        </div>
      </header>
      <nav className="utrecht-navigation screens" aria-label={t('app.name')}>
        <ul className="utrecht-navigation__list">
          {SCREENS.map((name: Screen) => (
            <li key={name}>
              <a
                href={`#/${name}`}
                className={`utrecht-link utrecht-link--html-a utrecht-navigation__link${name === screen ? ' utrecht-navigation__link--is-current' : ''}`}
                aria-current={name === screen ? 'page' : undefined}
              >
                {t(`nav.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="content" ref={main} tabIndex={-1}>
        <Suspense fallback={<p role="status">{t('common.loading')}</p>}>
          <Current />
        </Suspense>
      </main>
      <p
        className={announcement.alert ? 'utrecht-alert utrecht-alert--error announcement' : 'hidden'}
        role={announcement.alert ? 'alert' : 'status'}
      >
        {announcement.text}
      </p>
    </>
  );
}
