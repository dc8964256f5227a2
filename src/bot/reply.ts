import type { Cards } from '../cards/cards.ts';
import type { CardMessage } from '../cards/template.ts';
import type { Channel, Person } from '../domain/people/person.ts';
import type { House } from '../workflow/ports.ts';
import type { Inbound } from './activity.ts';

/** What a handler wants the presser to see. */
export type Reply =
  /**
   * The pressed card turns into this one. `owned` = the delivery keeps that message up to date, so
   * only the answer to the press carries the card.
   */
  | { kind: 'replace'; message: CardMessage; owned: boolean }
  /** A new message in the same conversation; `posted` is told its id. */
  | { kind: 'post'; message: CardMessage; said: string; posted?: (messageId: string) => Promise<void> }
  /** A passing line; every card stays as it is. */
  | { kind: 'say'; text: string }
  | { kind: 'silence' };

export const replace = (message: CardMessage): Reply => ({ kind: 'replace', message, owned: false });
export const show = (message: CardMessage): Reply => ({ kind: 'replace', message, owned: true });
export const post = (message: CardMessage, said: string): Reply => ({ kind: 'post', message, said });
export const say = (text: string): Reply => ({ kind: 'say', text });

/** What every handler is given. */
export type Turn = {
  readonly house: House;
  readonly cards: Cards;
  readonly person: Person;
  /** The channel in which it happened, if it was one. */
  readonly channel: Channel | undefined;
};

export type Press = Extract<Inbound, { kind: 'action' }>;
