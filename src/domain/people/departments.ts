import { z } from 'zod';
import { ageSchema } from '../incident/choices.ts';

export const departmentSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  name: z.string().min(1).max(30),
  /** Departments to which people often go from here, likeliest first. */
  next: z.array(z.string()).max(5).optional(),
});

export type Department = z.infer<typeof departmentSchema>;

/** The ward's departments: who owns the list and when it was last checked stands beside it. */
export const wardSchema = z
  .object({
    name: z.string().min(1).max(30),
    source: z.string().min(1),
    date: z.iso.date(),
    checkedBy: z.string().min(1),
    departments: z.array(departmentSchema).min(2).max(200),
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
  );

export type Ward = z.infer<typeof wardSchema>;

/** The name on screens; an id that the ward has since removed shows as itself. */
export const departmentName = (ward: Ward, id: string): string =>
  ward.departments.find((department) => department.id === id)?.name ?? id;
