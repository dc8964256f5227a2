import { departmentName } from '../../domain/people/departments.ts';
import { mayAppoint, standingOf } from '../../domain/people/standing.ts';
import { appointApprover } from '../../workflow/appoint-approver.ts';
import { askAgain, post, type Press, type Reply, settle, type Turn } from '../reply.ts';

/** People of one department that the card lists. */
const PEOPLE = 100;

const refusal = ({ cards }: Turn): Reply =>
  settle(
    cards.notice({
      title: '承認者は登録できません',
      lines: ['承認者を登録できるのは、総務課の調整担当だけです。'],
    }),
  );

export const openApprovers = (turn: Turn): Reply => {
  if (!mayAppoint(standingOf(turn.person, turn.house.rules))) {
    const refused = refusal(turn);
    return refused.kind === 'replace' ? post(refused.message, '') : refused;
  }
  const view = { department: '', people: [], current: [], person: '', done: '', errors: {} };
  return post(turn.cards.approvers(view), '承認者の登録画面を送りました。');
};

async function draw(
  turn: Turn,
  view: {
    department: string;
    person: string;
    done: string;
    errors: { department?: string; person?: string };
  },
): Promise<Reply> {
  const { house, cards } = turn;
  const known = house.ward().departments.some((department) => department.id === view.department);
  return askAgain(
    cards.approvers({
      ...view,
      department: known ? view.department : '',
      people: known ? await house.people.inDepartment(view.department, PEOPLE) : [],
      current: known ? await house.people.approversOf(view.department) : [],
    }),
  );
}

export async function chooseDepartment(turn: Turn, press: Press): Promise<Reply> {
  if (!mayAppoint(standingOf(turn.person, turn.house.rules))) return refusal(turn);
  const department = press.typed['department'] ?? '';
  return draw(turn, {
    department,
    person: '',
    done: '',
    errors: department === '' ? { department: '課を選んでください。' } : {},
  });
}

export async function setApprover(turn: Turn, press: Press, appoint: boolean): Promise<Reply> {
  const department = press.typed['department'] ?? '';
  const person = press.typed['person'] ?? '';
  const outcome = await appointApprover(turn.house, turn.person, { person, department, appoint });
  switch (outcome.kind) {
    case 'refused':
      return refusal(turn);
    case 'invalid':
      return draw(turn, { department, person, done: '', errors: { person: outcome.error } });
    case 'done': {
      const name = departmentName(turn.house.ward(), outcome.department);
      const done = appoint ? `${name}の承認者にしました。` : `${name}の承認者から外しました。`;
      return draw(turn, { department, person: '', done, errors: {} });
    }
  }
}
