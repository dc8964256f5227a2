import type { z } from 'zod';
import type { Department } from '../people/departments.ts';
import { fromWallClock, isTimeOfDay, wallClock } from '../time.ts';
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
import { type IncidentContent, limits, type StepTaken, TOTAL_LIMIT, type Utterance } from './content.ts';
import { rowCounts, rowFields, STEP_ROWS, stepFields, textFields, type TextField } from './form-fields.ts';
import type { TypedValues } from './forms.ts';
import { noObservedRule, type ObservedRule, readObserved } from './observed.ts';

/** Error texts by input id; `form` is for what concerns the whole form. */
export type FormErrors = Readonly<Record<string, string>>;

export type ReadForm = { ok: true; content: IncidentContent } | { ok: false; errors: FormErrors };

/** Clocks of phones and PCs differ by a little; a contact two minutes ahead is not "in the future". */
const CLOCK_TOLERANCE_MS = 2 * 60_000;

/** Contacts further back than this are mistyped years rather than late records. */
const OLDEST_DAYS = 366;

/** Control characters other than tab and line breaks. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/** What is wrong with a text that somebody typed; undefined when nothing is. */
export function textProblem(given: string, most: number): string | undefined {
  if (given.length > most) return `${most}字までです(いま${given.length}字)。`;
  if (CONTROL.test(given) || !given.isWellFormed())
    return '使えない文字が入っています。その部分を消して、打ち直してください。';
  return undefined;
}

/**
 * Reads a submitted form. Nothing is corrected silently except outer white space; every problem is
 * named beside its field, all of them at once.
 */
export function readForm(
  typed: TypedValues,
  now: Date,
  departments: readonly Department[],
  /** When the record was filed, if it was: a record does not become impossible by growing old. */
  filedAt: Date = now,
  /** Neither words nor manner are asked for: an emergency, or a correction of something else. */
  wordless = false,
  /** Words that no feature may hold; none are looked for without it. */
  observed: ObservedRule = noObservedRule,
): ReadForm {
  const errors: Record<string, string> = {};
  const value = (field: string): string => (typed[field] ?? '').trim();
  let total = 0;

  const text = (field: string, most: number): string => {
    const given = value(field);
    total += given.length;
    const problem = textProblem(given, most);
    if (problem !== undefined) {
      errors[field] = given.length > most ? `${problem}短くするか、ほかの欄に分けてください。` : problem;
    }
    return given;
  };
  const choice = <T extends string>(field: string, schema: z.ZodType<T>, fallback: T): T => {
    const given = value(field);
    if (given === '') return fallback;
    const parsed = schema.safeParse(given);
    if (!parsed.success) errors[field] = '一覧から選び直してください。';
    return parsed.success ? parsed.data : fallback;
  };
  const choices = <T extends string>(field: string, schema: z.ZodType<T>): T[] => {
    const given = value(field)
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    const parsed = [...new Set(given)].map((item) => schema.safeParse(item));
    const known = parsed.flatMap((item) => (item.success ? [item.data] : []));
    if (known.length === parsed.length) return known;
    errors[field] = '一覧から選び直してください。';
    return [];
  };
  const typedTexts = Object.fromEntries(
    Object.entries(textFields).map(([field, { most }]) => [field, text(field, most)]),
  ) as Record<TextField, string>;
  const danger = choices('danger', dangerSchema);
  const urgent = /^(?:true|1|yes|on)$/iu.test(value('urgent'));
  const seen = readObserved(typedTexts, observed, observed.isEmergency({ urgent, danger }));
  const texts = { ...typedTexts, ...seen.texts };
  // A text that is too long is to be shortened first.
  for (const [field, ask] of Object.entries(seen.errors)) errors[field] ??= ask;

  const department = value('department');
  if (!departments.some((known) => known.id === department)) {
    errors['department'] =
      department === '' ? '課を選んでください。' : 'この課は登録されていません。一覧から選び直してください。';
  }

  const when = readWhen(value, now, filedAt, errors);

  const scene = sceneSchema.safeParse(value('scene'));
  if (!scene.success) errors['scene'] = '対面・電話・訪問・インターネットから選んでください。';

  const utterances: Utterance[] = [];
  for (let row = 1; row <= rowCounts.most; row += 1) {
    const fields = rowFields(row);
    const words = text(fields.words, limits.words);
    const at = value(fields.at);
    const who = choice(fields.who, speakerSchema, 'caller');
    if (at !== '' && !isTimeOfDay(at)) {
      errors[fields.at] = '時刻は 14:05 のように入れてください。';
    }
    if (words === '' && at !== '')
      errors[fields.words] = '時刻だけが入っています。言葉を書くか、時刻を消してください。';
    if (words !== '') utterances.push({ ...(at === '' ? {} : { at }), who, words });
  }

  const steps = readSteps(value, text, errors);
  const count = (field: string): number | undefined => {
    const digits = value(field).normalize('NFKC');
    if (digits === '') return undefined;
    if (/^\d{1,2}$/.test(digits)) return Number(digits);
    errors[field] = '0 から 99 までの数字で入れてください。';
    return undefined;
  };
  const visitsThisWeek = count('visitsThisWeek');
  const callsToday = count('callsToday');

  const conduct = choices('conduct', conductSchema);
  const silent = utterances.length === 0 && texts.manner === '';
  if (silent && !wordless && errors[rowFields(1).words] === undefined) {
    errors[rowFields(1).words] =
      '言われた言葉をそのまま書いてください。言葉がないときは下の「様子」に書いてください。';
  }
  if (total > TOTAL_LIMIT) {
    errors['form'] = `全体で${TOTAL_LIMIT}字までです(いま${total}字)。入力した内容はそのまま残っています。`;
  }

  const content = {
    features: {
      age: choice('age', ageSchema, 'unknown'),
      gender: choice('gender', genderSchema, 'unknown'),
      glasses: choice('glasses', glassesSchema, 'unknown'),
      build: texts.build,
      hair: texts.hair,
      clothing: texts.clothing,
      belongings: texts.belongings,
      voice: texts.voice,
    },
    ending: value('ending') === '' ? undefined : choice('ending', endingSchema, 'other'),
    recording: choice('recording', recordingSchema, 'unknown'),
    legitimacy: choice('legitimacy', legitimacySchema, 'unchecked'),
    wardError: choice('wardError', wardErrorSchema, 'unchecked'),
  };
  if (Object.keys(errors).length > 0 || !scene.success || when === undefined) return { ok: false, errors };

  return {
    ok: true,
    content: {
      department,
      occurredAt: when.at.toISOString(),
      ...(when.minutes === undefined ? {} : { minutes: when.minutes }),
      scene: scene.data,
      place: texts.place,
      identity: { name: texts.name, kana: texts.kana, phone: texts.phone },
      features: content.features,
      utterances,
      demand: texts.demand,
      background: texts.background,
      conduct,
      manner: texts.manner,
      witnesses: texts.witnesses,
      taken: texts.taken,
      ...(content.ending === undefined ? {} : { ending: content.ending }),
      endingNote: texts.endingNote,
      danger,
      urgent,
      look: texts.look,
      claim: texts.claim,
      grievance: texts.grievance,
      confirmed: texts.confirmed,
      line: texts.line,
      recording: content.recording,
      url: texts.url,
      seenAt: texts.seenAt,
      captured: texts.captured,
      ...(visitsThisWeek === undefined ? {} : { visitsThisWeek }),
      ...(callsToday === undefined ? {} : { callsToday }),
      steps,
      legitimacy: content.legitimacy,
      wardError: content.wardError,
      lateReason: texts.lateReason,
      careNote: texts.careNote,
    },
  };
}

