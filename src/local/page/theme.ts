/** Teams' three themes, by the names that TeamsJS has for them. */
export const themes = [
  { id: 'default', name: '明るい' },
  { id: 'dark', name: '暗い' },
  { id: 'contrast', name: 'ハイコントラスト' },
] as const;

export type Theme = (typeof themes)[number]['id'];

const storageKey = 'tate-local-theme';

const read = (text: string | null): Theme => themes.find(({ id }) => id === text)?.id ?? 'default';

/** The theme of the local page: kept over reloads, the same in every window, and changed while people look. */
export const createTheme = () => {
  const listeners = new Set<(theme: Theme) => void>();
  let current: Theme = read(localStorage.getItem(storageKey));
  const show = (theme: Theme): void => {
    current = theme;
    document.documentElement.dataset['theme'] = theme;
    for (const listener of listeners) listener(theme);
  };
  window.addEventListener('storage', (event) => {
    if (event.key === storageKey) show(read(event.newValue));
  });
  show(current);
  return {
    current: () => current,
    set: (theme: Theme): void => {
      localStorage.setItem(storageKey, theme);
      show(theme);
    },
    /** Returns the function that ends it. */
    onChange: (listener: (theme: Theme) => void): (() => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};

export type ThemeSwitch = ReturnType<typeof createTheme>;
