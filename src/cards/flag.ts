import { conductNames } from '../domain/incident/choices.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import type { PersonFile } from '../domain/subject/file.ts';
import type { Flag } from '../domain/subject/flag.ts';
import { subjectLabel } from '../domain/subject/subject.ts';
import { dayAndTime } from '../domain/time.ts';
import { fit, tighten } from './fit.ts';
import { type Fact, fact, present } from './inert.ts';
import { outcome, type Tone } from './outcome.ts';
import { departmentLines } from './persons.ts';
import type { CardMessage, Expand } from './template.ts';

const NOT_SENT = 'まだ送っていません。下の欄を直して、もう一度ボタンを押してください。';

/** Where a 注意の印 is asked for. */
export function flagForm(
  expand: Expand,
  view: { subject: string; nonce: string; typed: TypedValues; errors: FormErrors },
): CardMessage {
  const { subject, typed, errors } = view;
  const card = expand('flag-form', {
    subject,
    nonce: view.nonce,
    label: subjectLabel(subject),
    problem: errors['form'] ?? (Object.keys(errors).length === 0 ? '' : NOT_SENT),
    typed: { reason: typed['reason'] ?? '', reviewOn: typed['reviewOn'] ?? '' },
    errors: { reason: errors['reason'] ?? '', reviewOn: errors['reviewOn'] ?? '' },
  });
  return { card, summary: `注意の印を上申する ${subjectLabel(subject)}` };
}

const requestFacts = (ward: Ward, flag: Flag): Fact[] =>
  present([
    fact('理由', flag.reason),
    fact('上申した人', `${departmentName(ward, flag.department)} ${flag.askedByName}`),
    fact('上申した時刻', dayAndTime(flag.askedAt)),
    fact('見直す日', flag.reviewOn),
  ]);

/** What this reader sees of the person, in the few words that a decision needs. */
function historyFacts(ward: Ward, file: PersonFile | undefined): Fact[] {
  if (file === undefined) return [];
  const labels = [...new Set(file.entries.flatMap(({ outline }) => outline.conduct))];
  return present([
    fact('記録', departmentLines(ward, file).join('\n')),
    fact('どのように', labels.map((label) => conductNames[label]).join('、')),
  ]);
}

const outcomes: Readonly<Record<Exclude<Flag['state'], 'asked'>, { headline: string; tone: Tone }>> = {
  active: { headline: '承認: 注意の印', tone: 'good' },
  rejected: { headline: '却下: 注意の印', tone: 'attention' },
  ended: { headline: '終わりました: 注意の印', tone: 'emphasis' },
};

/** The decision card of a 注意の印, or its resolved twin once somebody has decided or its day has come. */
export function flagCard(
  expand: Expand,
  ward: Ward,
  view: {
    /** What the file is called before this reader; undefined when nothing in it is for them any more. */
    subject: string | undefined;
    flag: Flag;
    file: PersonFile | undefined;
    typed: TypedValues;
    errors: FormErrors;
  },
): CardMessage {
  const { subject, flag, file, typed, errors } = view;
  if (flag.state !== 'asked' || subject === undefined) return flagTold(expand, { subject, flag });
  const request = requestFacts(ward, flag);
  const history = historyFacts(ward, file);
  const card = fit((room) =>
    expand('flag', {
      subject,
      flag: flag.id,
      label: subjectLabel(subject),
      problem: Object.keys(errors).length === 0 ? '' : NOT_SENT,
      request: tighten(request, room),
      history: tighten(history, room),
      hasHistory: history.length > 0,
      typed: { reason: typed['reason'] ?? '' },
      errors: { reason: errors['reason'] ?? '' },
    }),
  );
  return { card, summary: `注意の印の上申が届いています ${subjectLabel(subject)}` };
}

/** Where a 注意の印 stands: who decided what, or that it waits or is over. */
export function flagTold(expand: Expand, view: { subject: string | undefined; flag: Flag }): CardMessage {
  const { subject, flag } = view;
  const { decision, state } = flag;
  const { headline, tone } =
    state === 'asked' ? { headline: '上申しました: 注意の印', tone: 'emphasis' as const } : outcomes[state];
  const facts = present([
    ...(decision === undefined
      ? []
      : [
          fact('判断した人', decision.byName),
          fact('判断した時刻', dayAndTime(decision.at)),
          fact('判断の理由', decision.reason),
        ]),
    fact('上申した人', flag.askedByName),
    fact('上申の理由', flag.reason),
    fact('見直す日', flag.reviewOn),
  ]);
  const note =
    state === 'active'
      ? '見直す日に自動で消えます。続けるときは、もう一度上申してください。'
      : state === 'ended'
        ? '注意の印は終わりました。続けるときは、もう一度上申してください。'
        : '';
  return outcome(expand, {
    headline,
    tone,
    about: subject === undefined ? '対象者' : subjectLabel(subject),
    facts,
    note,
  });
}
