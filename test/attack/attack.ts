import type { Client, Reply } from './client.ts';
import { conversationOf } from './people.ts';
import type { Service } from './service.ts';
import type { Stage } from './stage.ts';

/** What an attack may use. */
export type Scene = {
  readonly service: Service;
  readonly client: Client;
  readonly stage: Stage;
  /** Junk tokens of the flood. */
  readonly flood: number;
};

export type Outcome = { readonly held: boolean; readonly happened: string };

export type Attack = {
  readonly family: string;
  readonly name: string;
  /** What is sent, in short. */
  readonly sent: string;
  /** What must happen. */
  readonly expected: string;
  run(scene: Scene): Promise<Outcome>;
};

/** What may never stand in an answer: insides of the service, or of the machine. */
const INSIDES = /node_modules|\.ts:\d|at [\w.]+ \(|root:x:|Error:|restify|ECONN|SQLITE/u;

export const leaksInsides = ({ text, headers }: Reply): boolean =>
  INSIDES.test(text) || headers['server'] !== undefined || headers['x-powered-by'] !== undefined;

/**
 * What a turn would leave behind: people who are known, and what was sent to their chats and to these rooms. A
 * refused request changes nothing of it.
 */
export async function footprint(
  { service, stage }: Scene,
  ids: readonly string[],
  rooms: readonly string[] = [],
): Promise<string> {
  const people = await Promise.all(ids.map((id) => service.house.people.read(stage.office.keyOf(id))));
  const sent = [...ids.map((id) => conversationOf(id)), ...rooms].map(
    (room) => service.teams.sentTo(room).length,
  );
  return JSON.stringify([sent, people]);
}

/** The type and status inside of the answer to a press, or the HTTP status. */
export function answerOf({ status, text }: Reply): { code: number; said: string } {
  if (status !== 200 || text === '') return { code: status, said: text };
  const body = JSON.parse(text) as { statusCode?: number; value?: unknown };
  return {
    code: body.statusCode ?? status,
    said: typeof body.value === 'string' ? body.value : JSON.stringify(body.value ?? ''),
  };
}

/** An attack that is held when the HTTP status is one of these and no inside of the service shows. */
export function refusedWith(
  parts: Omit<Attack, 'run' | 'expected'> & { send: (scene: Scene) => Promise<Reply> },
  statuses: readonly number[],
): Attack {
  const { send, ...attack } = parts;
  return {
    ...attack,
    expected: statuses.map((status) => (status === 0 ? 'closed' : String(status))).join(' or '),
    async run(scene) {
      const reply = await send(scene);
      const leaked = leaksInsides(reply);
      return {
        held: statuses.includes(reply.status) && !leaked,
        happened: `${reply.status === 0 ? 'closed' : reply.status}${leaked ? ', insides shown' : ''}`,
      };
    },
  };
}
