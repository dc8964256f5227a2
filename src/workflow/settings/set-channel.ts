import type { Channel, Person } from '../../domain/people/person.ts';
import { maySet, standingOf } from '../../domain/people/standing.ts';
import type { Problem } from '../../domain/settings/problems.ts';
import { changeDepartment, type ChannelsHouse } from '../bind-channel.ts';
import type { House } from '../ports.ts';

export type SettingChannel =
  | { kind: 'done'; channel: Channel }
  | { kind: 'refused' }
  | { kind: 'unknown' }
  /** Somebody was faster; this is what holds. */
  | { kind: 'stale'; channel: Channel }
  | { kind: 'invalid'; problems: readonly Problem[] };

/** What an edit of a channel's department starts from. */
export const channelTag = (channel: Channel, { digest }: Pick<House, 'digest'>): string =>
  digest(`channel|${channel.department ?? ''}`).slice(0, 24);

/** What is wrong with giving a channel to a department. */
export function problemsOfChannel(
  departments: ReadonlySet<string>,
  channel: Channel,
  department: string | undefined,
): Problem[] {
  if (department === undefined || department === channel.department) return [];
  if (!departments.has(department)) {
    return [{ path: 'department', message: '一覧にない課です。選び直してください。' }];
  }
  return channel.state === 'active'
    ? []
    : [
        {
          path: 'department',
          message:
            'このチャネルには、いまTateが入っていません。Teamsでチームにアプリを追加してから、課を選んでください。',
        },
      ];
}

/** A coordinator gives a channel to a department, or takes it away from one (undefined). */
export async function setChannel(
  house: ChannelsHouse,
  by: Person,
  order: { channel: string; tag: string; department: string | undefined },
): Promise<SettingChannel> {
  if (!maySet(standingOf(by, house.rules))) return { kind: 'refused' };
  const { tag, department } = order;
  const known = await house.channels.read(order.channel);
  if (known === undefined) return { kind: 'unknown' };
  const departments = new Set(house.ward().departments.map(({ id }) => id));
  const problems = problemsOfChannel(departments, known, department);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const changed = await changeDepartment(
    house,
    by,
    order.channel,
    department,
    // A repeat of an edit whose answer was lost finds its own work.
    (channel) => channelTag(channel, house) === tag || channel.department === department,
  );
  if (!changed.found) return { kind: 'unknown' };
  return changed.done
    ? { kind: 'done', channel: changed.channel }
    : { kind: 'stale', channel: changed.channel };
}
