/** Light, dark, or as the system has it. */
import { type ReactNode, useEffect, useState } from 'react';
import { useShared } from '../context.tsx';

const THEMES = ['system', 'light', 'dark'] as const;

export function ThemeChoice(): ReactNode {
  const { t } = useShared();
  const [theme, setTheme] = useState<string>(localStorage.getItem('theme') ?? 'system');
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    localStorage.setItem('theme', theme);
  }, [theme]);
  return (
    <label>
      <span className="hidden">{t('app.theme')}</span>
      <select value={theme} onChange={(event) => setTheme(event.target.value)}>
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {t(`app.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
