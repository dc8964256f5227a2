import { digest, person, richTyped, ward } from '../builders/records.ts';
import { APP_ID, TENANT } from '../bot/front-door/channel-keys.ts';
import { newNonce, personKey } from '../../src/domain/ids.ts';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import type { Person } from '../../src/domain/people/person.ts';
import { wallClock } from '../../src/domain/time.ts';
import { generate, type MadeReport, noiseLevels } from '../match/generator.ts';
import { winter } from '../match/vocabulary.ts';

/** The made-up office of the bench: who writes, and what they send. The same seed gives the same words. */

const BOT = `28:${APP_ID}`;
const heights = { short: '背が低い', average: '中背', tall: '背が高い' } as const;
const builds = { slim: 'やせ型', average: '中肉', heavy: 'がっちり' } as const;

/** One record in ten warns the departments; the others are ordinary ones. */
const WARNS = 10;

/** Staff who write; a person may press 30 times at once, so nobody writes more than a few records a round. */
const WRITERS = 500;

/** `count` reports in the order of time, the same persons coming again as the generator has it. */
export const madeReports = (count: number): MadeReport[] =>
  generate({ seed: 7, reports: count, vocabulary: winter, noise: noiseLevels.asSample, days: 180 });

const idOf = (index: number): string => `e0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** Who reads the register: the first writer as coordinator, the second as approver of their department. */
export const COORDINATOR = idOf(0);
const APPROVER = idOf(1);
export const READERS = [COORDINATOR, APPROVER] as const;

const chatOf = (objectId: string): string => `a:${objectId}`;

/** Staff who have used the bot before, with the chat that is known of them: meeting them writes nothing. */
export function writers(serviceUrl: string): Person[] {
  return Array.from({ length: WRITERS }, (_, index) => {
    const objectId = idOf(index);
    const department = ward.departments[index % ward.departments.length]?.id ?? '';
    return person({
      id: objectId,
      key: personKey(TENANT, objectId, digest),
      tenantId: TENANT,
      name: `職員 ${index}`,
      department,
      approverOf: objectId === APPROVER ? [department] : [],
      reach: { serviceUrl, botId: BOT },
      chat: { serviceUrl, conversationId: chatOf(objectId), tenantId: TENANT, botId: BOT },
    });
  });
}

/** A full form in which everything by which a person can be found is the report's own. */
export function typedOf(made: MadeReport, index: number, at: Date, department: string): TypedValues {
  const { date, time } = wallClock(at);
  const { name, kana, phone, ageBand, gender, height, build, hair, glasses, clothing, belongings, voice } =
    made.person;
  const { endTime: _, row1At: __, row2At: ___, ...full } = richTyped;
  const figure = [heights[height as keyof typeof heights], builds[build as keyof typeof builds]].filter(
    (word) => typeof word === 'string',
  );
  const [row1Words = '', ...others] = made.words;
  const warns = index % WARNS === 0;
  return {
    ...full,
    department,
    date,
    time,
    scene: made.scene,
    name: name ?? '',
    kana: kana ?? '',
    phone: phone ?? '',
    age: ageBand,
    gender: ['male', 'female'].includes(gender) ? gender : '',
    glasses: glasses === null ? '' : glasses ? 'yes' : 'no',
    build: figure.join('、'),
    hair: hair ?? '',
    clothing: clothing ?? '',
    belongings: belongings ?? '',
    voice: voice ?? '',
    row1Words,
    row3Who: 'caller',
    row3Words: others.join('、'),
    demand: made.demand,
    taken: '係長に交代し、制度を説明した',
    endingNote: '自分から退去した',
    conduct: warns ? 'time,abuse,threat' : 'time,abuse',
    danger: warns ? 'onward' : '',
    urgent: warns ? 'true' : 'false',
  };
}

/** A press of 「記録する」 as Teams sends it, with the nonce of the form and the message that shows it. */
export type Submission = {
  readonly reporter: Person;
  readonly nonce: string;
  readonly messageId: string;
  readonly activity: object;
};

export function submissions(made: readonly MadeReport[], serviceUrl: string, now: Date): Submission[] {
  const staff = writers(serviceUrl);
  return made.map((report, index) => {
    const reporter = staff[index % staff.length] as Person;
    const nonce = newNonce(now, digest(`bench ${report.id}`).slice(0, 16));
    const messageId = `f:${index}`;
    const typed = typedOf(report, index, new Date(now.getTime() - 600_000), reporter.department ?? '');
    const data = { action: 'incident.submit', nonce, rows: 3, number: '', base: 0, seen: '', ...typed };
    return {
      reporter,
      nonce,
      messageId,
      activity: {
        type: 'invoke',
        name: 'adaptiveCard/action',
        id: `i:${index}`,
        channelId: 'msteams',
        timestamp: now.toISOString(),
        localTimezone: 'Asia/Tokyo',
        serviceUrl,
        from: { id: reporter.teamsId, aadObjectId: reporter.objectId, name: reporter.name },
        recipient: { id: BOT, name: 'Tate' },
        conversation: {
          id: reporter.chat?.conversationId,
          conversationType: 'personal',
          tenantId: TENANT,
        },
        channelData: {
          tenant: { id: TENANT },
          source: { name: 'message' },
          legacy: { replyToId: messageId },
        },
        entities: [{ type: 'clientInfo', locale: 'ja-JP', country: 'JP', platform: 'Windows' }],
        locale: 'ja-JP',
        replyToId: messageId,
        value: { action: { type: 'Action.Execute', verb: 'incident.submit', data }, trigger: 'manual' },
      },
    };
  });
}
