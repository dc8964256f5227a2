import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { personKey } from '../../../src/domain/ids.ts';
import { wallClock } from '../../../src/domain/time.ts';
import {
  activityOf,
  CHIEF,
  conversationOf,
  COORDINATOR,
  DEPUTY,
  executed,
  type Where,
} from '../../attack/people.ts';
import { TENANT } from '../../bot/front-door/channel-keys.ts';
import { buttonOf, buttonsOf, type Card } from '../connector.ts';
import type { Post } from './microsoft.ts';
import { eventually, type Stage } from './stage.ts';

const NUMBER = /\d{6}-[0-9A-HJKMNP-TV-Z]{6}/u;

/** Departments whose channels are told. */
export const departments = ['zeimu', 'kokuho', 'koseki', 'hoiku'] as const;

/** Somebody of 福祉課. Several, because one person alone may not write so many reports in a minute. */
export const reporters = Array.from(
  { length: 6 },
  (_, index) => `d0000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
);

export const channelOf = (department: string): string =>
  conversationOf('', { scope: 'channel', room: department });

/** A filled-in form that waits for its press. */
export type Form = { reporter: string; messageId: string; verb: string; data: object };

type Reply = { status: number; card: Card };

/** People who use the service by way of the channel. */
export function createOffice({ microsoft, balancer, rooms }: Stage) {
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  /** Forms that somebody has taken; one person may fill in several at once. */
  const taken = new Set<string>();
  const keyOf = (id: string): string => personKey(TENANT, id, digest);

  async function deliver(activity: object, url = balancer.url): Promise<Reply> {
    const response = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: microsoft.channelToken() },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    if (text === '') return { status: response.status, card: {} };
    const { statusCode, value } = JSON.parse(text) as { statusCode?: number; value?: Card };
    // A failure that Teams would show on the card travels inside a 200.
    return { status: response.status === 200 ? (statusCode ?? 0) : response.status, card: value ?? {} };
  }

  async function demand(activity: object): Promise<Card> {
    const { status, card } = await deliver(activity);
    assert.equal(status, 200);
    return card;
  }

  const press = (id: string, verb: string, data: object, where?: Where): Promise<Card> =>
    demand(activityOf(id, executed(verb, data), where));

  function newest(conversation: string, title: string, besides?: ReadonlySet<string>): Post {
    const post = microsoft
      .sentTo(conversation)
      .filter(({ id }) => besides?.has(id) !== true)
      .findLast(({ versions }) => buttonsOf(versions.at(-1)?.card).some((button) => button.title === title));
    assert.ok(post, `nothing in ${conversation} offers ${title}`);
    return post;
  }

  /** Asks for a form as a person does, and fills it in. */
  async function fillIn(reporter: string, urgent: boolean): Promise<Form> {
    await demand(activityOf(reporter, { type: 'message', text: '記録' }));
    const post = newest(conversationOf(reporter), '記録する', taken);
    taken.add(post.id);
    const { verb, data } = buttonOf(post.versions[0]?.card ?? {}, '記録する');
    const { date, time } = wallClock(new Date(Date.now() - 60_000));
    const typed = { department: 'fukushi', date, time, scene: 'phone', row1Words: 'すぐに電話をよこせ' };
    return {
      reporter,
      messageId: post.id,
      verb,
      data: { ...data, ...typed, ...(urgent ? { urgent: 'true' } : {}) },
    };
  }

  /** The number on the receipt; throws when there is none. `url` past the balancer. */
  async function submit({ reporter, messageId, verb, data }: Form, url?: string): Promise<string> {
    const { status, card } = await deliver(activityOf(reporter, executed(verb, data, messageId)), url);
    assert.equal(status, 200);
    const shown = JSON.stringify(card);
    const number = NUMBER.exec(shown)?.[0];
    assert.ok(number !== undefined && shown.includes('記録しました'), `no receipt: ${shown}`);
    return number;
  }

  return {
    fillIn,
    submit,
    report: async (reporter: string, urgent = true): Promise<string> =>
      submit(await fillIn(reporter, urgent)),
    /** Registers people, appoints approvers, and gives each department its channel. */
    async moveIn(): Promise<void> {
      for (const id of [COORDINATOR, CHIEF, DEPUTY, ...reporters]) {
        await demand(activityOf(id, { type: 'message', text: 'こんにちは' }));
        await press(id, 'person.register', { department: 'fukushi', next: 'menu' });
      }
      for (const id of [CHIEF, DEPUTY]) {
        await press(COORDINATOR, 'approver.appoint', { department: 'fukushi', person: keyOf(id) });
      }
      for (const department of departments) {
        const where = { scope: 'channel', room: department } as const;
        await demand(activityOf(COORDINATOR, { type: 'message', text: '設定' }, where));
        const { versions } = newest(channelOf(department), 'この課のチャネルにする');
        const { verb, data } = buttonOf(versions[0]?.card ?? {}, 'この課のチャネルにする');
        await press(COORDINATOR, verb, { ...data, department }, where);
      }
    },
    /** Asks the approvers for a decision, and presses of both of them. */
    async escalate(reporter: string, number: string) {
      const post = newest(conversationOf(reporter), '上申する');
      const ask = buttonOf(post.versions.at(-1)?.card ?? {}, '上申する');
      await press(reporter, ask.verb, ask.data);
      const form = buttonOf(newest(conversationOf(reporter), '上申する').versions[0]?.card ?? {}, '上申する');
      await press(reporter, form.verb, { ...form.data, asked: 'second-line', reason: '同じ要求が続いた' });
      /** The card that asks this approver. */
      const asked = (id: string) =>
        eventually('the approver is asked', () =>
          microsoft.sentTo(conversationOf(id)).findLast(({ versions }) => {
            const { card } = versions[0] ?? {};
            return (
              JSON.stringify(card).includes(number) && buttonsOf(card).some(({ title }) => title === '承認')
            );
          }),
        );
      return {
        asked,
        /** Presses past the balancer; what the card says then. */
        async decide(id: string, title: '承認' | '却下', url: string): Promise<Card> {
          const { id: messageId, versions } = await asked(id);
          const { verb, data } = buttonOf(versions[0]?.card ?? {}, title);
          const pressed = executed(verb, { ...data, reason: '事実の確認が先' }, messageId);
          const { status, card } = await deliver(activityOf(id, pressed), url);
          assert.equal(status, 200);
          return card;
        },
      };
    },
    /** All records that this person ever filed. */
    filedBy: (reporter: string) => rooms.incidents.filedBy(keyOf(reporter), 1_000),
    /** Waits until everything that is owed about these records is said, so that nothing more can come. */
    async allSaid(numbers: readonly string[]): Promise<void> {
      for (const number of numbers) {
        await eventually(`all is said about ${number}`, async () => {
          const incident = await rooms.incidents.read(number);
          const alert = await rooms.alerts.read(number);
          const rows = await rooms.owed.about(number);
          const isExpanded = incident?.intents.length === 0 && (alert?.intents.length ?? 0) === 0;
          return isExpanded && rows.length > 0 && rows.every(({ state }) => state === 'sent');
        });
      }
    },
    /** The messages about a record in a department's channel. */
    alertsIn: (department: string, number: string): Post[] =>
      microsoft
        .sentTo(channelOf(department))
        .filter(({ versions }) => JSON.stringify(versions[0]?.card).includes(number)),
  };
}

export type Office = ReturnType<typeof createOffice>;
