/** Whether the window is dark now: the user's choice, or the system's. Charts and map follow it. */
import { useEffect, useState } from 'react';

const isDark = (): boolean => {
  const { theme } = document.documentElement.dataset;
  return theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
};

export function useDark(): boolean {
  const [dark, setDark] = useState(isDark);
  useEffect(() => {
    const follow = (): void => setDark(isDark());
    const watch = new MutationObserver(follow);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const media = matchMedia('(prefers-color-scheme: dark)');
    media.addEventListener('change', follow);
    follow();
    return () => {
      watch.disconnect();
      media.removeEventListener('change', follow);
    };
  }, []);
  return dark;
}
