const NONE: readonly number[] = [];

/**
 * Lists of thing numbers, held as small as can be: one empty list for all, one copy of a list of one, and an
 * exact copy of a longer one. A list that grew by pushing holds room for sixteen more, a hundred thousand
 * times.
 */
export const createLists = () => {
  const singles: (readonly number[])[] = [];
  return (things: readonly number[]): readonly number[] => {
    const [only] = things;
    if (only === undefined) return NONE;
    if (things.length > 1) return things.slice();
    singles[only] ??= [only];
    return singles[only];
  };
};

/** Repeated texts are read once; the bound keeps free text from filling the memory. */
export const cached = <Made>(
  make: (text: string) => Made,
  most = 20_000,
): { of: (text: string) => Made; clear: () => void } => {
  const cache = new Map<string, Made>();
  let nothing: { made: Made } | undefined;
  return {
    of: (text) => {
      // Most fields of most records are empty.
      if (text === '') {
        nothing ??= { made: make('') };
        return nothing.made;
      }
      const known = cache.get(text);
      // A text may stand for nothing.
      if (known !== undefined || cache.has(text)) return known as Made;
      if (cache.size > most) cache.clear();
      const made = make(text);
      cache.set(text, made);
      return made;
    },
    clear: () => {
      cache.clear();
      nothing = undefined;
    },
  };
};
