import { z } from 'zod';
import { contactIdSchema, liveSceneSchema } from '../domain/companion/contact.ts';
import { decisionActions } from '../domain/escalation/escalation.ts';
import { nonceSchema, personKeySchema, recordNumberSchema } from '../domain/ids.ts';
import { groupIds } from '../domain/incident/fields.ts';
import { flagDecisions } from '../domain/subject/flagging.ts';
import { statementIdSchema } from '../domain/subject/statements.ts';
import { rowCounts } from '../domain/incident/form-fields.ts';
import { answerSchema, subjectIdSchema } from '../domain/subject/subject.ts';

const flagIdSchema = z.string().regex(/^f[0-9a-f]{16}$/);

const version = z.coerce.number().int().min(1);

/** The form: of a new record, or of one that is completed (`number`, and the version it was drawn from). */
const formShape = {
  nonce: nonceSchema,
  rows: z.coerce.number().int().min(1).max(rowCounts.most),
  number: z.union([recordNumberSchema, z.literal('')]).default(''),
  base: z.coerce.number().int().min(0).default(0),
  /** Which advice the card showed. */
  seen: z.string().max(16).default(''),
};

/**
 * What a button sends back: ids and a nonce, never documents, names or roles. The same schema types
 * the handlers, and a test holds every template against it.
 */
