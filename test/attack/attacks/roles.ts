import { setTimeout as delay } from 'node:timers/promises';
import { textsOf } from '../../cards/read-card.ts';
import { answerOf, type Attack, type Scene } from '../attack.ts';
import type { Reply } from '../client.ts';
import { secrets } from '../people.ts';
import { eventually } from '../stage.ts';

/** The first words of the answer that a person would read. */
function gist(reply: Reply): string {
  const found = reply.text.match(/"title":"[^"]*"/gu) ?? [];
  if (reply.text.includes('composeExtension')) return `${reply.status} search, ${found.length} found`;
  const { code, said } = answerOf(reply);
  const words = said.startsWith('{') ? textsOf(JSON.parse(said) as object) : [];
  const first = words.find(({ where }) => /^Text(?:Block|Run)\.text$/u.test(where))?.text ?? said;
  return `${code} ${first.slice(0, 30)}`.trim();
}

export type Plan = {
  name: string;
  sent: string;
  expected: string;
  /** Sends; what comes back is looked at for private words. */
  send: (scene: Scene) => Promise<Reply | readonly Reply[]>;
  /** What must still be true afterwards. Undefined when it is, else what happened instead. */
  wrong: (scene: Scene, replies: readonly Reply[]) => Promise<string | undefined>;
  /** The presser may read the record anyway. */
  mayRead?: boolean;
};

const PRIVATE = [secrets.name, secrets.phone, secrets.demand];
export const shows = (text: string): boolean => PRIVATE.some((word) => text.includes(word));

/** Long enough for one person's presses of one attack. */
const REST_MS = 6_000;

const toldToWait = ({ text }: Reply): boolean => text.includes('数秒待って');

export const roleAttack = ({
  name,
  sent,
  expected,
  send,
  wrong: findWrong,
  mayRead = false,
}: Plan): Attack => ({
  family: 'role',
  name,
  sent,
  expected,
  async run(scene) {
    const once = async (): Promise<readonly Reply[]> => {
      const sentBack = await send(scene);
      return Array.isArray(sentBack) ? (sentBack as readonly Reply[]) : [sentBack as Reply];
    };
    let replies = await once();
    if (replies.some(toldToWait)) {
      // The same few people press through the whole table: they do as they are told, and press again.
      await delay(REST_MS);
      replies = await once();
    }
    const broken = replies.find(({ status }) => status === 0 || status >= 500);
    // A refusal by the pace would say nothing about roles.
    const paced = replies.some(toldToWait);
    const leak = !mayRead && replies.some(({ text }) => shows(text));
    const wrong = await findWrong(scene, replies);
    return {
      held: broken === undefined && !paced && !leak && wrong === undefined,
      happened: paced
        ? 'refused by the pace'
        : (wrong ??
          (leak ? 'private words in the answer' : [...new Set(replies.map(gist))].join(' / ').slice(0, 120))),
    };
  },
});

/** The decision that waits must still wait. */
export const waits =
  (which: 'one' | 'two' | 'own') =>
  async ({ stage }: Scene): Promise<string | undefined> => {
    const { number, escalation } = stage[which];
    const found = (await stage.office.read(number)).escalations.find(({ id }) => id === escalation);
    return found?.state === 'pending' ? undefined : `decided: ${found?.state}`;
  };

export const decide = (
  { client, stage }: Scene,
  who: string,
  which: 'one' | 'two' | 'own',
  more: object = {},
): Promise<Reply> =>
  client.press(who, 'escalation.decide', { ...stage[which], decision: 'approve', reason: '', ...more });

export const approverOf = async ({ service, stage }: Scene, id: string): Promise<readonly string[]> =>
  (await service.house.people.read(stage.office.keyOf(id)))?.approverOf ?? [];

const versionsOf = async ({ stage }: Scene, number: string): Promise<number> =>
  (await stage.office.read(number)).versions.length;

export const untouched = async (scene: Scene): Promise<string | undefined> =>
  (await versionsOf(scene, scene.stage.one.number)) === 1 ? undefined : 'a new version was written';

/** What arrives in somebody's chat after a press, once the delivery has been there. */
export async function arrived(scene: Scene, id: string, from: number): Promise<string> {
  const seen = (): string => scene.stage.office.seenIn(id).slice(from);
  await eventually(() => seen() !== '', 4000);
  return seen();
}
