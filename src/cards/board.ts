import type { Alert } from '../domain/alert/alert.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { dayAndTime } from '../domain/time.ts';
import { fit } from './fit.ts';
import { conductLine } from './record-facts.ts';
import type { CardMessage, Expand } from './template.ts';

/** 確認 board: per department whether it has confirmed, and whether the alert reached it at all. */
export function board(
  expand: Expand,
  ward: Ward,
  view: { alert: Alert; unreached: readonly string[] },
): CardMessage {
  const { alert, unreached } = view;
  const seen = new Map(alert.acknowledgements.map(({ department, at }) => [department, at]));
  const silent = alert.audience.filter((id) => !seen.has(id) && id !== alert.department);
  const reached = silent.filter((id) => !unreached.includes(id));
  const rows = [
    ...silent
      .filter((id) => unreached.includes(id))
      .map((id) => ({ text: `${departmentName(ward, id)}: 届いていません` })),
    ...reached.map((id) => ({ text: `${departmentName(ward, id)}: まだ確認していません` })),
  ];
  const confirmed = [...seen].map(([id, at]) => `${departmentName(ward, id)} ${dayAndTime(at)}`);
  const card = fit((room) =>
    expand('board', {
      number: alert.id,
      line: `${departmentName(ward, alert.department)} ${dayAndTime(alert.occurredAt)} ${conductLine(alert.conduct)}`,
      done: rows.length === 0,
      silent: rows.slice(0, room.names).map(({ text }) => ({ text: `・${text}` })),
      more: rows.length > room.names ? `ほか${rows.length - room.names}課` : '',
      hasConfirmed: confirmed.length > 0,
      confirmed: confirmed.slice(0, room.names).join('、'),
    }),
  );
  return {
    card,
    summary:
      rows.length === 0
        ? `緊急アラート ${alert.id} は全課が確認しました`
        : `緊急アラート ${alert.id} を確認していない課が${rows.length}あります`,
  };
}
