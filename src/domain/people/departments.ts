import { z } from 'zod';

export const departmentSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  name: z.string().min(1).max(30),
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
  })
  .refine((ward) => new Set(ward.departments.map((d) => d.id)).size === ward.departments.length, {
    message: 'department ids must be unique',
  })
  .refine((ward) => new Set(ward.departments.map((d) => d.name)).size === ward.departments.length, {
    message: 'department names must be unique',
  });

export type Ward = z.infer<typeof wardSchema>;

/** The name on screens; an id that the ward has since removed shows as itself. */
export const departmentName = (ward: Ward, id: string): string =>
  ward.departments.find((department) => department.id === id)?.name ?? id;
