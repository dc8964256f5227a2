import type { FieldProblem } from '../../../api/problem.ts';
import type { PersonRoles, RolesEdit } from '../../../api/settings.ts';
import type { Held } from '../editing/editor.ts';
import type { Deciding, RolesContent } from '../parts/roles.ts';

/** A person's roles by department, in which two people's changes meet only where they are about the same one. */
export const contentOf = ({ approverOf, deputyOf, coordinator }: PersonRoles): RolesContent => ({
  coordinator,
  deciding: Object.fromEntries(
    approverOf.map((id) => [id, deputyOf.includes(id) ? 'deputy' : 'approver'] as const),
  ),
});

export const rolesHeld = (person: PersonRoles, etag: string): Held => ({ content: contentOf(person), etag });

/** The same as the service takes it. */
export function editOf(content: unknown): RolesEdit {
  const { coordinator, deciding } = content as RolesContent;
  const all = Object.entries<Deciding>(deciding);
  return {
    coordinator,
    approverOf: all.map(([id]) => id),
    deputyOf: all.filter(([, how]) => how === 'deputy').map(([id]) => id),
  };
}

/** What the service says about its two lists is about the one list of the page. */
export const problemsOfRoles = (errors: readonly FieldProblem[]): FieldProblem[] =>
  errors.map(({ path, message }) => ({
    path: /^(approverOf|deputyOf)\b/u.test(path) ? 'deciding' : path,
    message,
  }));
