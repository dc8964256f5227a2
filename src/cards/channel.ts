import { departmentName, type Ward } from '../domain/people/departments.ts';
import { departmentChoices } from './choices.ts';
import type { CardMessage, Expand } from './template.ts';

/** Asks whose channel this is. A channel that is named like a department has it chosen already. */
export function bind(
  expand: Expand,
  ward: Ward,
  view: { channelName: string; department: string; error: string },
): CardMessage {
  const named = ward.departments.find((department) => department.name === view.channelName)?.id ?? '';
  const card = expand('bind', {
    typed: { department: view.department === '' ? named : view.department },
    errors: { department: view.error },
    choices: { departments: departmentChoices(ward) },
  });
  return { card, summary: 'このチャネルはどの課のものですか' };
}

export function bound(expand: Expand, ward: Ward, view: { department: string }): CardMessage {
  const department = departmentName(ward, view.department);
  return { card: expand('bound', { department }), summary: `${department}のチャネルとして登録しました` };
}
