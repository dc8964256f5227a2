import { type FollowUp, saidNames } from '../domain/incident/additions.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import { currentContent, type Incident } from '../domain/incident/incident.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { dayAndTime } from '../domain/time.ts';
import { fit, tighten } from './fit.ts';
import { fact, present } from './inert.ts';
import { outcome } from './outcome.ts';
import type { CardMessage, Expand } from './template.ts';

const choices = Object.entries(saidNames).map(([value, title]) => ({ title, value }));

const tones = { said: 'good', 'not-said': 'attention', otherwise: 'warning' } as const;

/** Asks the reporter of a record whether they said it; once answered, what was answered. */
export function followUpCard(
  expand: Expand,
  ward: Ward,
  view: { incident: Incident; followUp: FollowUp; typed: TypedValues; errors: FormErrors },
): CardMessage {
  const { incident, followUp, typed, errors } = view;
  if (followUp.answer !== undefined) return followUpTold(expand, { incident, followUp });
  const request = present([
    fact('相手の話', `「${followUp.claim}」`),
    fact('聞いた人', `${departmentName(ward, followUp.department)} ${followUp.askedByName}`),
    fact('聞いた時刻', dayAndTime(followUp.at)),
    fact('あなたの記録', dayAndTime(currentContent(incident).occurredAt)),
  ]);
  const card = fit((room) =>
    expand('follow-up', {
      number: incident.number,
      followUp: followUp.id,
      problem:
        Object.keys(errors).length === 0
          ? ''
          : 'まだ送っていません。下の欄を直して、もう一度「答える」を押してください。',
      request: tighten(request, room),
      choices,
      typed: { said: typed['said'] ?? '', remembered: typed['remembered'] ?? '' },
      errors: { said: errors['said'] ?? '', remembered: errors['remembered'] ?? '' },
    }),
  );
  return { card, summary: `前にどう答えたかを教えてください(記録 ${incident.number})` };
}

/** What the reporter answered: for both, each in their own chat. */
export function followUpTold(expand: Expand, view: { incident: Incident; followUp: FollowUp }): CardMessage {
  const { incident, followUp } = view;
  const { answer } = followUp;
  if (answer === undefined) throw new Error(`${followUp.id} is not answered`);
  return outcome(expand, {
    headline: `担当の答え: ${saidNames[answer.choice]}`,
    about: `記録 ${incident.number}`,
    tone: tones[answer.choice],
    facts: present([
      fact('相手の話', `「${followUp.claim}」`),
      fact('担当の答え', saidNames[answer.choice]),
      fact('実際の言い方', answer.text),
      fact('答えた人', incident.reporter.name),
      fact('答えた時刻', dayAndTime(answer.at)),
      fact('聞いた人', followUp.askedByName),
    ]),
  });
}
