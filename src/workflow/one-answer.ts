import type { Alert } from '../domain/alert/alert.ts';
import { answeringFirst, setOneAnswer } from '../domain/alert/one-answer.ts';
import { alertIdOf, changed, type Incident } from '../domain/incident/incident.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import type { Person } from '../domain/people/person.ts';
import { mayLink, maySetAnswer, standingOf } from '../domain/people/standing.ts';
import { fromWallClock, wallClock } from '../domain/time.ts';
import type { House } from './ports.ts';

/** An answer that is promised for later than this is no answer. */
const LATEST_DAYS = 90;

/** Ids that were chosen; what is not in the book is left out and named as an error. */
function chosen(house: House, typed: string, kind: 'say' | 'avoid' | 'any'): string[] | undefined {
  const ids = [...new Set(typed.split(',').map((id) => id.trim()))].filter((id) => id !== '');
  const known = ids.every((id) =>
    house.answers.entries.some((entry) => entry.id === id && (kind === 'any' || entry.kind === kind)),
  );
  return known ? ids : undefined;
}

const CHOOSE_AGAIN = '一覧から選び直してください。';

export type SettingAnswer =
  | { kind: 'set'; alert: Alert }
  | { kind: 'invalid'; alert: Alert; errors: FormErrors }
  | { kind: 'refused'; why: 'not-entitled' | 'no-such-alert' };

/** 統一回答を決める: by an approver of the first department, checked at this moment. The newest counts. */
export async function setAnswer(
  house: House,
  order: { alert: string; typed: TypedValues; person: Person },
): Promise<SettingAnswer> {
  const { typed, person } = order;
  const alert = await house.alerts.read(order.alert);
  if (alert === undefined) return { kind: 'refused', why: 'no-such-alert' };
  const department = answeringFirst(alert);
  if (!maySetAnswer(person, department)) return { kind: 'refused', why: 'not-entitled' };
  const errors: Record<string, string> = {};
  const say = chosen(house, typed['say'] ?? '', 'say');
  const avoid = chosen(house, typed['avoid'] ?? '', 'avoid');
  if (say === undefined) errors['say'] = CHOOSE_AGAIN;
  else if (say.length === 0) errors['say'] = '言ってよいことを、一つ以上選んでください。';
  if (avoid === undefined) errors['avoid'] = CHOOSE_AGAIN;
  const by = (typed['by'] ?? '').trim();
  if (by !== '') {
    const day = fromWallClock(by, '00:00');
    const today = wallClock(house.now()).date;
    const latest = wallClock(new Date(house.now().getTime() + LATEST_DAYS * 86_400_000)).date;
    if (day === undefined) errors['by'] = '日付は 2026-11-21 のように入れてください。';
    else if (by < today) errors['by'] = '過ぎた日付です。これからの日を入れてください。';
    else if (by > latest) errors['by'] = `${LATEST_DAYS}日より先の日付です。`;
  }
  if (say === undefined || avoid === undefined || Object.keys(errors).length > 0) {
    return { kind: 'invalid', alert, errors };
  }
  const at = house.now().toISOString();
  const answer = { say, avoid, ...(by === '' ? {} : { by }), department, at };
  const done = await house.alerts.change(alert.id, (current) => ({
    next: setOneAnswer(current, answer, person.key, house.digest),
    result: undefined,
  }));
  if (!done.found) return { kind: 'refused', why: 'no-such-alert' };
  house.outbox.nudge();
  return { kind: 'set', alert: done.item };
}

export type TellingAnswered =
  | { kind: 'told'; incident: Incident; alert: Alert | undefined }
  | { kind: 'invalid'; incident: Incident; errors: FormErrors }
  | { kind: 'refused' };

/** 答えたこと: what the person was told, by entries of the book; it travels with the alert, if there is one. */
export async function tellAnswered(
  house: House,
  order: { number: string; typed: TypedValues; person: Person },
): Promise<TellingAnswered> {
  const { number, typed, person } = order;
  const entries = chosen(house, typed['told'] ?? '', 'any');
  const standing = standingOf(person, house.rules);
  const at = house.now().toISOString();
  const done = await house.incidents.change(number, (incident) => {
    if (!mayLink(standing, incident)) return { result: 'refused' as const };
    if (entries === undefined || entries.length === 0) return { result: 'invalid' as const };
    if (incident.answered?.entries.join() === entries.join()) return { result: 'told' as const };
    return {
      next: changed(
        incident,
        { answered: { entries, at } },
        { at, by: person.key, action: 'told', about: entries.join(' ') },
        (revision) => [
          { kind: 'receipt', revision },
          { kind: 'answered', revision },
        ],
        house.digest,
      ),
      result: 'told' as const,
    };
  });
  if (!done.found || done.result === 'refused') return { kind: 'refused' };
  const incident = done.item;
  if (done.result === 'invalid') {
    const told = entries === undefined ? CHOOSE_AGAIN : '答えたことを、一つ以上選んでください。';
    return { kind: 'invalid', incident, errors: { told } };
  }
  house.outbox.nudge();
  return { kind: 'told', incident, alert: await house.alerts.read(alertIdOf(incident)) };
}
