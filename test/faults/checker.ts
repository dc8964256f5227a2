import { firstBrokenEntry } from '../../src/domain/audit.ts';
import { alertIdOf, currentContent, type Incident } from '../../src/domain/incident/incident.ts';
import { wantsAlert } from '../../src/domain/incident/content.ts';
import { isOpen, type OwedMessage } from '../../src/domain/owed.ts';
import type { Alert } from '../../src/domain/alert/alert.ts';
import { CONVERSATION_LIMITS, type Limit, TENANT_LIMITS } from '../../src/delivery/pace.ts';
import type { Channel, Person } from '../../src/domain/people/person.ts';
import type { OutgoingMessage } from '../../src/workflow/teams-port.ts';
import { chatOf } from '../builders/house.ts';
import { digest } from '../builders/records.ts';
import type { History } from './clients.ts';
import type { FaultKind } from './faults.ts';
import { type Appearance, isMarked, type SimulatedTenant } from './tenant.ts';

/** Everything that there is to judge, when the storm is over and the time to recover as well. */
export type Evidence = {
  readonly history: History;
  readonly incidents: readonly Incident[];
  readonly alerts: readonly Alert[];
  readonly rows: readonly OwedMessage[];
  readonly channels: readonly Channel[];
  readonly people: readonly Person[];
  readonly tenant: SimulatedTenant;
  /** What a row must show now, drawn from the store as it is. */
  readonly draw: (row: OwedMessage) => Promise<OutgoingMessage | undefined>;
};

export type Verdict = {
  reports: { submitted: number; acknowledged: number; stored: number; missing: number; duplicated: number };
  alerts: { owed: number; visible: number; parked: number; lost: number };
  /**
   * Second and further appearances of one message in one conversation. `marked` with 再送; `late`: left
   * unmarked before the repeat did, and arrived after it; `unmarked`: left unmarked when another stood there.
   */
  repeats: { marked: number; late: number; unmarked: number };
  decisions: { taken: number; twice: number };
  confirmations: { answered: number; missing: number };
  /** Messages that do not show the newest state, and updates that came before their message. */
  shown: { rows: number; stale: number; overtaken: number };
  /** Rows that are still open although nothing stands in their way. */
  stuck: number;
  chains: { broken: number };
  /** Moments at which more requests left than Teams publishes. */
  limits: { exceeded: number };
  faults: Partial<Record<FaultKind, number>>;
};

