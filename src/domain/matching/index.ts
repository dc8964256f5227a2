export { type MatchingContent, matchingContentSchema } from './content.ts';
export { createMatcher } from './matcher.ts';
export { createPhoneKeys, type PhoneKeys } from './phone.ts';
export { createRefusedFinder, type FindRefused, LEFT_OUT, withoutRefused } from './refused.ts';
export { type Band, bandNames, bands, type SubjectReport } from './report.ts';
