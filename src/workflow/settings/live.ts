/**
 * An object whose properties are read from `current` at each use, so that whoever holds it sees every change.
 * The properties are those that `current` has now: contents of one schema all have the same.
 */
export function liveView<T extends object>(current: () => T): T {
  const view = {};
  for (const key of Object.keys(current())) {
    Object.defineProperty(view, key, { enumerable: true, get: () => Reflect.get(current(), key) as unknown });
  }
  return view as T;
}
