import type { OwedMessage } from '../owed.ts';
import type { Channel } from '../people/person.ts';
import type { Alert } from './alert.ts';

/** What became of the alert's message in one channel. */
export type ChannelDelivery = {
  readonly name: string;
  readonly state: 'shown' | 'waiting' | 'uncertain' | 'failed';
  /** ISO instant: since when it is there, or is owed. */
  readonly at?: string;
  /** Why it is not there, and what to do. */
  readonly note?: string;
};

export type DepartmentDeliveries = {
  /** Department id; empty for channels that belong to none. */
  readonly department: string;
  readonly confirmedAt?: string;
  readonly channels: readonly ChannelDelivery[];
};

const failedNotes: Readonly<Record<string, string>> = {
  blocked: 'Tateがチャネルから外されているか、止められています。入れ直すと届きます。',
  gone: 'チャネルが見つかりません。Tateを入れ直すと届きます。',
  'too-large': 'カードが大きすぎて送れませんでした。電話などで知らせてください。',
  refused: 'Teamsが受け取りませんでした。電話などで知らせてください。',
};

const waitingNotes: Readonly<Record<string, string>> = {
  throttled: 'Teamsが混み合っています。空きしだい送ります。',
  busy: 'Teamsが混み合っています。空きしだい送ります。',
  unreachable: 'Teamsにつながりません。つながりしだい送ります。',
  ambiguous: 'Teamsから返事がありません。もう一度送ります。',
  gone: 'チャネルが見つかりませんでした。もう一度確かめます。',
};

const UNCERTAIN = '届いたかどうか、わかりません。「再送」の印をつけて、もう一度送ります。';
const FAILED = '送れませんでした。電話などで知らせてください。';

function deliveryOf(row: OwedMessage, name: string): ChannelDelivery {
  const { state, shown, reason = '' } = row;
  const at = row.since ?? row.dueAt;
  if (state === 'parked' && reason !== 'nothing-to-show') {
    const why = failedNotes[reason] ?? FAILED;
    return { name, state: 'failed', at, note: shown > 0 ? `前の内容は届いています。${why}` : why };
  }
  if (state === 'sent' || state === 'parked') return { name, state: 'shown', at };
  // Somebody there has read the warning; only what is new in it is still on its way.
  if (shown > 0) return { name, state: 'shown', note: '新しい内容を送っています。' };
  if (state === 'uncertain') return { name, state: 'uncertain', at, note: UNCERTAIN };
  const note = waitingNotes[reason];
  return { name, state: 'waiting', at, ...(note === undefined ? {} : { note }) };
}

/**
 * Where the alert stands, department by department: those that were alerted in their order, then any other that has
 * confirmed, then channels without a department. `rows` are the messages about the alert, `channels` those of the rows.
 */
export function deliveriesOf(
  alert: Alert,
  rows: readonly OwedMessage[],
  channels: ReadonlyMap<string, Channel>,
): DepartmentDeliveries[] {
  const sent = rows.flatMap((row) => {
    if (row.shows.kind !== 'alert' || row.to.kind !== 'channel') return [];
    const channel = channels.get(row.to.channel);
    const department = channel?.department ?? '';
    return [{ department, delivery: deliveryOf(row, channel?.name ?? '(なくなったチャネル)') }];
  });
  const confirmed = new Map(alert.acknowledgements.map(({ department, at }) => [department, at]));
  const departments = new Set([
    ...alert.audience,
    ...confirmed.keys(),
    ...sent.map(({ department }) => department).filter((department) => department !== ''),
    ...(sent.some(({ department }) => department === '') ? [''] : []),
  ]);
  return [...departments].map((department) => {
    const at = confirmed.get(department);
    return {
      department,
      ...(at === undefined ? {} : { confirmedAt: at }),
      channels: sent.filter((one) => one.department === department).map(({ delivery }) => delivery),
    };
  });
}
