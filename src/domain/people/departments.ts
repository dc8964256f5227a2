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
    message: 'what does not record cannot announce that it does',
  })
  .refine(({ records, eraseDays }) => records === (eraseDays !== undefined), {
    message: 'eraseDays belongs to what records, and to nothing else',
  });

export type Line = z.infer<typeof lineSchema>;

/** The ward's departments: who owns the list and when it was last checked stands beside it. */
export const wardSchema = z
  .object({
    name: z.string().min(1).max(30),
    source: z.string().min(1),
    date: z.iso.date(),
    checkedBy: z.string().min(1),
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
        lines: z.array(z.string().min(1)).default([]),
      })
      .optional(),
  })
  .refine((ward) => new Set(ward.departments.map((d) => d.id)).size === ward.departments.length, {
    message: 'department ids must be unique',
  })
  .refine((ward) => new Set(ward.departments.map((d) => d.name)).size === ward.departments.length, {
    message: 'department names must be unique',
  })
  .refine(
    ({ departments, exempt }) => {
      const known = new Set(departments.map(({ id }) => id));
      const named = [...departments.flatMap(({ next }) => next ?? []), ...(exempt?.departments ?? [])];
      return named.every((id) => known.has(id));
    },
    { message: 'next and exempt must name departments of the ward' },
  )
  .refine(
    ({ departments, lines = [] }) =>
      lines.every(({ department }) => departments.some(({ id }) => id === department)) &&
      new Set(lines.map(({ id }) => id)).size === lines.length,
    { message: 'lines must have ids of their own and name departments of the ward' },
  );

export type Ward = z.infer<typeof wardSchema>;

/** The name on screens; an id that the ward has since removed shows as itself. */
export const departmentName = (ward: Ward, id: string): string =>
  ward.departments.find((department) => department.id === id)?.name ?? id;
