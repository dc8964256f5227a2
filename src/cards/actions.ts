import { z } from 'zod';
import { decisionActions } from '../domain/escalation/escalation.ts';
import { nonceSchema, recordNumberSchema } from '../domain/ids.ts';
import { rowCounts } from '../domain/incident/read-form.ts';

/**
 * What a button sends back: ids and a nonce, never documents, names or roles. The same schema types
 * the handlers, and a test holds every template against it.
 */
export const actionSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('menu.record') }),
  z.object({ action: z.literal('menu.look-up') }),
  z.object({ action: z.literal('menu.help') }),
  z.object({
    action: z.literal('person.register'),
    next: z.enum(['menu', 'record', 'look-up']).catch('menu'),
  }),
  z.object({ action: z.literal('channel.bind') }),
  z.object({
    action: z.literal('incident.more-rows'),
    nonce: nonceSchema,
    rows: z.coerce.number().int().min(1).max(rowCounts.most),
  }),
  z.object({
    action: z.literal('incident.submit'),
    nonce: nonceSchema,
    rows: z.coerce.number().int().min(1).max(rowCounts.most),
  }),
  z.object({ action: z.literal('record.show'), number: recordNumberSchema }),
  z.object({ action: z.literal('record.find') }),
  z.object({ action: z.literal('alert.acknowledge'), alert: recordNumberSchema }),
  z.object({ action: z.literal('alert.sighting'), alert: recordNumberSchema }),
  z.object({ action: z.literal('alert.details'), alert: recordNumberSchema }),
  z.object({ action: z.literal('escalation.open'), number: recordNumberSchema }),
  z.object({ action: z.literal('escalation.submit'), number: recordNumberSchema, nonce: nonceSchema }),
  z.object({
    action: z.literal('escalation.decide'),
    number: recordNumberSchema,
    escalation: z.string().regex(/^e[0-9a-f]{16}$/),
    decision: z.enum(decisionActions),
  }),
  z.object({ action: z.literal('approver.choose') }),
  z.object({ action: z.literal('approver.appoint') }),
  z.object({ action: z.literal('approver.dismiss') }),
]);

export type CardAction = z.infer<typeof actionSchema>;
export type ActionName = CardAction['action'];

/** Every button name that exists. */
export const actionNames: readonly ActionName[] = actionSchema.options.map(
  (option) => option.shape.action.value,
);
