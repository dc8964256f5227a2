import { conductNames, legitimacyNames, wardErrorNames } from '../domain/incident/choices.ts';
import { currentVersion, type Incident } from '../domain/incident/incident.ts';
import { type LawBook, lawFor } from '../domain/law/law.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { withoutTelling } from '../domain/register/conduct-view.ts';
import { severityNames } from '../domain/risk/severity.ts';
import { dayAndTime, wallClock } from '../domain/time.ts';
import { fitFirst, leavesOut, type Room, tighten } from './fit.ts';
import { type Fact, fact, present } from './inert.ts';
import { recordFacts, stepFacts, utteranceFacts } from './record-facts.ts';
import type { CardMessage, Expand } from './template.ts';

/** Accounts of witnesses that still fit with the longest record; the newest, when there are more. */
const ACCOUNTS_SHOWN = 12;

/** What this reader may do with what they see. */
export type ReaderMay = { edit: boolean; ask: boolean; care: boolean };

/** The record for one entitled reader, in their own chat only. */
export function details(
  expand: Expand,
  ward: Ward,
  law: LawBook,
  view: { incident: Incident; extent: 'full' | 'conduct'; may: ReaderMay },
): CardMessage {
  const { incident, may } = view;
  const { content, judged } = currentVersion(incident);
  const limited = view.extent === 'conduct';
  const inside = (facts: Fact[]): Fact[] => (limited ? [] : facts);
  const department = departmentName(ward, incident.department);
  const facts = recordFacts(limited ? withoutTelling(content) : content, department, limited);
  const utterances = utteranceFacts(limited ? withoutTelling(content) : content);
  const steps = stepFacts(limited ? withoutTelling(content) : content);
  const accounts = inside(
    incident.accounts.map(({ byName, at, text }) => fact(`${byName} ${dayAndTime(at)}`, text)),
  );
  const judgements = inside(judgementFacts(incident));
  const care = may.care ? present([fact('メモ', content.careNote)]) : [];
  const draw = (room: Room, laws: Fact[], told = accounts): object => {
    const shown = [facts, utterances, steps, told, judgements, care];
    return expand('details', {
      number: incident.number,
      limited,
      full: !limited,
      facts: tighten(facts, room),
      utterances: tighten(utterances, room),
      steps: tighten(steps, room),
      hasSteps: steps.length > 0,
      accounts: tighten(told, room),
      hasAccounts: accounts.length > 0,
      judgements: tighten(judgements, room),
      hasJudgements: judgements.length > 0,
      laws: tighten(laws, room),
      hasLaws: laws.length > 0,
      care: tighten(care, room),
      hasCare: care.length > 0,
      leftOut: leavesOut(shown.flat(), room) || told !== accounts,
      noWords: utterances.length === 0,
      mayEdit: may.edit,
      mayAsk: may.ask,
      mayAlert: (may.edit || may.ask) && !incident.alerted && judged?.risk !== undefined,
    });
  };
  // The record's own words come first: where both do not fit, the rules are only named, or left out.
  const card = fitFirst([
    (room) => draw(room, inside(lawFacts(incident, law, true))),
    (room) => draw(room, inside(lawFacts(incident, law, false))),
    (room) => draw(room, [], accounts.length > ACCOUNTS_SHOWN ? newestOf(accounts) : accounts),
  ]);
  return { card, summary: `記録 ${incident.number}` };
}

const newestOf = (accounts: Fact[]): Fact[] => [
  fact('見ていた人', `これより前の${accounts.length - ACCOUNTS_SHOWN}件は、記録に残っています。`),
  ...accounts.slice(-ACCOUNTS_SHOWN),
];

/** 申出の正当性・区側の誤り・態様 are three judgements, and none follows from another. */
function judgementFacts(incident: Incident): Fact[] {
  const { content, judged } = currentVersion(incident);
  const names = (labels: readonly (keyof typeof conductNames)[]): string =>
    labels.map((label) => conductNames[label]).join('、');
  return present([
    fact('申出', legitimacyNames[content.legitimacy]),
    fact('区側の誤り', wardErrorNames[content.wardError]),
    fact('態様', names(content.conduct)),
    ...(judged === undefined
      ? []
      : [
          fact('言葉から', judged.why.join('\n')),
          fact('書いた人', names(judged.person)),
          fact(
            '段階',
            judged.risk === undefined ? '' : `${severityNames[judged.risk.level]}(${judged.risk.why})`,
          ),
        ]),
  ]);
}

function lawFacts(incident: Incident, law: LawBook, withGist: boolean): Fact[] {
  const { content } = currentVersion(incident);
  const day = wallClock(new Date(content.occurredAt)).date;
  const seen = new Set<string>();
  return lawFor(law, content.conduct, day).flatMap((note) => {
    if (seen.has(note.id)) return [];
    seen.add(note.id);
    const mark = note.checked === 'confirmed' ? '✓' : '◇';
    const since = note.inForce === null ? '施行日は確認中。' : `施行 ${note.inForce}。`;
    const gist = withGist ? `。${note.gist}${note.note}(${since}出典 ${note.source})` : '';
    return [fact(`${conductNames[note.label]} ${mark}`, `${note.possible}${gist}`)];
  });
}
