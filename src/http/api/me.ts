import type { Named } from '../../api/named.ts';
import { conductNames, sceneNames } from '../../domain/incident/choices.ts';
import { stateNames } from '../../domain/incident/state.ts';
import { departmentName } from '../../domain/people/departments.ts';
import { standingOf } from '../../domain/people/standing.ts';
import { severityNames } from '../../domain/risk/severity.ts';
import { findGaps } from '../../workflow/find-gaps.ts';
import type { House } from '../../workflow/ports.ts';
import type { Handlers } from './operation.ts';

const listed = (names: Readonly<Record<string, string>>): Named[] =>
  Object.entries(names).map(([id, name]) => ({ id, name }));

const choices = {
  scenes: listed(sceneNames),
  conduct: listed(conductNames),
  severities: [...listed(severityNames), { id: 'none', name: 'なし' }],
  states: listed(stateNames),
};

/**
 * Who is signed in, as our register has them now.
 * @param deps.chatUrl opens the chat with the bot
 */
export function createMeHandler(deps: {
  house: Pick<House, 'ward' | 'rules' | 'people' | 'channels'>;
  chatUrl: string;
}): Handlers<'me'> {
  const { house, chatUrl } = deps;
  return {
    async me({ person }) {
      const ward = house.ward();
      const named = (id: string): Named => ({ id, name: departmentName(ward, id) });
      const { coordinator } = standingOf(person, house.rules);
      const gaps = coordinator ? await findGaps(house) : [];
      return {
        kind: 'ok',
        body: {
          name: person.name,
          ...(person.department === undefined ? {} : { department: named(person.department) }),
          roles: {
            coordinator,
            approverOf: person.approverOf.map(named),
            deputyOf: person.deputyOf.map(named),
          },
          ward: { name: ward.name, departments: ward.departments.map(({ id, name }) => ({ id, name })) },
          choices,
          gaps: gaps.map(({ department, missing }) => ({ department: named(department), missing })),
          links: { chat: chatUrl },
        },
      };
    },
  };
}
