import { conductNames, dangerNames, endingNames, sceneNames } from '../incident/choices.ts';
import type { IncidentContent } from '../incident/content.ts';
import { currentContent, type Incident } from '../incident/incident.ts';
import { mayReadCare } from '../people/standing.ts';
import type { Person } from '../people/person.ts';
import { withoutTelling } from './conduct-view.ts';
import type { RegisterExtent } from './scope.ts';

/** One spelling of width and case for what is looked for and what is read. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What a search asks for: every word of it, apart by blanks. */
export const wordsOf = (typed: string): string[] =>
  plain(typed)
    .split(/\s+/u)
    .filter((word) => word !== '');

/** Labels of ours, and what every reader of the register may read. */
const sharedTexts = (content: IncidentContent): string[] => [
  sceneNames[content.scene],
  ...content.conduct.map((label) => conductNames[label]),
  ...content.danger.map((mark) => dangerNames[mark]),
  content.ending === undefined ? '' : endingNames[content.ending],
  content.look,
  content.features.build,
  content.features.hair,
  content.features.clothing,
  content.features.belongings,
  content.features.voice,
  ...content.utterances.map(({ words }) => words),
  ...content.steps.map(({ words }) => words),
];

const insideTexts = ({ content, accounts, reporter }: IncidentTexts): string[] => [
  content.place,
  content.identity.name,
  content.identity.kana,
  content.identity.phone,
  content.claim,
  content.demand,
  content.grievance,
  content.confirmed,
  content.background,
  content.line,
  content.url,
  content.seenAt,
  content.captured,
  content.manner,
  content.witnesses,
  content.taken,
  content.endingNote,
  content.lateReason,
  ...accounts,
  reporter,
];

type IncidentTexts = { content: IncidentContent; accounts: readonly string[]; reporter: string };

/**
 * Everything that a reader of this extent may read in the newest version, with the record's number; the same
 * texts as on the card that shows the record. A search finds nothing else, so it cannot be asked about what is
 * hidden. `department` is the name of the record's department.
 */
export function readableTexts(
  incident: Incident,
  reader: { readonly extent: RegisterExtent; readonly person: Person },
  department: string,
): string[] {
  const content = currentContent(incident);
  const labels = [incident.number, department];
  if (reader.extent === 'conduct') return [...labels, ...sharedTexts(withoutTelling(content))];
  const accounts = incident.accounts.map(({ text }) => text);
  return [
    ...labels,
    ...sharedTexts(content),
    ...insideTexts({ content, accounts, reporter: incident.reporter.name }),
    mayReadCare(reader.person, incident) ? content.careNote : '',
  ];
}

const holdsAll = (texts: readonly string[], words: readonly string[]): boolean => {
  const all = plain(texts.join('\n'));
  return words.every((word) => all.includes(word));
};

/**
 * Whether the reader finds the record by these words (of {@link wordsOf}); no words find everything. Only what the
 * reader may read is looked at, never more of the record first: the time of the answer would tell whether a word
 * stands where it is hidden.
 */
export function findsByWords(
  incident: Incident,
  reader: { readonly extent: RegisterExtent; readonly person: Person },
  department: string,
  words: readonly string[],
): boolean {
  if (words.length === 0) return true;
  return holdsAll(readableTexts(incident, reader, department), words);
}
