import { createTenantClient, type MessageView, type Outcome, type PersonaView } from '../tenant-client.ts';
import { says, textsOf } from './reading.ts';

/** A step of the story did not happen as it must. */
export class NotSeen extends Error {
  override readonly name = 'NotSeen';
}

export const expect = (seen: boolean, what: string): void => {
  if (!seen) throw new NotSeen(what);
};

const cardOf = (message: MessageView): Record<string, unknown> => message.cards[0] ?? {};

/** The people and channels of the demo ward, and what they can do, over HTTP only. */
export async function openStage(url: string) {
  const client = createTenantClient(url);
  const personas = await client.personas();
  const channels = await client.channels();

  function person(name: string): PersonaView {
    const found = personas.find((persona) => persona.name.startsWith(name));
    if (found === undefined) throw new NotSeen(`${name} がデモの区にいません`);
    return found;
  }

  /** The newest message of a conversation whose card shows these words, as that person sees it. */
  const see = (
    as: PersonaView,
    conversation: string,
    words: string,
    timeoutMs = 10_000,
  ): Promise<MessageView> =>
    client.waitForMessage(as.id, conversation, (message) => message.fromBot && says(cardOf(message), words), {
      timeoutMs,
    });

  async function press(
    as: PersonaView,
    message: MessageView,
    action: string,
    inputs: Record<string, string> = {},
    title?: string,
  ): Promise<Extract<Outcome, { delivered: true }>> {
    const outcome = await client.press({
      as: as.id,
      conversationId: message.conversationId,
      messageId: message.id,
      button: title === undefined ? { action } : { title },
      inputs,
    });
    if (!outcome.delivered) throw new NotSeen(`Tate が受け取りませんでした: ${outcome.reason}`);
    if (outcome.answer.kind === 'error') throw new NotSeen(`Tate がことわりました: ${outcome.answer.text}`);
    return outcome;
  }

  /** The card that an answer brought back. */
  function cardFrom(outcome: Extract<Outcome, { delivered: true }>): Record<string, unknown> {
    if (outcome.answer.kind !== 'card') {
      throw new NotSeen(`カードが返りませんでした(${outcome.answer.kind})`);
    }
    return outcome.answer.card;
  }

  return { client, channels, person, see, press, cardFrom, cardOf, textsOf };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Plays one step of the story; what was seen is told in one line. */
export type Step = <T>(name: string, play: () => Promise<{ seen: string; value: T }>) => Promise<T>;
