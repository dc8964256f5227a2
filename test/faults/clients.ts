import type { TurnOutcome } from '../../src/bot/front-door/answer.ts';
import { newNonce } from '../../src/domain/ids.ts';
import type { Channel, Person } from '../../src/domain/people/person.ts';
import { chatOf } from '../builders/house.ts';
import { richTyped } from '../builders/records.ts';
import { buttonsOf } from '../cards/read-card.ts';
import type { Faults } from './faults.ts';
import type { Instance } from './instance.ts';
import type { Random } from './random.ts';
import type { SimulatedTenant } from './tenant.ts';
import type { Timeline } from './timeline.ts';

/** What people were told, to be held against what is stored in the end. */
export type History = {
  /** Nonces of forms that were submitted, and of those that were answered with a receipt. */
  submitted: Set<string>;
  acknowledged: Set<string>;
  /** 確認しました that was answered: alert and department. */
  confirmed: { alert: string; department: string }[];
  /** Escalations and, for each answered press on the decision card, the whole card. */
  decisions: Map<string, { number: string; answers: string[] }>;
  /** People who gave up, although somebody with patience would have got through. */
  gaveUp: number;
};

export const createHistory = (): History => ({
  submitted: new Set(),
  acknowledged: new Set(),
  confirmed: [],
  decisions: new Map(),
  gaveUp: 0,
});

/** A person waits this long for an answer before pressing again. */
const PATIENCE_MS = 15_000;
const TRIES = 60;

const botId = '28:tate';

type Answer = { card: string } | 'done' | undefined;

const answerOf = (outcome: TurnOutcome): Answer => {
  if (outcome.kind === 'done') return 'done';
  // «Later» is no answer: the person presses again.
  if (outcome.kind !== 'invoke') return undefined;
  const { statusCode } = outcome.body as { statusCode: number };
  return statusCode === 200 ? { card: JSON.stringify(outcome.body) } : undefined;
};

