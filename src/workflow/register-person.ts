import type { Person } from '../domain/people/person.ts';
import type { House } from './ports.ts';

export type DeclaredRole = 'staff' | 'approver' | 'coordinator';

export type Registration = { kind: 'registered'; person: Person } | { kind: 'invalid'; error: string };

/**
 * A person says where they work. In production that makes them a reporter of the department and nothing
 * more; in local mode the declared role is believed.
 */
export async function registerPerson(
  house: Pick<House, 'people' | 'ward' | 'rules'>,
  person: Person,
  declared: { department: string; role: DeclaredRole },
): Promise<Registration> {
  if (!house.ward().departments.some((department) => department.id === declared.department)) {
    return {
      kind: 'invalid',
      error:
        declared.department === ''
          ? '課を選んでください。'
          : 'この課は登録されていません。一覧から選び直してください。',
    };
  }
  const changed = await house.people.change(person.key, (current) => ({
    next: {
      ...current,
      department: declared.department,
      ...(house.rules.mayDeclareRoles
        ? {
            approverOf: declared.role === 'approver' ? [declared.department] : [],
            deputyOf: [],
            declaredCoordinator: declared.role === 'coordinator',
          }
        : {}),
    },
    result: undefined,
  }));
  if (!changed.found) throw new Error(`person ${person.key} vanished while registering`);
  return { kind: 'registered', person: changed.item };
}
