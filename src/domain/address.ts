import { z } from 'zod';

/** Where a conversation can be reached: refreshed from every inbound activity. */
export const conversationAddressSchema = z.object({
  /** Base address of the channel's connector, as the last inbound activity gave it. */
  serviceUrl: z.url(),
  /** Conversation id without any `;messageid=` suffix. */
  conversationId: z.string().min(1),
  tenantId: z.string().min(1),
  /** The bot's own account id in this conversation (`recipient.id` of inbound activities). */
  botId: z.string().min(1),
});

export type ConversationAddress = z.infer<typeof conversationAddressSchema>;
