import type { Ward } from '../people/departments.ts';
import { departmentName } from '../people/departments.ts';
import { dayAndTime } from '../time.ts';
import type { Alert } from './alert.ts';

/** How an alert stands now, in words. */
export function alertStanding(alert: Alert, ward: Ward): string {
  const { rest, stage } = alert;
  switch (rest?.why) {
    case 'left':
      return `${departmentName(ward, rest.department)}から退去しました(${dayAndTime(rest.at)})`;
    case 'expired':
      return `終わりました(${dayAndTime(rest.at)})`;
    case 'joined':
      return `アラート ${rest.into} にまとめました(${dayAndTime(rest.at)})`;
    case 'withdrawn':
      return `取り消しました(${dayAndTime(rest.at)})`;
    case undefined:
      return stage === 1 ? '出ています' : '続報がないため、注意に下げました';
  }
}