/** What must be nought in every run. */
export const wrongIn = (verdict: Verdict): string[] =>
  Object.entries({
    'reports.missing': verdict.reports.missing,
    'reports.duplicated': verdict.reports.duplicated,
    'alerts.lost': verdict.alerts.lost,
    'repeats.unmarked': verdict.repeats.unmarked,
    'decisions.twice': verdict.decisions.twice,
    'confirmations.missing': verdict.confirmations.missing,
    'shown.stale': verdict.shown.stale,
    'shown.overtaken': verdict.shown.overtaken,
    stuck: verdict.stuck,
    'chains.broken': verdict.chains.broken,
    'limits.exceeded': verdict.limits.exceeded,
  })
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} = ${count}`);

function judgeReports({ history, incidents }: Evidence): Verdict['reports'] {
  const filed = new Map<string, number>();
  for (const { submission } of incidents) {
    filed.set(submission.nonce, (filed.get(submission.nonce) ?? 0) + 1);
  }
  const missing = [...history.acknowledged].filter((nonce) => !filed.has(nonce));
  return {
    submitted: history.submitted.size,
    acknowledged: history.acknowledged.size,
    stored: incidents.length,
    missing: missing.length,
    duplicated: [...filed.values()].reduce((sum, times) => sum + times - 1, 0),
  };
}

const alertRow = (number: string, channel: Channel): string => `${number}/alert-${channel.key}`;

/** Whether anybody was told that this alert did not reach this channel. */
function isToldAsFailed(evidence: Evidence, number: string, channel: Channel): boolean {
  const rows = evidence.rows.filter(
    ({ shows }) => shows.kind === 'undelivered' && shows.number === number && shows.channel === channel.key,
  );
  return rows.some((row) => row.state === 'sent' && row.messageId !== undefined);
}

function judgeAlerts(evidence: Evidence): Verdict['alerts'] {
  const { incidents, channels, rows, tenant } = evidence;
  const seen = new Set(tenant.appearances.flatMap(({ row }) => (row === undefined ? [] : [row])));
  const states = new Map(rows.map((row) => [`${row.about}/${row.id}`, row]));
  const verdict = { owed: 0, visible: 0, parked: 0, lost: 0 };
  for (const incident of incidents) {
    if (!wantsAlert(currentContent(incident))) continue;
    for (const channel of channels) {
      // A record may have joined the alert of another, about the same person.
      const key = alertRow(alertIdOf(incident), channel);
      const isInstalled = tenant.isInstalled(channel.address.conversationId);
      // Taken away before the alert was raised: that channel is owed nothing.
      if (channel.department === undefined || (!isInstalled && !states.has(key))) continue;
      verdict.owed += 1;
      if (seen.has(key)) verdict.visible += 1;
      else if (
        states.get(key)?.state === 'parked' &&
        isToldAsFailed(evidence, alertIdOf(incident), channel)
      ) {
        verdict.parked += 1;
      } else {
        verdict.lost += 1;
      }
    }
  }
  return verdict;
}

/** Posts of one row in the order in which they appeared. A message that somebody deleted counts as well. */
function judgeRepeats({ tenant }: Evidence): Verdict['repeats'] {
  const posts = new Map<string, Appearance[]>();
  for (const appearance of tenant.appearances) {
    if (appearance.kind !== 'post' || appearance.row === undefined) continue;
    posts.set(appearance.row, [...(posts.get(appearance.row) ?? []), appearance]);
  }
  const verdict = { marked: 0, late: 0, unmarked: 0 };
  for (const list of posts.values()) {
    for (const [index, post] of list.entries()) {
      if (index === 0) continue;
      const leftFirst = list.every((other) => other === post || post.departedAt < other.departedAt);
      if (isMarked(post)) verdict.marked += 1;
      else if (leftFirst) verdict.late += 1;
      else verdict.unmarked += 1;
    }
  }
  return verdict;
}

function judgeDecisions({ history, incidents }: Evidence): Verdict['decisions'] {
  let [taken, twice] = [0, 0];
  for (const incident of incidents) {
    for (const { id, state, decision } of incident.escalations) {
      const entries = incident.audit.filter(
        ({ about, action }) => about === id && ['approved', 'returned', 'rejected'].includes(action),
      );
      if (state !== 'pending') taken += 1;
      const told = history.decisions.get(id)?.answers ?? [];
      const others = told.filter((card) => decision === undefined || !card.includes(decision.byName));
      if (entries.length > 1 || others.length > 0) twice += 1;
    }
  }
  return { taken, twice };
}

function judgeConfirmations({ history, alerts }: Evidence): Verdict['confirmations'] {
  const known = new Map(alerts.map((alert) => [alert.id, alert]));
  const missing = history.confirmed.filter(
    ({ alert, department }) =>
      !JSON.stringify(known.get(alert) ?? {}).includes(`"department":"${department}"`),
  );
  return { answered: history.confirmed.length, missing: missing.length };
}

async function judgeScreens(evidence: Evidence): Promise<Verdict['shown']> {
  const { rows, channels, people, tenant, draw } = evidence;
  let [count, stale] = [0, 0];
  for (const row of rows) {
    // What the matching found is said once, as it was then; it is no version of anything.
    if (row.state !== 'sent' || row.messageId === undefined || row.shows.kind === 'match') continue;
    const { to } = row;
    const channel = to.kind === 'channel' ? channels.find(({ key }) => key === to.channel) : undefined;
    const person = to.kind === 'person' ? people.find(({ key }) => key === to.person) : undefined;
    const where = channel?.address.conversationId ?? (person === undefined ? '' : chatOf(person));
    const message = tenant.messages(where).get(row.messageId);
    // Somebody deleted it since: the next change brings it back. Or the bot may no longer write there.
    if (message === undefined || !tenant.isInstalled(where)) continue;
    const wanted = await draw({ ...row, repeat: false });
    // Nothing would be said any more; what was said stands.
    if (wanted === undefined) continue;
    count += 1;
    const repeated = await draw({ ...row, repeat: true });
    const shown = JSON.stringify(message.card);
    if (shown !== JSON.stringify(wanted.card) && shown !== JSON.stringify(repeated?.card)) {
      stale += 1;
    }
  }
  return { rows: count, stale, overtaken: 0 };
}

/** How often a request left although the limit was used up, counted over every window that ends with it. */
function exceeded(departures: readonly number[], limits: readonly Limit[]): number {
  let count = 0;
  for (const { sends, withinMs } of limits) {
    for (const [index, at] of departures.entries()) {
      const earlier = departures[index - sends];
      if (earlier !== undefined && at - earlier < withinMs) {
        count += 1;
      }
    }
  }
  return count;
}

/** Requests that left although a published limit was used up. */
export function judgeLimits(tenant: Pick<SimulatedTenant, 'departures'>): number {
  const perConversation = new Map<string, number[]>();
  for (const { conversation, at } of tenant.departures) {
    perConversation.set(conversation, [...(perConversation.get(conversation) ?? []), at]);
  }
  const all = tenant.departures.map(({ at }) => at);
  return [...perConversation.values()].reduce(
    (sum, list) => sum + exceeded(list, CONVERSATION_LIMITS),
    exceeded(all, TENANT_LIMITS),
  );
}

/** Reads the evidence; knows nothing of how the service works, only of what it promised. */
export async function judge(evidence: Evidence, faults: Verdict['faults']): Promise<Verdict> {
  const { incidents, alerts, rows, tenant } = evidence;
  const chains = [...incidents.map(({ audit }) => audit), ...alerts.map(({ audit }) => audit)];
  const shown = await judgeScreens(evidence);
  return {
    reports: judgeReports(evidence),
    alerts: judgeAlerts(evidence),
    repeats: judgeRepeats(evidence),
    decisions: judgeDecisions(evidence),
    confirmations: judgeConfirmations(evidence),
    shown: { ...shown, overtaken: tenant.overtaken() },
    stuck:
      rows.filter(isOpen).length +
      incidents.filter(({ intents }) => intents.length > 0).length +
      alerts.filter(({ intents }) => intents.length > 0).length,
    chains: { broken: chains.filter((chain) => firstBrokenEntry(chain, digest) !== undefined).length },
    limits: { exceeded: judgeLimits(tenant) },
    faults,
  };
}
