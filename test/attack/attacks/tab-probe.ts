import { type Attack, leaksInsides, type Scene } from '../attack.ts';
import type { Reply } from '../client.ts';
import { shows } from './roles.ts';

export type Probe = {
  name: string;
  sent: string;
  expected: string;
  /** What happened instead, or undefined when it held. Replies are looked at for private words unless it says so. */
  run: (scene: Scene, seen: (reply: Reply) => Reply) => Promise<string | undefined>;
};

export const probe = ({ name, sent, expected, run }: Probe): Attack => ({
  family: 'tab role',
  name,
  sent,
  expected,
  async run(scene) {
    const replies: Reply[] = [];
    const wrong = await run(scene, (reply) => {
      replies.push(reply);
      return reply;
    });
    const statuses = [...new Set(replies.map(({ status }) => status))].join(', ');
    const leak = replies.some(({ text }) => shows(text));
    const broken = replies.some((reply) => reply.status === 0 || reply.status >= 500 || leaksInsides(reply));
    return {
      held: wrong === undefined && !leak && !broken,
      happened: wrong ?? (leak ? 'private words in the answer' : statuses),
    };
  },
});

export const numberOf = ({ stage }: Scene): string => stage.one.number;

export const search = (scene: Scene, id: string, body: object = {}): Promise<Reply> =>
  scene.client.tab(id, '/records/search', { method: 'POST', body });

export const rowsOf = (reply: Reply): { number: string; extent: string }[] =>
  reply.status === 200 ? (JSON.parse(reply.text) as { rows: { number: string; extent: string }[] }).rows : [];

/** The roles of an approver who coordinates. */
export const allRoles = { approverOf: ['fukushi'], deputyOf: [], coordinator: true };
