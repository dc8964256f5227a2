import assert from 'node:assert/strict';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { Person } from '../../../src/domain/people/person.ts';
import { standingOf } from '../../../src/domain/people/standing.ts';
import { ordinaryIn, registerExtent, scopesOf } from '../../../src/domain/register/scope.ts';
import { approver, person } from '../../builders/records.ts';
import { registered } from '../../builders/register.ts';

const rules = { coordinators: new Set(['soumu']), mayDeclareRoles: false };
const { department: _, ...nowhere } = person({ id: 'new' });
const suzuki = person({ id: 'suzuki' });

type Shown = 'full' | 'conduct' | '-';

const readers: readonly [who: string, reader: Person, ...shown: [Shown, Shown, Shown, Shown]][] = [
  // of: 福祉課 threatened, 税務課 threatened, 福祉課 complained to, 税務課 complained to
  ['somebody who filed none of them', person({ id: 'sato' }), '-', '-', '-', '-'],
  ['the colleague who filed those of 福祉課', suzuki, 'full', '-', 'full', '-'],
  ['an approver of 福祉課', approver(), 'full', 'conduct', 'full', '-'],
  ['an approver of 税務課', approver({ id: 'z', approverOf: ['zeimu'] }), 'conduct', 'full', '-', 'full'],
  [
    'an approver of both',
    approver({ id: 'b', approverOf: ['zeimu', 'fukushi'] }),
    'full',
    'full',
    'full',
    'full',
  ],
  [
    // Whoever stands in for an approver stands among the approvers.
    'a deputy in 税務課 who works in 福祉課',
    person({ id: 'd', approverOf: ['zeimu'] }),
    'conduct',
    'full',
    '-',
    'full',
  ],
  [
    'an approver of 戸籍住民課',
    approver({ id: 'k', approverOf: ['koseki'] }),
    'conduct',
    'conduct',
    '-',
    '-',
  ],
  [
    'an approver of 税務課 who filed those of 福祉課',
    { ...suzuki, approverOf: ['zeimu'] },
    'full',
    'full',
    'full',
    'full',
  ],
  ['a coordinator', person({ id: 'soumu', department: 'somu' }), 'full', 'full', 'full', 'full'],
  ['a coordinator without a department', { ...nowhere, objectId: 'soumu' }, 'full', 'full', 'full', 'full'],
  ['somebody without a department', nowhere, '-', '-', '-', '-'],
];

const by = person({ id: 'zeimu-staff', department: 'zeimu' });
const records: readonly Incident[] = [
  registered({ word: 'a', reporter: suzuki, severity: 'alarm' }),
  registered({ word: 'b', reporter: by, department: 'zeimu', severity: 'alarm' }),
  registered({ word: 'c', reporter: suzuki }),
  registered({ word: 'd', reporter: by, department: 'zeimu' }),
];

/** Whether the database finds the record with these terms. */
const finds = (incident: Incident, scopes: ReturnType<typeof scopesOf>): boolean =>
  scopes.some(
    ({ department, reporterKey, ordinary }) =>
      (department === undefined || department === incident.department) &&
      (reporterKey === undefined || reporterKey === incident.reporter.key) &&
      (ordinary === undefined || ordinary === ordinaryIn(incident)),
  );

describe('the register', () => {
  for (const [who, reader, ...shown] of readers) {
    it(`holds for ${who}: ${shown.join(' ')}`, () => {
      const standing = standingOf(reader, rules);
      assert.deepEqual(
        records.map((incident) => registerExtent(standing, incident) ?? '-'),
        shown,
      );
    });

    it(`is looked for by ${who} in terms that find exactly that`, () => {
      const standing = standingOf(reader, rules);
      for (const department of [undefined, 'fukushi', 'zeimu', 'koseki']) {
        for (const labelled of [true, false]) {
          const scopes = scopesOf(standing, { department, labelled });
          for (const [index, incident] of records.entries()) {
            const wanted =
              shown[index] !== '-' &&
              (department === undefined || department === incident.department) &&
              // Records with a label are never ordinary complaints; those without may be found or not.
              (!labelled || ordinaryIn(incident) === '');
            if (labelled && ordinaryIn(incident) !== '') continue;
            assert.equal(finds(incident, scopes), wanted, `${department} ${labelled} ${index}`);
          }
        }
      }
    });
  }
});
