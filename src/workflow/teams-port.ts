import type { ConversationAddress } from '../domain/address.ts';
import type { AttemptFault } from '../domain/owed.ts';

/** One adaptive card and the line that fills the notification toast. Never with text beside it. */
export type OutgoingMessage = { readonly card: object; readonly summary: string };

/** What went wrong with a send, in our own codes. */
export type TeamsFaultCode = AttemptFault;

export class TeamsFault extends Error {
  override readonly name = 'TeamsFault';
  readonly code: TeamsFaultCode;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  /** The message never holds a word of the card. */
  constructor(code: TeamsFaultCode, status?: number, retryAfterMs?: number) {
    super(`${code}${status === undefined ? '' : ` (${status})`}`);
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The outbound half of Teams. Every call does one HTTP request, never repeats it, and ends within the timeout. */
export interface TeamsPort {
  /** Posts a new message; returns the id the channel gave it. */
  post(to: ConversationAddress, message: OutgoingMessage): Promise<{ activityId: string }>;
  /** Replaces a message. */
  update(to: ConversationAddress, activityId: string, message: OutgoingMessage): Promise<void>;
  /** Opens (or finds) the 1:1 chat with a person; `userId` is the Teams user id or the Entra object id. */
  openPersonalChat(with_: {
    serviceUrl: string;
    tenantId: string;
    botId: string;
    userId: string;
  }): Promise<ConversationAddress>;
}
