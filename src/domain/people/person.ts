import { z } from 'zod';
import { conversationAddressSchema } from '../address.ts';

export const personSchema = z.object({
  key: z.string(),
  tenantId: z.string(),
  /** Entra object id; in local mode the client's own id when it has none. */
  objectId: z.string(),
  /** Teams user id (`29:…`) for opening a chat. */
  teamsId: z.string(),
  name: z.string(),
  /** Declared by the person; absent until then. */
  department: z.string().optional(),
  /** Departments for which a coordinator appointed this person (local mode: as declared). */
  approverOf: z.array(z.string()),
  /** Declared in local mode only; in production coordinators come from the settings. */
  declaredCoordinator: z.boolean(),
  /** Where the person was last heard from: enough to open a chat that is not known yet. */
  reach: z.object({ serviceUrl: z.url(), botId: z.string() }),
  /** The 1:1 chat, once known. */
  chat: conversationAddressSchema.optional(),
});

export type Person = z.infer<typeof personSchema>;

/** A channel of a team in which the bot is installed. */
export const channelSchema = z.object({
  key: z.string(),
  address: conversationAddressSchema,
  name: z.string(),
  /** Whose channel it is; absent until somebody entitled binds it. */
  department: z.string().optional(),
  state: z.enum(['active', 'removed']),
  /** When the bot was last put into it, as the client said. */
  cameAt: z.iso.datetime().optional(),
});

export type Channel = z.infer<typeof channelSchema>;
