import { nameOf } from './names.ts';
import type { Parts } from '../editing/part.ts';

/** How somebody decides for a department. */
export const decidingNames = { approver: '承認者', deputy: '代理' } as const;
export type Deciding = keyof typeof decidingNames;

/** Roles of one person, so that two people's changes of it meet only in the same department. */
export type RolesContent = {
  readonly coordinator: boolean;
  /** By department. */
  readonly deciding: Readonly<Record<string, Deciding>>;
};

/** 承認者と代理: `departments` are names by id. */
export const rolesParts = (departments: Readonly<Record<string, string>>): Parts => ({
  coordinator: { kind: 'flag', label: '調整担当' },
  deciding: {
    kind: 'group',
    label: '判断する課',
    parts: Object.fromEntries(
      Object.keys(departments).map((id) => [
        id,
        { kind: 'choice', label: nameOf(departments, id), names: decidingNames },
      ]),
    ),
  },
});
