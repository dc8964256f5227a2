import type { SectionDraft } from '../parts/sections.ts';

/** 課・電話と窓口 while they are edited. */
export type WardDraft = SectionDraft<'ward'>;

/** The ward without a department, and without all that names it. */
export function withoutDepartment(draft: unknown, id: string): unknown {
  const ward = draft as WardDraft;
  const others = (ids: readonly string[]): readonly string[] =>
    ids.includes(id) ? ids.filter((one) => one !== id) : ids;
  return {
    ...ward,
    departments: ward.departments
      .filter((one) => one.id !== id)
      .map((one) => (one.next?.includes(id) === true ? { ...one, next: others(one.next) } : one)),
    ...(ward.lines === undefined ? {} : { lines: ward.lines.filter(({ department }) => department !== id) }),
    ...(ward.exempt === undefined
      ? {}
      : { exempt: { ...ward.exempt, departments: others(ward.exempt.departments ?? []) } }),
  };
}
