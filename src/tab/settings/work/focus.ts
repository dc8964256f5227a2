import { type Path, pathKey } from '../editing/path.ts';

/** Puts the focus on the field of a path, or of the nearest place around it; false when the page shows none. */
export function focusPath(path: Path): boolean {
  for (let length = path.length; length > 0; length -= 1) {
    const key = CSS.escape(pathKey(path.slice(0, length)));
    const found = document.querySelector<HTMLElement>(`[data-path="${key}"]`);
    if (found === null) continue;
    found.focus({ preventScroll: true });
    // The bar at the bottom covers what is scrolled only just into sight.
    found.scrollIntoView({ block: 'center' });
    return true;
  }
  return false;
}
