/** Sorts after every instant: an index field whose time never comes. */
export const NEVER = '9999-12-31T23:59:59.999Z';
