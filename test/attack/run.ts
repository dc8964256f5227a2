import type { Attack, Scene } from './attack.ts';
import { bodyAttacks } from './attacks/bodies.ts';
import { loadAttacks } from './attacks/load.ts';
import { decisionAttacks } from './attacks/decisions.ts';
import { officeAttacks } from './attacks/offices.ts';
import { oddityAttacks } from './attacks/oddities.ts';
import { recordAttacks } from './attacks/records.ts';
import { routeAttacks } from './attacks/routes.ts';
import { startAttacks } from './attacks/start.ts';
import { addressAttacks, strangerAttacks } from './attacks/strangers.ts';
import { subjectAttacks } from './attacks/subjects.ts';
import { tabRequestAttacks } from './attacks/tab-requests.ts';
import { tabRoleAttacks } from './attacks/tab-roles.ts';
import { tabTokenAttacks } from './attacks/tab-tokens.ts';
import { tokenAttacks } from './attacks/tokens.ts';
import { wireAttacks } from './attacks/wire.ts';
import { lastLook, wordAttacks } from './attacks/words.ts';
import { createClient } from './client.ts';
import { CHIEF, REPORTER } from './people.ts';
import { openService, type Weakness } from './service.ts';
import { eventually, type Stage, setStage } from './stage.ts';

export type Row = {
  readonly family: string;
  readonly name: string;
  readonly sent: string;
  readonly expected: string;
  readonly happened: string;
  readonly held: boolean;
};

const nobody = { name: '', kana: '', phone: '', build: '', hair: '', belongings: '', voice: '' };

/** People unlike everybody else of the records, so that each gets an alert of its own. */
const unlike = {
  before: {
    ...nobody,
    age: '20s',
    gender: 'female',
    clothing: '黄色い雨がっぱ',
    row1Words: '窓を割ってやる',
  },
  after: { ...nobody, age: '70s', gender: 'male', clothing: '緑の作業着', row1Words: '今から殴りに行く' },
};

/** What must succeed before and after, so that a table of refusals proves something. */
function control(when: 'before' | 'after'): Attack {
  return {
    family: 'control',
    name: `a legitimate day, ${when} the attacks`,
    sent: 'a record, its alert, the request for a decision, the approval',
    expected: 'filed, seen in the channel, approved by the approver',
    async run({ service, client, stage }: Scene) {
      const { office } = stage;
      const where = { scope: 'channel', room: 'fukushi' } as const;
      await client.press(CHIEF, 'channel.bind', { department: 'fukushi' }, where);
      const { number } = await office.file(REPORTER, unlike[when]);
      const escalation = await office.escalate(REPORTER, number);
      const reply = await client.press(CHIEF, 'escalation.decide', {
        number,
        escalation,
        decision: 'approve',
      });
      const [decided] = (await office.read(number)).escalations;
      const seen = await eventually(() => office.seenIn('fukushi', where).includes(number));
      const answered = reply.status === 200 && service.canary.hits() === 0;
      return {
        held: answered && decided?.state === 'approved' && seen,
        happened: `${decided?.state}, alert ${seen ? 'seen' : 'not seen'}`,
      };
    },
  };
}

export const allAttacks: readonly Attack[] = [
  control('before'),
  ...tokenAttacks,
  ...strangerAttacks,
  ...addressAttacks,
  ...decisionAttacks,
  ...recordAttacks,
  ...officeAttacks,
  ...subjectAttacks,
  ...bodyAttacks,
  ...oddityAttacks,
  ...routeAttacks,
  ...wireAttacks,
  ...wordAttacks,
  ...startAttacks,
  ...tabTokenAttacks,
  ...tabRoleAttacks,
  ...tabRequestAttacks,
  ...loadAttacks,
  control('after'),
  lastLook,
];

/** A fault of the attack itself is not held either: an attack that does not run proves nothing. */
async function attempt(attack: Attack, scene: Scene): Promise<Row> {
  const { family, name, sent, expected } = attack;
  try {
    return { family, name, sent, expected, ...(await attack.run(scene)) };
  } catch (fault) {
    const happened = `the attack failed: ${fault instanceof Error ? fault.message : typeof fault}`;
    return { family, name, sent, expected, happened, held: false };
  }
}

/**
 * Opens the service, attacks it, closes it.
 * @param wish.flood junk tokens of the flood
 * @param wish.weakness a protection to leave out
 * @param wish.only which attacks; default all
 * @param wish.each told of every row as it comes
 */
export async function runAttacks(wish: {
  flood: number;
  weakness?: Weakness;
  only?: (attack: Attack) => boolean;
  each?: (row: Row) => void;
}): Promise<Row[]> {
  const { flood, weakness, only = () => true, each = () => undefined } = wish;
  const service = await openService(weakness);
  try {
    const client = createClient(service);
    const stage: Stage = await setStage(service, client);
    const rows: Row[] = [];
    for (const attack of allAttacks.filter(only)) {
      const row = await attempt(attack, { service, client, stage, flood });
      each(row);
      rows.push(row);
    }
    return rows;
  } finally {
    await service.close();
  }
}
