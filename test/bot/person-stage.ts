import assert from 'node:assert/strict';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { ownSubject } from '../../src/domain/subject/subject.ts';
import type { LookUp } from '../../src/domain/subject/look-up.ts';
import { chief, coordinator, type OpenHouse, openHouse, reachable } from '../builders/house.ts';
import { person, richTyped } from '../builders/records.ts';
import { buttonsOf } from '../cards/read-card.ts';
import { type Desk, openDesk } from './pressing.ts';

/** 福祉課: what the person did at the counter, and what was told. */
export const shouted = {
  ...richTyped,
  row2Words: '担当者から今月中に返事をします',
  step1Kind: 'warning',
  step1Words: '大声はおやめください',
  step2Kind: 'leave',
  step2Words: 'お帰りください',
  taken: '制度を説明し、係長に交代した',
};

/** 税務課: the same person complains by telephone, politely. */
export const complained = {
  department: 'zeimu',
  date: '2026-11-20',
  time: '10:00',
  scene: 'phone',
  name: '山本 太郎',
  phone: '03-1234-5678',
  row1Words: '説明がわかりにくい',
  row2Who: 'staff',
  row2Words: '税額の計算を見直して連絡します',
  taken: '税額の根拠を説明した',
};

/** Who works here: sato wrote the record of 福祉課, tanaka the one of 税務課. */
export const staff = {
  sato: reachable(person()),
  suzuki: reachable(person({ id: 'suzuki', name: '鈴木 次郎' })),
  tanaka: reachable(person({ id: 'tanaka', name: '田中 三郎', department: 'zeimu' })),
  kacho: chief(),
  boss: chief({ id: 'boss', name: '税務 課長', department: 'zeimu', approverOf: ['zeimu'] }),
  soumu: reachable(coordinator()),
} as const;

export const SOUMU = staff.soumu.objectId;

export type Stage = {
  open: OpenHouse;
  desk: Desk;
  threat: Incident;
  complaint: Incident;
  /** The file to which both records belong. */
  subject: string;
  stored: (number: string) => Promise<Incident>;
  looks: (who: { key: string }) => Promise<LookUp[]>;
  /** Presses 開く as a card would; the newest card of the chat. */
  openFile: (id: string, subject?: string) => Promise<{ card: object; messageId: string }>;
};

/** Two records of one person in two departments, as staff said, and everybody with their chat open. */
export async function openStage(): Promise<Stage> {
  const open = openHouse();
  const desk = openDesk(open);
  await open.settlePeople(...Object.values(staff));
  const threat = await open.file({ reporter: staff.sato, typed: shouted, word: 'threat' });
  const complaint = await open.file({ reporter: staff.tanaka, typed: complained, word: 'complaint' });
  const subject = ownSubject(threat.number);
  await open.house.incidents.change(complaint.number, (incident) => ({
    next: {
      ...incident,
      revision: incident.revision + 1,
      link: { subject, at: incident.filedAt, byKey: staff.kacho.key },
    },
    result: undefined,
  }));
  await desk.deliver();
  // Later on, so that nothing of what follows falls into the same minute.
  open.clock.skip(120_000);

  return {
    open,
    desk,
    threat,
    complaint,
    subject,
    async stored(number) {
      const found = await open.house.incidents.read(number);
      assert.ok(found);
      return found;
    },
    looks: ({ key }) => open.house.lookUps.newest(key, 100),
    async openFile(id, which = subject) {
      await desk.bot.execute(id, { action: 'subject.open', subject: which });
      return desk.newest(id, /^対象者 /u);
    },
  };
}

/** Every button of this action on a card. */
export const buttons = (card: object, action: string): Record<string, unknown>[] =>
  buttonsOf(card)
    .map(({ data }) => data)
    .filter((data) => data['action'] === action);
