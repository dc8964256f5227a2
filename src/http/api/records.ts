import type { z } from 'zod';
import type { decisionViewSchema } from '../../api/record.ts';
import type { registerRowSchema } from '../../api/register.ts';
import type { Cards } from '../../cards/cards.ts';
import { readOnly } from '../../cards/read-only.ts';
import { alertStanding } from '../../domain/alert/standing.ts';
import { askedNames } from '../../domain/escalation/escalation.ts';
import { recordNumberSchema } from '../../domain/ids.ts';
import { stateNames } from '../../domain/incident/state.ts';
import type { Ward } from '../../domain/people/departments.ts';
import { openRecord } from '../../workflow/open-record.ts';
import type { House } from '../../workflow/ports.ts';
import { searchRegister } from '../../workflow/search-register.ts';
import type { DecisionLine, RecordView } from '../../workflow/views/record.ts';
import type { RegisterRow } from '../../workflow/views/register.ts';
import { named } from './names.ts';
import type { ApiRefusal, Handlers } from './operation.ts';

/** The same words for what is not there and for what is not theirs: numbers cannot be probed. */
const NO_RECORD: ApiRefusal = {
  kind: 'refused',
  status: 404,
  detail: 'この記録は、あなたの役割では見られないか、ありません。番号を確かめてください。',
};

const NO_CONTINUATION: ApiRefusal = {
  kind: 'refused',
  status: 400,
  detail: '続きを表示できません。はじめから検索し直してください。',
};

const NO_PERIOD: ApiRefusal = {
  kind: 'refused',
  status: 422,
  detail: '期間を確かめてください。',
  errors: [{ path: 'until', message: '「から」の日より後か、同じ日にしてください。' }],
};

const rowOf = (row: RegisterRow, ward: Ward): z.input<typeof registerRowSchema> => ({
  number: row.number,
  extent: row.extent,
  occurredAt: row.occurredAt,
  filedAt: row.filedAt,
  department: named.department(ward, row.department),
  scene: named.scene(row.scene),
  conduct: named.conduct(row.conduct),
  ...named.severity(row.severity),
  state: named.state(row.state),
  alerted: row.alerted,
  own: row.own,
  ...(row.reporter === undefined ? {} : { reporter: row.reporter }),
});

const decisionOf = ({ asked, state, ...line }: DecisionLine): z.input<typeof decisionViewSchema> => ({
  ...line,
  asked: asked.map((id) => ({ id, name: askedNames[id] })),
  state: { id: state, name: stateNames[state] },
});

function alertOf(view: RecordView, cards: Cards, ward: Ward) {
  if (view.alert === undefined) return {};
  const { alert, departments } = view.alert;
  return {
    alert: {
      id: alert.id,
      raisedAt: alert.raisedAt,
      standing: alertStanding(alert, ward),
      card: readOnly(cards.alert({ alert, repeat: false }).card),
      departments: departments.map(({ department, confirmedAt, channels }) => ({
        department: named.department(ward, department),
        ...(confirmedAt === undefined ? {} : { confirmedAt }),
        channels: [...channels],
      })),
    },
  };
}

/** The register and its records; what somebody may see of them is decided by the use cases. */
export function createRecordHandlers(deps: {
  house: House;
  cards: Cards;
}): Handlers<'searchRecords' | 'record'> {
  const { house, cards } = deps;
  return {
    async searchRecords({ person, body }) {
      const found = await searchRegister(house, person, body);
      switch (found.kind) {
        case 'no-such-continuation':
          return NO_CONTINUATION;
        case 'no-such-period':
          return NO_PERIOD;
        case 'found': {
          const { kind: _, rows, ...rest } = found;
          return { kind: 'ok', body: { ...rest, rows: rows.map((row) => rowOf(row, house.ward())) } };
        }
      }
    },

    async record({ person, params }) {
      const number = recordNumberSchema.safeParse(params['number']);
      const opened = number.success ? await openRecord(house, number.data, person) : undefined;
      if (opened === undefined) return NO_RECORD;
      const { incident, extent, view } = opened;
      const may = { edit: false, ask: false, care: view.care };
      const { alerted: _, ...row } = rowOf(view.row, house.ward());
      return {
        kind: 'ok',
        body: {
          ...row,
          subject: view.subject,
          card: readOnly(cards.details({ incident, extent, may }).card),
          versions: view.versions.map((version) => ({ ...version, changes: [...version.changes] })),
          timeline: [...view.timeline],
          ...alertOf(view, cards, house.ward()),
          decisions: view.decisions.map(decisionOf),
        },
      };
    },
  };
}
