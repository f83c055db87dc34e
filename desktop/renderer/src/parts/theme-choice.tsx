/** Light, dark, or as the system has it. */
import { type ReactNode, useState } from 'react';
import { useShared } from '../context.tsx';
import { Select } from './controls.tsx';
import { chooseTheme, chosenTheme, THEMES } from './theme.ts';

export function ThemeChoice(): ReactNode {
  const { t } = useShared();
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <Select
      aria-label={t('app.theme')}
      value={theme}
      onChange={({ target }) => {
        setTheme(target.value);
        chooseTheme(target.value);
      }}
    >
      {THEMES.map((name) => (
        <option key={name} value={name}>
          {t(`app.${name}`)}
        </option>
      ))}
    </Select>
  );
}
