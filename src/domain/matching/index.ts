export { type MatchingContent, matchingContentSchema } from './content.ts';
export { createMatcher } from './matcher.ts';
export { createPhoneKeys } from './phone.ts';
export type { SubjectReport } from './report.ts';
