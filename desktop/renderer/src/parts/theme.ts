/** Light or dark: the user's choice or the system's, written on the page as data-theme, which the style sheet reads. Charts and map follow it. */
import { useEffect, useState } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;

const system = matchMedia('(prefers-color-scheme: dark)');

export const chosenTheme = (): string => localStorage.getItem('theme') ?? 'system';

function apply(): void {
  const chosen = chosenTheme();
  const dark = chosen === 'dark' || (chosen !== 'light' && system.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

/** Once, before the first thing is drawn. */
export function followTheme(): void {
  apply();
  system.addEventListener('change', apply);
}

export function chooseTheme(theme: string): void {
  localStorage.setItem('theme', theme);
  apply();
}

const isDark = (): boolean => document.documentElement.dataset['theme'] === 'dark';

export function useDark(): boolean {
  const [dark, setDark] = useState(isDark);
  useEffect(() => {
    const follow = (): void => setDark(isDark());
    const watch = new MutationObserver(follow);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    follow();
    return () => watch.disconnect();
  }, []);
  return dark;
}