export const actionSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('menu.record') }),
  z.object({ action: z.literal('menu.record-new') }),
  z.object({ action: z.literal('menu.quick') }),
  z.object({ action: z.literal('menu.look-up') }),
  z.object({ action: z.literal('menu.help') }),
  z.object({
    action: z.literal('person.register'),
    next: z.enum(['menu', 'record', 'quick', 'look-up']).catch('menu'),
  }),
  z.object({ action: z.literal('channel.bind') }),
  z.object({ action: z.literal('incident.more-rows'), ...formShape }),
  z.object({ action: z.literal('incident.keep'), ...formShape }),
  z.object({ action: z.literal('incident.submit'), ...formShape }),
  z.object({ action: z.literal('quick.submit'), nonce: nonceSchema }),
  z.object({ action: z.literal('record.continue'), number: recordNumberSchema }),
  z.object({ action: z.literal('record.edit'), number: recordNumberSchema }),
  z.object({ action: z.literal('edit.open'), number: recordNumberSchema }),
  z.object({
    action: z.literal('edit.save'),
    number: recordNumberSchema,
    base: version,
    nonce: nonceSchema,
    part: z.enum([...groupIds, 'questions']),
    review: z.string().regex(/^(q[0-9a-f]{16})?$/),
    seen: z.string().max(16).default(''),
  }),
  z.object({ action: z.literal('record.history'), number: recordNumberSchema }),
  z.object({ action: z.literal('alert.raise'), number: recordNumberSchema }),
  z.object({ action: z.literal('review.open'), number: recordNumberSchema }),
  z.object({ action: z.literal('review.submit'), number: recordNumberSchema, nonce: nonceSchema }),
  z.object({ action: z.literal('account.open') }),
  z.object({ action: z.literal('account.submit'), number: recordNumberSchema, nonce: nonceSchema }),
  z.object({ action: z.literal('record.show'), number: recordNumberSchema }),
  z.object({ action: z.literal('record.find') }),
  z.object({ action: z.literal('subject.open'), subject: subjectIdSchema }),
  z.object({
    action: z.literal('subject.page'),
    subject: subjectIdSchema,
    page: z.coerce.number().int().min(1).max(200),
  }),
  z.object({
    action: z.literal('subject.split'),
    subject: subjectIdSchema,
    number: recordNumberSchema,
  }),
  z.object({ action: z.literal('subject.merge'), subject: subjectIdSchema }),
  z.object({ action: z.literal('subject.unmerge'), subject: subjectIdSchema }),
  z.object({ action: z.literal('needs.open'), subject: subjectIdSchema }),
  z.object({ action: z.literal('needs.save'), subject: subjectIdSchema }),
  z.object({ action: z.literal('flag.open'), subject: subjectIdSchema }),
  z.object({ action: z.literal('flag.ask'), subject: subjectIdSchema, nonce: nonceSchema }),
  z.object({ action: z.literal('flag.show'), subject: subjectIdSchema, flag: flagIdSchema }),
  z.object({
    action: z.literal('flag.decide'),
    subject: subjectIdSchema,
    flag: flagIdSchema,
    decision: z.enum(flagDecisions),
  }),
  z.object({ action: z.literal('statements.open'), subject: subjectIdSchema }),
  z.object({ action: z.literal('statements.compare'), subject: subjectIdSchema, nonce: nonceSchema }),
  z.object({
    action: z.literal('statements.mark'),
    subject: subjectIdSchema,
    nonce: nonceSchema,
    number: recordNumberSchema,
    statement: z.string().regex(statementIdSchema),
    mark: z.enum(['agrees', 'differs']),
  }),
  z.object({
    action: z.literal('follow-up.ask'),
    subject: subjectIdSchema,
    nonce: nonceSchema,
    number: recordNumberSchema,
  }),
  z.object({
    action: z.literal('follow-up.answer'),
    number: recordNumberSchema,
    followUp: z.string().regex(/^k[0-9a-f]{16}$/),
  }),
  z.object({ action: z.literal('alert.acknowledge'), alert: recordNumberSchema }),
  z.object({ action: z.literal('alert.sighting'), alert: recordNumberSchema }),
  z.object({ action: z.literal('alert.left'), alert: recordNumberSchema }),
  z.object({ action: z.literal('alert.mistaken'), alert: recordNumberSchema }),
  z.object({ action: z.literal('alert.details'), alert: recordNumberSchema }),
  z.object({
    action: z.literal('match.answer'),
    number: recordNumberSchema,
    subject: subjectIdSchema,
    answer: answerSchema,
  }),
  z.object({
    action: z.literal('flag.end'),
    subject: subjectIdSchema,
    flag: z.string().regex(/^f[0-9a-f]{16}$/),
  }),
  z.object({ action: z.literal('answer.set'), alert: recordNumberSchema }),
  z.object({ action: z.literal('answer.open'), number: recordNumberSchema }),
  z.object({ action: z.literal('answer.told'), number: recordNumberSchema }),
  z.object({ action: z.literal('escalation.open'), number: recordNumberSchema }),
  z.object({ action: z.literal('escalation.submit'), number: recordNumberSchema, nonce: nonceSchema }),
  z.object({
    action: z.literal('escalation.decide'),
    number: recordNumberSchema,
    escalation: z.string().regex(/^e[0-9a-f]{16}$/),
    decision: z.enum(decisionActions),
  }),
  z.object({ action: z.literal('menu.contact') }),
  z.object({
    action: z.literal('contact.start'),
    nonce: nonceSchema,
    live: liveSceneSchema,
    /** Id of a line or window; empty when it is not known. */
    via: z.string().max(31),
  }),
  z.object({ action: z.literal('contact.show'), contact: contactIdSchema }),
  z.object({
    action: z.literal('contact.page'),
    contact: contactIdSchema,
    view: z.enum(['main', 'situations', 'more']),
  }),
  z.object({
    action: z.literal('contact.tap'),
    contact: contactIdSchema,
    nonce: nonceSchema,
    what: z.string().max(16),
    /** The entry that it is about: a situation, a sentence, a step, the number of a tap. */
    which: z.string().max(31),
  }),
  z.object({
    action: z.literal('contact.write'),
    contact: contactIdSchema,
    nonce: nonceSchema,
    what: z.enum(['caller', 'companion', 'note']),
  }),
  z.object({
    action: z.literal('contact.decide'),
    owner: personKeySchema,
    contact: contactIdSchema,
    of: z.coerce.number().int().min(1),
    decision: z.enum(['approve', 'decline']),
  }),
  z.object({ action: z.literal('practice.open') }),
  z.object({
    action: z.literal('practice.start'),
    nonce: nonceSchema,
    scenario: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  }),
  z.object({
    action: z.literal('practice.choose'),
    contact: contactIdSchema,
    turn: z.coerce.number().int().min(0).max(9),
    choice: z.coerce.number().int().min(0).max(9),
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
