import { standingOf } from '../../domain/people/standing.ts';
import { type DeclaredRole, registerPerson } from '../../workflow/register-person.ts';
import { askAgain, post, type Press, type Reply, settle, type Turn } from '../reply.ts';
import { handOutForm, handOutQuick, openLookUp } from './menu.ts';

export type Wish = 'menu' | 'record' | 'quick' | 'look-up';

/** Asks a person where they work, and remembers what they came for. */
export const askRegistration = ({ house, cards }: Turn, next: Wish): Reply =>
  post(
    cards.register({
      asksRole: house.rules.mayDeclareRoles,
      next,
      department: '',
      role: 'staff',
      error: '',
    }),
    'はじめに所属の課を教えてください。',
  );

const roleOf = (typed: string | undefined): DeclaredRole =>
  typed === 'approver' || typed === 'coordinator' ? typed : 'staff';

/** The person has said where they work; they get what they came for. */
export async function register(turn: Turn, press: Press, next: Wish): Promise<Reply> {
  const { house, cards, person } = turn;
  const department = press.typed['department'] ?? '';
  const role = press.typed['role'] ?? 'staff';
  const outcome = await registerPerson(house, person, { department, role: roleOf(role) });
  if (outcome.kind === 'invalid') {
    return askAgain(
      cards.register({
        asksRole: house.rules.mayDeclareRoles,
        next,
        department,
        role,
        error: outcome.error,
      }),
    );
  }
  const known = { ...turn, person: outcome.person };
  if (next === 'record') return handOutForm(known);
  if (next === 'quick') return handOutQuick(known);
  if (next === 'look-up') return openLookUp(known);
  const { coordinator } = standingOf(outcome.person, house.rules);
  return settle(cards.welcome({ person: outcome.person, coordinator }));
}
