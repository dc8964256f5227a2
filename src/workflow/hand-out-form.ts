import { newNonce } from '../domain/ids.ts';
import type { Form, TypedValues } from '../domain/incident/forms.ts';
import type { Person } from '../domain/people/person.ts';
import { wallClock } from '../domain/time.ts';
import type { House } from './ports.ts';

/** A new form for a person: its nonce, and what is filled in already (department, today, now). */
export function newForm(
  house: Pick<House, 'now' | 'random'>,
  person: Person,
): { form: Form; typed: TypedValues } {
  const now = house.now();
  const { date, time } = wallClock(now);
  return {
    form: { nonce: newNonce(now, house.random()), personKey: person.key, issuedAt: now.toISOString() },
    typed: { department: person.department ?? '', date, time },
  };
}

/** Remembers which message shows the form and what was typed into it, so that neither gets lost. */
export async function keepForm(house: Pick<House, 'forms'>, form: Form): Promise<void> {
  await house.forms.keep(form);
}
