import { z } from 'zod';
import { ageSchema } from '../incident/choices.ts';

export const departmentSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  name: z.string().min(1).max(30),
  /** Departments to which people often go from here, likeliest first. */
  next: z.array(z.string()).max(5).optional(),
});

export type Department = z.infer<typeof departmentSchema>;

/** A telephone line or a window of a department, and what may truthfully be said of its recording. */
export const lineSchema = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    name: z.string().min(1).max(30),
    department: z.string(),
    kind: z.enum(['line', 'window']),
    /** It records what is said there. */
    records: z.boolean(),
    /** It says so by itself before anybody speaks: an announcement, or a sign at the window. */
    announces: z.boolean(),
    /** Days after which a recording erases itself. */
    eraseDays: z.int().min(1).max(3660).optional(),
  })
  .refine(({ records, announces }) => records || !announces, {
    path: ['announces'],
    message: 'what does not record cannot announce that it does',
  })
  .refine(({ records, eraseDays }) => records === (eraseDays !== undefined), {
    path: ['eraseDays'],
    message: 'eraseDays belongs to what records, and to nothing else',
  });

export type Line = z.infer<typeof lineSchema>;

/** Indexes of the items whose value stood there before. */
const repeated = (values: readonly string[]): number[] =>
  values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [index]));

/** The ward's departments: who owns the list and when it was last checked stands beside it. */
export const wardSchema = z
  .object({
    name: z.string().min(1).max(30),
    source: z.string().min(1).max(200),
    date: z.iso.date(),
    checkedBy: z.string().min(1).max(80),
    departments: z.array(departmentSchema).min(2).max(200),
    /** Lines and windows; one that is not named here counts as not recording. */
    lines: z.array(lineSchema).max(2000).optional(),
    /**
     * Whose records are matched with nobody and carried along no route: minors, and places where people
     * come for help under the promise that nobody learns of it.
     */
    exempt: z
      .object({
        ages: z.array(ageSchema).default([]),
        departments: z.array(z.string()).default([]),
        /** Names of telephone lines, as they are written into records. */
        lines: z.array(z.string().min(1).max(60)).max(500).default([]),
      })
      .optional(),
    /** Departments that are no more: their names for the records that were written there. */
    retired: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .max(1000)
      .optional(),
  })
  .superRefine(({ departments, lines = [], exempt }, context) => {
    const problem = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    const known = new Set(departments.map(({ id }) => id));
    for (const index of repeated(departments.map(({ id }) => id))) {
      problem(['departments', index, 'id'], 'department ids must be unique');
    }
    for (const index of repeated(departments.map(({ name }) => name))) {
      problem(['departments', index, 'name'], 'department names must be unique');
    }
    for (const [index, { next = [] }] of departments.entries()) {
      if (!next.every((id) => known.has(id))) {
        problem(['departments', index, 'next'], 'must name departments of the ward');
      }
    }
    if (exempt?.departments.every((id) => known.has(id)) === false) {
      problem(['exempt', 'departments'], 'must name departments of the ward');
    }
    for (const [index, { department }] of lines.entries()) {
      if (!known.has(department))
        problem(['lines', index, 'department'], 'must name departments of the ward');
    }
    for (const index of repeated(lines.map(({ id }) => id))) {
      problem(['lines', index, 'id'], 'line ids must be unique');
    }
  });

export type Ward = z.infer<typeof wardSchema>;

/** The name on screens, also of a department that is no more; an id that was never the ward's shows as itself. */
export const departmentName = ({ departments, retired = [] }: Ward, id: string): string =>
  [...departments, ...retired].find((department) => department.id === id)?.name ?? id;

/** The next list of departments with the names of those that leave it kept for their records. */
export function withRetired(before: Ward, next: Ward): Ward {
  const now = new Set(next.departments.map(({ id }) => id));
  const gone = new Map(
    [...(next.retired ?? []), ...(before.retired ?? []), ...before.departments]
      .filter(({ id }) => !now.has(id))
      .map(({ id, name }) => [id, { id, name }] as const),
  );
  const { retired: _, ...rest } = next;
  return gone.size === 0 ? rest : { ...rest, retired: [...gone.values()] };
}