/** Rows of warnings and requests; a row without a kind was not used. */
function readSteps(
  value: (field: string) => string,
  text: (field: string, most: number) => string,
  errors: Record<string, string>,
): StepTaken[] {
  const steps: StepTaken[] = [];
  for (let row = 1; row <= STEP_ROWS; row += 1) {
    const fields = stepFields(row);
    const kind = value(fields.kind);
    const at = value(fields.at);
    const words = text(fields.words, limits.words);
    if (kind === '' && at === '' && words === '') continue;
    const parsed = stepSchema.safeParse(kind);
    if (!parsed.success) errors[fields.kind] = '何を求めたかを選んでください。';
    if (at !== '' && !isTimeOfDay(at)) {
      errors[fields.at] = '時刻は 14:05 のように入れてください。';
    }
    if (parsed.success) steps.push({ kind: parsed.data, ...(at === '' ? {} : { at }), words });
  }
  return steps;
}

/** Date, start, end and minutes. The end wins over the minutes, and both must agree when both are given. */
function readWhen(
  value: (field: string) => string,
  now: Date,
  filedAt: Date,
  errors: Record<string, string>,
): { at: Date; minutes: number | undefined } | undefined {
  const date = value('date');
  const time = value('time');
  const end = value('endTime');
  const minutesText = value('minutes');

  const at = fromWallClock(date, time);
  if (date === '') errors['date'] = '日付を入れてください。';
  else if (fromWallClock(date, '00:00') === undefined)
    errors['date'] = '日付は 2026-11-21 のように入れてください。';
  if (time === '') errors['time'] = '始まった時刻を入れてください。';
  else if (!isTimeOfDay(time)) errors['time'] = '時刻は 14:05 のように入れてください。';
  if (at !== undefined) {
    if (at.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) {
      const today = wallClock(now);
      if (date > today.date) errors['date'] = 'まだ来ていない日付です。対応した日を入れてください。';
      else errors['time'] = `まだ来ていない時刻です(いま ${today.time})。対応した時刻を入れてください。`;
    } else if (filedAt.getTime() - at.getTime() > OLDEST_DAYS * 86_400_000) {
      errors['date'] = '1年より前の日付です。年に誤りがないか確かめてください。';
    }
  }

  let minutes: number | undefined;
  if (minutesText !== '') {
    // Digits only, full width included: Number() alone would read "1e2" as 100.
    const digits = minutesText.normalize('NFKC');
    if (/^\d{1,4}$/.test(digits) && Number(digits) <= 1440) minutes = Number(digits);
    else errors['minutes'] = '分数は 0 から 1440 までの数字で入れてください。';
  }
  if (end !== '') {
    const ended = fromWallClock(date, end);
    if (!isTimeOfDay(end)) {
      errors['endTime'] = '時刻は 14:20 のように入れてください。';
    } else if (at !== undefined && ended !== undefined) {
      const between = Math.round((ended.getTime() - at.getTime()) / 60_000);
      if (between < 0) {
        errors['endTime'] =
          '終わった時刻が、始まった時刻より前です。日をまたいだときは空欄にして、下の分数を入れてください。';
      } else if (ended.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) {
        errors['endTime'] = 'まだ来ていない時刻です。まだ続いているときは空欄にしてください。';
      } else if (minutes !== undefined && Math.abs(between - minutes) > 1) {
        errors['minutes'] = `時刻からは${between}分です。どちらかを直してください。`;
      } else {
        minutes = between;
      }
    }
  }
  return at === undefined ? undefined : { at, minutes };
}
