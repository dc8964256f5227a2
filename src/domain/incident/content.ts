import { z } from 'zod';
import {
  ageSchema,
  conductSchema,
  dangerSchema,
  endingSchema,
  genderSchema,
  glassesSchema,
  legitimacySchema,
  recordingSchema,
  sceneSchema,
  speakerSchema,
  stepSchema,
  wardErrorSchema,
} from './choices.ts';

/** Longest text per field, in characters (UTF-16 units). One whole record must fit one card. */
export const limits = { feature: 80, place: 80, words: 300, url: 300, narrative: 1000 } as const;

/** All free text of one record together, in characters; Teams refuses cards that grow much beyond it. */
export const TOTAL_LIMIT = 2900;

export const utteranceSchema = z.object({
  /** HH:MM on the day of the contact, when it was noted. */
  at: z.string().optional(),
  who: speakerSchema,
  /** The exact words. */
  words: z.string(),
});

export type Utterance = z.infer<typeof utteranceSchema>;

/**
 * How the person could be recognised, as seen or heard. Never illness, origin or religion. In the order in
 * which an alert holds them: whether an alert has changed is found by comparing its text.
 */
export const featuresSchema = z.object({
  age: ageSchema,
  gender: genderSchema,
  glasses: glassesSchema,
  build: z.string(),
  hair: z.string(),
  clothing: z.string(),
  belongings: z.string(),
  voice: z.string(),
});

export type Features = z.infer<typeof featuresSchema>;

export const stepTakenSchema = z.object({
  kind: stepSchema,
  /** HH:MM, when it was noted. */
  at: z.string().optional(),
  words: z.string(),
});

export type StepTaken = z.infer<typeof stepTakenSchema>;

/** What one version of a record says. Empty text means that nothing was noted. */
export const contentSchema = z.object({
  department: z.string(),
  /** いつ */
  occurredAt: z.iso.datetime(),
  minutes: z.int().min(0).max(1440).optional(),
  /** どこで */
  scene: sceneSchema,
  place: z.string(),
  /** 誰が: identity stays out of every channel. */
  identity: z.object({ name: z.string(), kana: z.string(), phone: z.string() }),
  features: featuresSchema,
  /** 何を */
  utterances: z.array(utteranceSchema),
  /** なぜ */
  demand: z.string(),
  background: z.string(),
  /** どのように */
  conduct: z.array(conductSchema),
  manner: z.string(),
  witnesses: z.string(),
  taken: z.string(),
  ending: endingSchema.optional(),
  endingNote: z.string(),
  danger: z.array(dangerSchema),
  urgent: z.boolean(),
  /** 誰らしき人: one line of a 速報, as heard or seen. */
  look: z.string().default(''),
  /** 主張・不満・確認できた事実, kept apart from the demand. */
  claim: z.string().default(''),
  grievance: z.string().default(''),
  confirmed: z.string().default(''),
  /** 電話 */
  line: z.string().default(''),
  recording: recordingSchema.default('unknown'),
  /** インターネット */
  url: z.string().default(''),
  seenAt: z.string().default(''),
  captured: z.string().default(''),
  visitsThisWeek: z.int().min(0).max(99).optional(),
  callsToday: z.int().min(0).max(99).optional(),
  /** Warnings and requests, in the order in which they were made. */
  steps: z.array(stepTakenSchema).default([]),
  legitimacy: legitimacySchema.default('unchecked'),
  wardError: wardErrorSchema.default('unchecked'),
  /** Why a late entry is late. */
  lateReason: z.string().default(''),
  /** 職員のケアのためのメモ: for the approver's eyes, never in an export or a channel. */
  careNote: z.string().default(''),
});

export type IncidentContent = z.infer<typeof contentSchema>;

/** 緊急アラート was asked for, or a danger mark asks for it. */
export const wantsAlert = ({ urgent, danger }: { urgent: boolean; danger: readonly string[] }): boolean =>
  urgent || danger.length > 0;
