import { setTimeout as sleep } from 'node:timers/promises';
import { newNonce, personKey } from '../../src/domain/ids.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { wallClock } from '../../src/domain/time.ts';
import { richTyped } from '../builders/records.ts';
import { textOf } from '../builders/teams.ts';
import { dataOf } from '../bot/pressing.ts';
import { TENANT } from '../bot/front-door/channel-keys.ts';
import type { Client, Reply } from './client.ts';
import {
  BYSTANDER,
  CHIEF,
  COLLEAGUE,
  conversationOf,
  COORDINATOR,
  DEPUTY,
  DISMISSED,
  OTHER_CHIEF,
  REPORTER,
  secrets,
  type Where,
} from './people.ts';
import type { Service } from './service.ts';

/** Tries until it holds or the time is up; whether it held. */
export async function eventually(holds: () => boolean | Promise<boolean>, ms = 8000): Promise<boolean> {
  const end = performance.now() + ms;
  for (;;) {
    if (await holds()) return true;
    if (performance.now() > end) return false;
    await sleep(25);
  }
}

/** What a legitimate office does, through the front door like everybody; each step throws when it fails. */
export function createOffice(service: Service, client: Client) {
  const { house, teams } = service;
  let people = 0;

  const keyOf = (id: string): string => personKey(TENANT, id, house.digest);
  const nonce = (): string => newNonce(new Date(), house.random());

  function demand(reply: Reply, what: string): void {
    const status =
      reply.status === 200 && reply.text !== '' ? JSON.parse(reply.text).statusCode : reply.status;
    if (status !== 200)
      throw new Error(`the office cannot work: ${what} was answered ${reply.status} ${status}`);
  }

  async function register(id: string, department: string): Promise<void> {
    demand(await client.press(id, 'person.register', { department, next: 'menu' }), 'registering');
  }

  /** A form as the bot hands it out, filled in and sent. */
  async function submitForm(id: string, typed: Record<string, string> = {}): Promise<Reply> {
    demand(await client.say(id, '記録'), 'asking for a form');
    const form = teams.sentTo(conversationOf(id)).at(-1);
    if (form === undefined) throw new Error('the office cannot work: no form came');
    const data = dataOf(form.message.card, 'incident.submit');
    const { date, time } = wallClock(new Date(Date.now() - 60_000));
    const answers = {
      ...richTyped,
      date,
      time,
      endTime: '',
      row1At: '',
      row2At: '',
      taken: '係長に交代した',
      endingNote: '',
      name: secrets.name,
      phone: secrets.phone,
      demand: secrets.demand,
      row1Words: secrets.words,
    };
    return client.press(id, 'incident.submit', { ...data, ...answers, ...typed }, {}, form.activityId);
  }

  async function newest(id: string): Promise<Incident> {
    const [incident] = await house.incidents.filedBy(keyOf(id), 1);
    if (incident === undefined) throw new Error('the office cannot work: nothing was filed');
    return incident;
  }

  async function file(id: string, typed: Record<string, string> = {}): Promise<Incident> {
    demand(await submitForm(id, typed), 'submitting');
    return newest(id);
  }

  const read = async (number: string): Promise<Incident> => {
    const incident = await house.incidents.read(number);
    if (incident === undefined) throw new Error(`${number} is gone`);
    return incident;
  };

  async function escalate(id: string, number: string): Promise<string> {
    const asked = { number, nonce: nonce(), asked: 'second-line', reason: '同じ要求が続いた' };
    demand(await client.press(id, 'escalation.submit', asked), 'asking for a decision');
    const escalation = (await read(number)).escalations.at(-1);
    if (escalation === undefined) throw new Error('the office cannot work: nothing was asked');
    return escalation.id;
  }

  async function appoint(id: string, department: string, action = 'approver.appoint'): Promise<void> {
    demand(await client.press(COORDINATOR, action, { department, person: keyOf(id) }), action);
  }

  return {
    keyOf,
    nonce,
    register,
    submitForm,
    file,
    read,
    escalate,
    appoint,
    /** Somebody of the ward whom nobody has seen yet. */
    somebody(): string {
      people += 1;
      return `d0000000-0000-4000-8000-${String(people).padStart(12, '0')}`;
    },
    /** Everything that a conversation was sent, as one text. */
    seenIn: (id: string, where?: Where): string =>
      teams
        .sentTo(conversationOf(id, where))
        .map(({ message }) => textOf(message))
        .join('\n'),
  };
}

/** The office before the attacks: its people, its approvers, and three records that wait for a decision. */
export async function setStage(service: Service, client: Client) {
  const office = createOffice(service, client);
  for (const [id, department] of [
    [COORDINATOR, 'somu'],
    [REPORTER, 'fukushi'],
    [COLLEAGUE, 'fukushi'],
    [CHIEF, 'fukushi'],
    [DEPUTY, 'fukushi'],
    [DISMISSED, 'fukushi'],
    [BYSTANDER, 'zeimu'],
    [OTHER_CHIEF, 'zeimu'],
  ] as const) {
    await office.register(id, department);
  }
  for (const id of [CHIEF, DEPUTY, DISMISSED]) await office.appoint(id, 'fukushi');
  await office.appoint(OTHER_CHIEF, 'zeimu');
  const waiting = async (id: string): Promise<{ number: string; escalation: string }> => {
    const { number } = await office.file(id);
    return { number, escalation: await office.escalate(id, number) };
  };
  const stage = { one: await waiting(REPORTER), two: await waiting(COLLEAGUE), own: await waiting(CHIEF) };
  await office.appoint(DISMISSED, 'fukushi', 'approver.dismiss');
  return { office, ...stage };
}

export type Stage = Awaited<ReturnType<typeof setStage>>;
