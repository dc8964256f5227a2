/** What limits each ratio, as profiles of the runs said. */
export const limits = {};
