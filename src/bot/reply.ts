import type { Cards } from '../cards/cards.ts';
import type { CardMessage } from '../cards/template.ts';
import type { Channel, Person } from '../domain/people/person.ts';
import type { House } from '../workflow/ports.ts';
import type { Inbound } from './activity.ts';

/** What a handler wants the presser to see. */
export type Reply =
  /**
   * The pressed card turns into this one.
   * - `asks`: it still holds inputs. The answer to the press carries it; replacing the message as well
   *   could wipe what the person has typed since.
   * - `settled`: nothing is left to type. The message is replaced too, so that it stays so for everybody
   *   and after a reload.
   * - `owned`: the delivery replaces that message itself.
   */
  | {
      kind: 'replace';
      message: CardMessage;
      as: 'asks' | 'settled' | 'owned';
      /** Number of the record that the press brought about, for the log: the press could not name it yet. */
      about?: string;
    }
  /** A new message in the same conversation; `posted` is told its id. */
  | { kind: 'post'; message: CardMessage; said: string; posted?: (messageId: string) => Promise<void> }
  /** A passing line; every card stays as it is. */
  | { kind: 'say'; text: string }
  | { kind: 'silence' };

export const askAgain = (message: CardMessage): Reply => ({ kind: 'replace', message, as: 'asks' });
export const settle = (message: CardMessage): Reply => ({ kind: 'replace', message, as: 'settled' });
export const show = (message: CardMessage): Reply => ({ kind: 'replace', message, as: 'owned' });
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