/** People (and Teams between them and the service), who press until they are answered. */
export function createClients(deps: {
  timeline: Timeline;
  random: Random;
  faults: Faults;
  tenant: SimulatedTenant;
  history: History;
  instances: () => readonly Instance[];
}) {
  const { timeline, random, faults, tenant, history, instances } = deps;
  let activities = 0;

  type Where = { id: string; conversation: string; channel?: boolean };

  function activity(where: Where, rest: object): object {
    activities += 1;
    const { id, conversation, channel = false } = where;
    return {
      id: `activity-${activities}`,
      serviceUrl: tenant.serviceUrlOf(conversation),
      from: { id: `29:${id}`, aadObjectId: id, name: `名前-${id}` },
      recipient: { id: botId, name: 'Tate' },
      conversation: {
        id: conversation,
        conversationType: channel ? 'channel' : 'personal',
        isGroup: channel,
      },
      ...rest,
    };
  }

  /** One arrival at some instance. Undefined: no answer in time, or an error. */
  async function arrive(one: object): Promise<Answer> {
    const up = instances().filter((instance) => instance.isAlive());
    if (up.length === 0) {
      await timeline.sleep(500);
      return undefined;
    }
    const answer = random
      .pick(up)
      .take(one)
      .then(answerOf, () => undefined);
    return Promise.race([answer, timeline.sleep(PATIENCE_MS).then(() => undefined)]);
  }

  /** Teams brings an activity, and sometimes brings it again: as it was, or with another id, at once or later. */
  async function bring(make: () => object): Promise<Answer> {
    const first = make();
    const answer = arrive(first);
    const repeats: Promise<Answer>[] = [];
    const again = async (one: object, ms: number): Promise<Answer> => {
      await timeline.sleep(ms);
      return arrive(one);
    };
    if (faults.hits('invoke-repeated', 0.1)) repeats.push(again(first, random.between(0, 4_000)));
    if (faults.hits('invoke-renumbered', 0.1)) repeats.push(again(make(), random.between(0, 4_000)));
    if (faults.hits('double-press', 0.2)) repeats.push(again(make(), random.between(0, 300)));
    for (const repeat of repeats) background(repeat);
    return answer;
  }

  let open = 0;
  function background(work: Promise<unknown>): void {
    open += 1;
    void work.finally(() => {
      open -= 1;
    });
  }

  /** Presses until there is an answer that will do. */
  async function insist(make: () => object, enough: (answer: Answer) => boolean): Promise<Answer> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const answer = await bring(make);
      if (enough(answer)) return answer;
      await timeline.sleep(random.between(500, 6_000));
    }
    history.gaveUp += 1;
    return undefined;
  }

  const press = (where: Where, data: Record<string, unknown>, messageId?: string) => (): object => {
    const { action, ...rest } = data;
    return activity(where, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: action, data: rest } },
      replyToId: messageId,
    });
  };

  const answered = (answer: Answer): boolean => answer !== undefined;

  const chat = (person: Person): Where => ({ id: person.objectId, conversation: chatOf(person) });
  const inChannel = (id: string, channel: Channel): Where => ({
    id,
    conversation: channel.address.conversationId,
    channel: true,
  });

  /** The newest card of a chat that holds the form, if it came. */
  function newestForm(
    conversation: string,
  ): { data: Record<string, unknown>; messageId: string } | undefined {
    for (const [messageId, { card }] of [...tenant.messages(conversation)].reverse()) {
      const found = buttonsOf(card).find(({ data }) => data['action'] === 'incident.submit');
      if (found !== undefined && !history.submitted.has(String(found.data['nonce']))) {
        return { data: found.data, messageId };
      }
    }
    return undefined;
  }

  /** 記録: asks for a form and submits it. Returns when the person has seen the receipt. */
  async function report(reporter: Person): Promise<void> {
    const where = chat(reporter);
    const say = () => activity(where, { type: 'message', text: '記録' });
    let form = newestForm(where.conversation);
    for (let attempt = 0; form === undefined && attempt < TRIES; attempt += 1) {
      await arrive(say());
      await timeline.sleep(random.between(100, 3_000));
      form = newestForm(where.conversation);
    }
    if (form === undefined) {
      history.gaveUp += 1;
      return;
    }
    const nonce = String(form.data['nonce']);
    history.submitted.add(nonce);
    // Long past, so that a clock that is set back does not make it the future.
    const data = {
      ...form.data,
      ...richTyped,
      time: '11:40',
      endTime: '12:05',
      row1At: '11:45',
      row2At: '11:50',
    };
    const { messageId } = form;
    const plain = (): object => activity(where, { type: 'message', value: data, replyToId: messageId });
    const make = random.chance(0.2) ? plain : press(where, data, messageId);
    // The answer to a plain submit says nothing: the person looks whether the receipt takes the form's place.
    const stillForm = (): boolean => {
      const card = tenant.messages(where.conversation).get(messageId)?.card;
      return card !== undefined && JSON.stringify(card).includes('incident.submit');
    };
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const answer = await insist(make, answered);
      if (answer === 'done') await timeline.sleep(PATIENCE_MS);
      const isReceipt =
        answer === 'done' ? !stillForm() : answer !== undefined && !answer.card.includes('incident.submit');
      if (isReceipt) {
        history.acknowledged.add(nonce);
        return;
      }
    }
    history.gaveUp += 1;
  }

  async function confirm(alert: string, department: string, channel: Channel): Promise<void> {
    const make = press(inChannel(`staff-${department}`, channel), { action: 'alert.acknowledge', alert });
    if ((await insist(make, answered)) !== undefined) history.confirmed.push({ alert, department });
  }

  async function escalate(number: string, reporter: Person): Promise<void> {
    const nonce = newNonce(new Date(timeline.now()), random.hex(16));
    const data = { action: 'escalation.submit', number, nonce, asked: 'police', reason: '同じ要求が続く' };
    await insist(press(chat(reporter), data), answered);
  }

  async function decide(
    number: string,
    escalation: string,
    approver: Person,
    decision: 'approve' | 'reject',
  ): Promise<void> {
    const known = history.decisions.get(escalation) ?? { number, answers: [] };
    history.decisions.set(escalation, known);
    const data = { action: 'escalation.decide', number, escalation, decision, reason: '理由' };
    const answer = await insist(press(chat(approver), data), answered);
    if (answer !== undefined && answer !== 'done') known.answers.push(answer.card);
  }

  /** The bot is taken out of a channel or comes back. */
  async function installation(channel: Channel, installed: boolean): Promise<void> {
    tenant.setInstalled(channel.address.conversationId, installed);
    const change = installed ? { membersAdded: [{ id: botId }] } : { membersRemoved: [{ id: botId }] };
    const make = () => activity(inChannel('admin', channel), { type: 'conversationUpdate', ...change });
    // One after the other: an event that is worked off after its successor is a fault of its own.
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const up = instances().filter((instance) => instance.isAlive());
      const [one] = up;
      const died = async (): Promise<undefined> => {
        while (one?.isAlive() === true) await timeline.sleep(500);
        return undefined;
      };
      if (
        one !== undefined &&
        (await Promise.race([one.take(make()).then(answerOf, () => undefined), died()])) !== undefined
      )
        return;
      await timeline.sleep(1_000);
    }
    history.gaveUp += 1;
  }

  const talk = (channel: Channel): Promise<Answer> =>
    insist(() => activity(inChannel('admin', channel), { type: 'message', text: '設定' }), answered);

  return { report, confirm, escalate, decide, installation, talk, waiting: () => open };
}
