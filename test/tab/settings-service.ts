import { type OperationName, operations } from '../../src/api/operations.ts';
import type { Person } from '../../src/domain/people/person.ts';
import type { Ward } from '../../src/domain/people/departments.ts';
import { createHandlers } from '../../src/http/api/create-handlers.ts';
import type { ApiAnswer, Call } from '../../src/http/api/operation.ts';
import {
  asInstalled,
  cards,
  coordinator,
  installed,
  type OpenHouse,
  openHouse,
  reachable,
} from '../builders/house.ts';
import { approver, person } from '../builders/records.ts';
import { saveNow } from '../builders/settings.ts';
import type { Asked, Harness, Told } from './harness.ts';

/** What the pages of the settings call. */
const served = [
  'me',
  'settings',
  'settingsChanges',
  'exportSettings',
  'previewImport',
  'importSettings',
  'section',
  'saveSection',
  'sectionVersion',
  'people',
  'saveRoles',
  'channels',
  'saveChannel',
] as const satisfies readonly OperationName[];

/** A ward of the size of the largest: 200 departments, 2,000 lines and windows. */
export const largeWard: Ward = {
  ...asInstalled.ward,
  departments: [
    ...asInstalled.ward.departments,
    ...Array.from({ length: 200 - asInstalled.ward.departments.length }, (_, index) => ({
      id: `ka-${index}`,
      name: `第${index + 1}出張所`,
    })),
  ],
  lines: Array.from({ length: 2000 }, (_, index) => ({
    id: `den-${index}`,
    name: `${index + 1}番電話`,
    department: index < 300 ? 'fukushi' : `ka-${index % 180}`,
    kind: 'line' as const,
    records: index % 2 === 0,
    announces: false,
    ...(index % 2 === 0 ? { eraseDays: 30 } : {}),
  })),
};

/** The other coordinator: who is faster. */
export const other: Person = { ...person({ id: 'other-coordinator', name: '山本 恵' }), coordinator: true };

/**
 * The service's own handlers over a real store, behind the harness: what the pages show, refuse and save is what the
 * service does.
 */
export async function openSettingsService(harness: Harness, wish: { ward?: Ward } = {}) {
  const open: OpenHouse = openHouse(wish);
  const me = coordinator({ name: '総務 花子' });
  await open.settlePeople(
    me,
    other,
    reachable(approver({ name: '田中 一郎' })),
    person({ id: 'clerk', name: '佐藤 みどり', department: 'zeimu' }),
    person({ id: 'chief-2', name: '鈴木 次郎', department: 'fukushi' }),
  );
  await open.settleChannels(
    installed({ id: 'c-zeimu', name: '税務課 アラート', department: 'zeimu' }),
    installed({ id: 'c-free', name: '一般', department: undefined }),
    installed({ id: 'c-old', name: '前のチャネル', department: undefined, state: 'removed' }),
  );
  const handlers = createHandlers({
    house: open.house,
    cards,
    settings: open.settings,
    chatUrl: 'https://teams.microsoft.com/l/chat/0/0?users=28:tate',
  });
  const calls: { name: OperationName; body: unknown }[] = [];

  const toldOf = (name: OperationName, answer: ApiAnswer<OperationName>): Told => {
    if (answer.kind === 'ok') {
      const body = operations[name].answer.parse(answer.body);
      return { status: 200, body, ...(answer.etag === undefined ? {} : { etag: answer.etag }) };
    }
    const { kind: _, etag, status, ...rest } = answer;
    return {
      status,
      body: { type: 'about:blank', title: 'x', status, ...rest },
      ...(etag === undefined ? {} : { etag }),
    };
  };

  const serve =
    (name: OperationName) =>
    async ({ persona, params, query, body, ifMatch }: Asked): Promise<Told> => {
      calls.push({ name, body });
      const operation = operations[name];
      const read = 'body' in operation ? operation.body.safeParse(body) : undefined;
      if (read?.success === false)
        return { status: 400, body: { type: 'about:blank', title: 'x', status: 400 } };
      const who = await open.house.people.read(
        persona === 'coordinator' ? me.key : person({ id: 'clerk' }).key,
      );
      if (who === undefined) throw new Error('nobody is signed in');
      const call = { person: who, params, query, body: read?.data, ifMatch: ifMatch ?? '' };
      const handle = handlers[name] as unknown as (
        call: Call<OperationName>,
      ) => Promise<ApiAnswer<OperationName>>;
      return toldOf(name, await handle(call as unknown as Call<OperationName>));
    };

  return {
    open,
    me,
    calls,
    serve,
    /** Puts the service behind the harness, after a reset as well. */
    answer: (): void => {
      for (const name of served) harness.answer(name, serve(name));
    },
    /** From now on the service finds that the coordinator is none: answers as it does to everybody else. */
    takeRoleAway: (): void => {
      for (const name of served) {
        harness.answer(name, (asked) => serve(name)({ ...asked, persona: 'reporter' }));
      }
    },
    /** The other coordinator saves a section meanwhile. */
    savedByOther: async (
      section: Parameters<typeof saveNow>[1],
      content: Parameters<typeof saveNow>[2],
      note = '',
    ): Promise<void> => {
      await saveNow(open, section, content, { by: { ...other }, note });
    },
    close: () => open.close(),
  };
}

export type SettingsService = Awaited<ReturnType<typeof openSettingsService>>;
