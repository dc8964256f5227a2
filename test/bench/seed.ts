import { createHmac, randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { loadSeverity } from '../../src/content/risk/load.ts';
import { newNonce, recordNumber } from '../../src/domain/ids.ts';
import { createAssessor, type Judged } from '../../src/domain/incident/assessment.ts';
import { fileIncident, type Incident, settleIntents } from '../../src/domain/incident/incident.ts';
import { readForm } from '../../src/domain/incident/read-form.ts';
import { createPhoneKeys } from '../../src/domain/matching/index.ts';
import type { Person } from '../../src/domain/people/person.ts';
import { ownSubject } from '../../src/domain/subject/subject.ts';
import { traceOf } from '../../src/domain/subject/trace.ts';
import { containers } from '../../src/store/containers.ts';
import type { Document, DocumentStore } from '../../src/store/document-store.ts';
import { encodeDocument } from '../../src/store/documents-guard.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { digest, ward } from '../builders/records.ts';
import type { MadeReport } from '../match/generator.ts';
import { type Submission, typedOf, writers } from './reports.ts';

const DAY_MS = 86_400_000;

export const phoneKeys = createPhoneKeys((text) =>
  createHmac('sha256', 'bench').update(text).digest('base64').slice(0, 12),
);

/** Only the severity is worked out: the words of 100,000 records would take longer to judge than all the rest. */
const assessor = createAssessor({
  wording: () => [],
  conduct: () => ({ labels: [], why: [] }),
  severity: loadSeverity(),
});

/** Whole days by which the reports are moved, so that the newest is of yesterday. */
function daysToMove(reports: readonly MadeReport[], now: Date): number {
  const newest = Math.max(...reports.map(({ at }) => Date.parse(at)));
  return Math.floor((now.getTime() - DAY_MS - newest) / DAY_MS);
}

/** The record that such a report became, with everything that was owed because of it done. */
function recordOf(made: MadeReport, index: number, at: Date, reporter: Person): Incident {
  const typed = typedOf(made, index, at, ward.departments[index % ward.departments.length]?.id ?? '');
  const read = readForm(typed, at, ward.departments);
  if (!read.ok) throw new Error(`the form has errors: ${JSON.stringify(read.errors)}`);
  const nonce = newNonce(at, digest(`seed ${made.id}`).slice(0, 16));
  const number = recordNumber(nonce, reporter.key, 0, digest);
  const { content } = read;
  const risk = assessor.riskOf(content);
  const judged: Judged = {
    machine: content.conduct,
    why: [],
    person: content.conduct,
    advice: [],
    ...(risk === undefined ? {} : { risk }),
  };
  const filed = { number, nonce, messageId: `f:${made.id}`, reporter, content, judged, now: at };
  return settleIntents(fileIncident(filed, digest), 1);
}

/** Takes documents into an open transaction: a commit for each of 200,000 would be most of the bench. */
function bulkStore(db: DatabaseSync): DocumentStore {
  const inserts = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const into = (container: string) => {
    const known = inserts.get(container);
    if (known !== undefined) return known;
    const insert = db.prepare(`INSERT INTO "${container}" (pk, id, version, doc) VALUES (?, ?, ?, ?)`);
    inserts.set(container, insert);
    return insert;
  };
  const never = async (): Promise<never> => {
    throw new Error('only new documents are written here');
  };
  return {
    read: never,
    replace: never,
    remove: never,
    query: never,
    ping: never,
    close: never,
    async create(container: string, doc: Document) {
      const version = randomUUID();
      into(container).run(doc.pk, doc.id, version, encodeDocument(doc));
      return { doc, version };
    },
  };
}

/**
 * Makes a data file with these records and their traces, linked as staff who make no mistake would link them,
 * with the staff who write, and with a form handed out for each of the submissions that are to come.
 */
export async function seedFile(
  file: string,
  seed: { reports: readonly MadeReport[]; coming: readonly Submission[]; serviceUrl: string; now: Date },
): Promise<void> {
  const { reports, coming, serviceUrl, now } = seed;
  const staff = writers(serviceUrl);
  await createSqliteStore({ file, containers }).close();
  const db = new DatabaseSync(file);
  db.exec('BEGIN');
  let at = now;
  const house = createRepositories(bulkStore(db), undefined, () => at);
  for (const one of staff) await house.people.create(one);
  for (const { nonce, messageId, reporter } of coming) {
    await house.forms.keep({ nonce, personKey: reporter.key, issuedAt: now.toISOString(), messageId });
  }
  const move = daysToMove(reports, now) * DAY_MS;
  const files = new Map<string, string>();
  for (const [index, made] of reports.entries()) {
    at = new Date(Date.parse(made.at) + move);
    const reporter = staff[index % staff.length] as Person;
    const filed = recordOf(made, index, at, reporter);
    const subject = files.get(made.truth) ?? ownSubject(filed.number);
    files.set(made.truth, subject);
    const link = { subject, at: at.toISOString(), byKey: reporter.key };
    const record = subject === ownSubject(filed.number) ? filed : { ...filed, link };
    await house.incidents.create(record);
    await house.traces.keep(traceOf(record, { phoneKeys, ward }));
  }
  db.exec('COMMIT');
  db.close();
}
