import { loadCompanion } from '../../src/content/companion/load.ts';
import {
  type Contact,
  type Deed,
  LINE_LIMIT,
  newContact,
  tapId,
} from '../../src/domain/companion/contact.ts';
import { screenOf } from '../../src/domain/companion/screen.ts';
import { addTap } from '../../src/domain/companion/tap.ts';
import type { Ward } from '../../src/domain/people/departments.ts';
import type { Cards } from '../../src/cards/cards.ts';
import { digest, nonceFor, NOW, person } from '../builders/records.ts';

type Draw = <V extends keyof Cards>(verb: V, state: string, ...view: Parameters<Cards[V]>) => void;

export const book = loadCompanion();

/** A contact of 福祉課 after these deeds, half a minute apart. */
export function contactAfter(deeds: readonly Deed[], overrides: Partial<Contact> = {}): Contact {
  const { key } = person();
  let contact: Contact = {
    ...newContact({
      id: 't0123456789abcdef',
      personKey: key,
      personName: '佐藤 みどり',
      department: 'fukushi',
      kind: 'real',
      scene: 'phone',
      line: 'fukushi-daihyo',
      now: NOW,
    }),
    ...overrides,
  };
  for (const [index, did] of deeds.entries()) {
    const at = new Date(Date.parse(contact.startedAt) + (index + 1) * 30_000);
    const step = addTap(contact, { id: tapId(contact.id, `tap ${index}`, did, digest), did }, at);
    if ('refused' in step) throw new Error(`${did.what}: ${step.refused}`);
    contact = step.next;
  }
  return contact;
}

const reach = { channel: true, approver: true, undelivered: false };
const nobody = { channel: false, approver: false, undelivered: false };

/** Everything that can happen in one contact, with what people wrote in it. */
export function eventful(text: string, by: string): Deed[] {
  const line = text.slice(0, LINE_LIMIT).toWellFormed() || 'あ';
  const said = { what: 'said', sentence: 'sns-stop', language: 'en' } as const;
  return [
    { what: 'situation', situation: 'publish-online' },
    ...Array.from({ length: 12 }, () => ({ what: 'words', who: 'caller', words: line }) as const),
    { what: 'note', words: line },
    { what: 'language', language: 'en' },
    said,
    { what: 'skipped', sentence: 'sns-reason' },
    { what: 'skipped', sentence: 'back-to-matter' },
    { what: 'step', step: 'stop', language: 'en' },
    { what: 'step', step: 'stop', language: 'ja' },
    { what: 'step', step: 'final', language: 'ja' },
    { what: 'support' },
    { what: 'ask', ask: 'handover' },
    { what: 'ask', ask: 'stop' },
    {
      what: 'decided',
      of: 24,
      outcome: 'approved',
      byKey: 'p0',
      byName: by,
      note: text.slice(0, 200).toWellFormed(),
    },
  ];
}

/** Every card of a contact and of a practice, in every state in which each can be. */
export function drawCompanion(draw: Draw, writing: { name: string; reason: string }, here: Ward): void {
  const nonce = nonceFor('companion');
  const { name, reason } = writing;
  const screen = (deeds: readonly Deed[], overrides: Partial<Contact> = {}) =>
    screenOf(book, here, contactAfter(deeds, { personName: name, ...overrides }), NOW);
  const view = { nonce, page: 'main', reach } as const;
  const deeds = eventful(reason, name);
  const show = (state: string, shown: ReturnType<typeof screen>, more: object = {}): void =>
    draw('contact', state, { ...view, screen: shown, ...more });

  draw('contactStart', 'new', { department: 'fukushi', nonce, running: [] });
  draw('contactStart', 'only', {
    department: 'fukushi',
    nonce,
    running: [],
    only: { live: 'phone', via: 'fukushi-daihyo', name: '福祉課 代表電話' },
  });
  draw('contactStart', 'running', {
    department: 'zeimu',
    nonce,
    running: [contactAfter([]), contactAfter([], { scene: 'visit' })],
  });
  show('begun', screen([]));
  show('begun anywhere', screen([], { line: '', scene: 'counter' }));
  show('situations', screen(deeds), { page: 'situations' });
  show('more', screen(deeds), { page: 'more' });
  show('to announce', screen([], { department: 'zeimu', line: 'zeimu-daihyo' }), { page: 'more' });
  for (let count = 1; count <= deeds.length; count += 1)
    show(`after ${count}`, screen(deeds.slice(0, count)));
  show('nobody there', screen(deeds.slice(0, -1)), { reach: nobody });
  show('undelivered', screen(deeds), { reach: { ...reach, undelivered: true } });
  show('wrong', screen(deeds.slice(0, 1)), {
    problem: 'もう頼んであります。',
    heard: { text: reason, error: '150字までです。' },
  });
  const counter = { scene: 'counter', line: 'fukushi-mado' } as const;
  const hits = { what: 'situation', situation: 'hits-things' } as const;
  show('counter', screen([hits], counter));
  show('emergency', screen([hits, { what: 'emergency' }], counter));
  show(
    'emergency, why',
    screen([hits, { what: 'emergency' }, { what: 'reason', reason: 'thrown' }], counter),
  );
  show('ended', screen([...deeds, { what: 'ended' }]));
  show('ended at once', screen([{ what: 'ended' }]));
  show('ended, no reason', screen([{ what: 'emergency' }, { what: 'ended' }]));

  const asked = { of: 23, typed: '', problem: '' };
  draw('contactAsk', 'waiting', { ...asked, screen: screen(deeds) });
  draw('contactAsk', 'wrong', { ...asked, screen: screen(deeds), typed: reason, problem: '200字まで。' });
  draw('contactAsk', 'approved', { ...asked, of: 24, screen: screen(deeds) });
  draw('contactAsk', 'over', { ...asked, screen: screen([...deeds, { what: 'ended' }]) });
  draw('contactAsk', 'withdrawn', { ...asked, screen: screen([...deeds, { what: 'undone', of: 23 }]) });
  for (const audience of ['channel', 'person'] as const) {
    draw('contactSupport', audience, { screen: screen(deeds), tap: 22, audience });
  }
  draw('contactSupport', 'withdrawn', {
    screen: screen([...deeds, { what: 'undone', of: 22 }]),
    tap: 22,
    audience: 'channel',
  });
  draw('contactSupport', 'emergency', {
    screen: screen([{ what: 'emergency' }], counter),
    tap: 1,
    audience: 'person',
  });

  draw('practiceList', 'new', { book, nonce, results: new Map() });
  const results = new Map(book.scenarios.map(({ id, turns }) => [id, { good: 1, turns: turns.length }]));
  draw('practiceList', 'done before', { book, nonce, results });
  for (const { id, turns } of book.scenarios) {
    for (let done = 0; done <= turns.length; done += 1) {
      const answers = Array.from(
        { length: done },
        (_, turn): Deed => ({ what: 'chose', turn, choice: turn % 2 }),
      );
      const contact = contactAfter(answers, { kind: 'practice', scenario: id });
      draw('practice', `${id}, ${done} answered`, { book, contact });
    }
  }
}
