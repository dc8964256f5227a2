import assert from 'node:assert/strict';
import type { Person } from '../../../src/domain/people/person.ts';
import {
  decisionRefusal,
  mayAppoint,
  mayBindChannel,
  readableBy,
  standingOf,
} from '../../../src/domain/people/standing.ts';
import { approver, person, richIncident } from '../../builders/records.ts';

const PRODUCTION = { coordinators: new Set(['soumu']), mayDeclareRoles: false };
const LOCAL = { coordinators: new Set<string>(), mayDeclareRoles: true };

const reporter = person();

function withoutDepartment(one: Person): Person {
  const { department: _, ...rest } = one;
  return rest;
}

type Row = {
  who: string;
  person: Person;
  rules?: typeof PRODUCTION;
  reads: 'full' | 'conduct' | 'none';
  decides: undefined | 'own-report' | 'not-approver';
  bindsFukushi: boolean;
  appoints: boolean;
};

const rows: readonly Row[] = [
  {
    who: 'the reporter',
    person: reporter,
    reads: 'full',
    decides: 'own-report',
    bindsFukushi: false,
    appoints: false,
  },
  {
    who: 'the reporter who is approver of the department as well',
    person: person({ approverOf: ['fukushi'] }),
    reads: 'full',
    decides: 'own-report',
    bindsFukushi: true,
    appoints: false,
  },
  {
    who: 'a colleague of the same department',
    person: person({ id: 'suzuki' }),
    reads: 'none',
    decides: 'not-approver',
    bindsFukushi: false,
    appoints: false,
  },
  {
    who: 'a colleague of another department',
    person: person({ id: 'tanaka', department: 'zeimu' }),
    reads: 'none',
    decides: 'not-approver',
    bindsFukushi: false,
    appoints: false,
  },
  {
    who: 'somebody without a department',
    person: withoutDepartment(person({ id: 'new' })),
    reads: 'none',
    decides: 'not-approver',
    bindsFukushi: false,
    appoints: false,
  },
  {
    who: 'an approver of the department',
    person: approver(),
    reads: 'full',
    decides: undefined,
    bindsFukushi: true,
    appoints: false,
  },
  {
    who: 'an approver of the department who works elsewhere',
    person: approver({ department: 'somu' }),
    reads: 'full',
    decides: undefined,
    bindsFukushi: true,
    appoints: false,
  },
  {
    who: 'an approver of another department',
    person: approver({ approverOf: ['zeimu'] }),
    reads: 'conduct',
    decides: 'not-approver',
    bindsFukushi: false,
    appoints: false,
  },
  {
    who: 'a former approver',
    person: approver({ approverOf: [] }),
    reads: 'none',
    decides: 'not-approver',
    bindsFukushi: false,
    appoints: false,
  },
  {
    who: 'a coordinator',
    person: person({ id: 'soumu', department: 'somu' }),
    reads: 'full',
    decides: 'not-approver',
    bindsFukushi: true,
    appoints: true,
  },
  {
    who: 'a coordinator whom a coordinator appointed',
    person: person({ id: 'appointed', department: 'somu', coordinator: true }),
    reads: 'full',
    decides: 'not-approver',
    bindsFukushi: true,
    appoints: true,
  },
  {
    who: 'a deputy of the department',
    person: approver({ id: 'deputy', deputyOf: ['fukushi'] }),
    reads: 'full',
    decides: undefined,
    bindsFukushi: true,
    appoints: false,
  },
  {
    who: 'somebody who is called deputy without the office',
    person: approver({ id: 'former', approverOf: [], deputyOf: ['fukushi'] }),
    reads: 'none',
    decides: 'not-approver',
    bindsFukushi: false,
    appoints: false,
  },
  {
    who: 'somebody who declared to be coordinator, in production',
    person: person({ id: 'liar', declaredCoordinator: true }),
    reads: 'none',
    decides: 'not-approver',
    bindsFukushi: false,
    appoints: false,
  },
  {
    who: 'somebody who declared to be coordinator, in local mode',
    person: person({ id: 'demo', declaredCoordinator: true }),
    rules: LOCAL,
    reads: 'full',
    decides: 'not-approver',
    bindsFukushi: true,
    appoints: true,
  },
];

describe('what people may do with a record of 福祉課', () => {
  const incident = richIncident({ reporter });

  for (const row of rows) {
    const standing = standingOf(row.person, row.rules ?? PRODUCTION);

    it(`${row.who} reads ${row.reads}`, () => assert.equal(readableBy(standing, incident), row.reads));

    it(`${row.who} ${row.decides === undefined ? 'decides' : `is refused as ${row.decides}`}`, () =>
      assert.equal(decisionRefusal(standing, incident), row.decides));

    it(`${row.who} may ${row.bindsFukushi ? '' : 'not '}bind a channel to 福祉課`, () => {
      assert.equal(mayBindChannel(standing, 'fukushi', false), row.bindsFukushi);
      assert.equal(mayBindChannel(standing, 'fukushi', true), true, 'anybody may where anybody may');
    });

    it(`${row.who} may ${row.appoints ? '' : 'not '}appoint approvers`, () =>
      assert.equal(mayAppoint(standing), row.appoints));
  }

  it('the name of a department that begins alike is another department', () => {
    const standing = standingOf(approver({ approverOf: ['fukushi-2'] }), PRODUCTION);
    assert.equal(decisionRefusal(standing, incident), 'not-approver');
  });
});
