import { z } from 'zod';
import { conversationAddressSchema } from '../address.ts';
import { auditEntrySchema } from '../audit.ts';

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
  /** Those of `approverOf` for which the person stands in for somebody, with the same rights. */
  deputyOf: z.array(z.string()).default([]),
  /** Appointed by a coordinator. Others are named by the operator (see the rules of the house). */
  coordinator: z.boolean().default(false),
  /** Declared by the person, in local mode only. */
  declaredCoordinator: z.boolean(),
  /** Every appointment and every end of one, by whom and when; and every export of the settings by the person. */
  roleHistory: z.array(auditEntrySchema).default([]),
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
  /** Every change of its department, by whom and when. */
  history: z.array(auditEntrySchema).default([]),
});

export type Channel = z.infer<typeof channelSchema>;
