export { type MatchingContent, matchingContentSchema } from './content.ts';
export { createMatcher } from './matcher.ts';
export { createPhoneKeys, type PhoneKeys } from './phone.ts';
export { type Band, bandNames, bands, type Candidate, type SubjectReport } from './report.ts';
