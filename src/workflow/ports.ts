import type { Alert, AlertTimes } from '../domain/alert/alert.ts';
import type { AnswerBook } from '../domain/answer/answer.ts';
import type { CompanionBook } from '../domain/companion/book.ts';
import type { Contact } from '../domain/companion/contact.ts';
import type { Digest } from '../domain/ids.ts';
import type { Assessor } from '../domain/incident/assessment.ts';
import type { Form } from '../domain/incident/forms.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Scene } from '../domain/incident/choices.ts';
import type { RecordState } from '../domain/incident/state.ts';
import type { Lease } from '../domain/lease.ts';
import type { Debt, OwedMessage } from '../domain/owed.ts';
import type { Ward } from '../domain/people/departments.ts';
import type { FindRefused, PhoneKeys, SubjectReport } from '../domain/matching/index.ts';
import type { Channel, Person } from '../domain/people/person.ts';
import type { Scope } from '../domain/register/scope.ts';
import type { Severity } from '../domain/risk/severity.ts';
import type { Section } from '../domain/settings/section.ts';
import type { SettingsVersion } from '../domain/settings/version.ts';
import type { LookUp } from '../domain/subject/look-up.ts';
import type { Complaint } from '../domain/subject/outline.ts';
import type { Likely, Subject } from '../domain/subject/subject.ts';
import type { NewTrace, Trace } from '../domain/subject/trace.ts';

/** What a change does with the present state: the next state (absent = leave it) and what to tell the caller. */
export type Step<T, R> = (current: T) => { next?: T; result: R };

export type Changed<T, R> = { found: true; item: T; result: R } | { found: false };

/** Documents of one kind. `change` reads, steps and writes until no other writer came between. */
export interface Collection<T> {
  read(key: string): Promise<T | undefined>;
  /** `created: false` hands back what was there already. */
  create(item: T): Promise<{ created: boolean; item: T }>;
  /** The step may run several times, so it must be pure. */
  change<R>(key: string, step: Step<T, R>): Promise<Changed<T, R>>;
}

/** Records of which all that is named holds. */
export type IncidentFilter = Scope & {
  readonly scene?: Scene;
  readonly severity?: Severity | 'none';
  readonly state?: RecordState;
};

export type IncidentQuery = {
  /** Alternatives; a record is found when one of them holds. At least one. */
  readonly any: readonly IncidentFilter[];
  /** The contact was at this instant or later. */
  readonly from?: Date | undefined;
  /** The contact was before this instant. */
  readonly before?: Date | undefined;
  /** By the moment of the contact, or of the filing. */
  readonly sort: 'occurred' | 'filed';
  readonly order: 'newest' | 'oldest';
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string | undefined;
};

export interface Incidents extends Collection<Incident> {
  /** Records with intents that are not carried out yet. */
  withIntents(limit: number): Promise<Incident[]>;
  /** A person's own records, newest first. */
  filedBy(personKey: string, limit: number): Promise<Incident[]>;
  /** Records of a department with an escalation that nobody has decided. */
  undecidedIn(department: string, limit: number): Promise<Incident[]>;
  /** Records of one file, merges not followed, newest first. */
  ofSubject(subject: string, limit: number): Promise<Incident[]>;
  /**
   * One page of the records that the query finds; it names none that the query does not find, in `next` neither.
   * Throws TypeError for a continuation that no such query gave.
   */
  page(query: IncidentQuery): Promise<{ items: readonly Incident[]; next?: string }>;
}

/** Versions of documents that a reader has taken in; whoever hands pages out adds to it what was taken. */
export interface SeenVersions {
  has(version: string): boolean;
  add(version: string): void;
}

export interface Subjects extends Collection<Subject> {
  withIntents(limit: number): Promise<Subject[]>;
  /** Files with a 注意の印 that is open and ends on this day (YYYY-MM-DD) or before it. */
  withFlagsEnding(day: string, limit: number): Promise<Subject[]>;
  /** Files that were merged into this one, one step only. */
  mergedInto(subject: string, limit: number): Promise<Subject[]>;
  /** Pages of the files that changed at or after this instant, oldest change first; none that was seen. */
  changedSince(instant: Date, seen: SeenVersions): AsyncIterable<readonly Subject[]>;
}

export interface Traces {
  /** Writes a trace down, stamped with the moment of writing, unless one as new is there. */
  keep(trace: NewTrace): Promise<void>;
  /** Pages of the traces that were written at or after this instant, oldest first; none that was seen. */
  changedSince(instant: Date, seen: SeenVersions): AsyncIterable<readonly Trace[]>;
}

/** Who looked at whom. A look is written down before anything is shown. */
export interface LookUps {
  read(personKey: string, id: string): Promise<LookUp | undefined>;
  /** `created: false` hands back the look that was there already. */
  create(look: LookUp): Promise<{ created: boolean; item: LookUp }>;
  change<R>(personKey: string, id: string, step: Step<LookUp, R>): Promise<Changed<LookUp, R>>;
  /** The looks of one person, newest first. */
  newest(personKey: string, limit: number): Promise<LookUp[]>;
}

/** The matching of persons, kept in the memory of this process. */
export interface Persons {
  /**
   * At most five likely persons, best first, each under the file that stands for it after all merges. What
   * other processes filed since the last look is read first. A record that is filed already is not compared
   * with itself.
   */
  rank(report: SubjectReport): Promise<readonly Likely[]>;
  /**
   * The same for a reader: complaints of which they may not know count for nothing, as if they were not filed.
   * What older code filed counts as no complaint until its record changes; see `isComplaint`.
   */
  rankFor(report: SubjectReport, knows: (complaint: Complaint) => boolean): Promise<readonly Likely[]>;
  /** Whether this record is filed as an ordinary complaint. */
  isComplaint(number: string): boolean;
  /** Words in a text that may not be kept as a feature of a person. */
  readonly refusedIn: FindRefused;
  /** Reads everything that is filed, so that the first question need not wait for it. */
  ready(): Promise<void>;
  /** Whether everything was read once: from then on a question costs milliseconds. */
  warm(): boolean;
  /** The score from which 可能性が高い may be said. */
  readonly high: number;
}

export interface Alerts extends Collection<Alert> {
  withIntents(limit: number): Promise<Alert[]>;
  /** Alerts raised at or after this instant, newest first. */
  raisedSince(instant: Date, limit: number): Promise<Alert[]>;
  /** Alerts that change by themselves by this instant: they step down, end, or are looked at for silence. */
  stepping(instant: Date, limit: number): Promise<Alert[]>;
}

export interface People extends Collection<Person> {
  /** Everybody who decides for some department. */
  approvers(): Promise<Person[]>;
  approversOf(department: string): Promise<Person[]>;
  inDepartment(department: string, limit: number): Promise<Person[]>;
  /** Persons who were appointed coordinators, or declared it (which counts in local mode only). */
  coordinators(): Promise<Person[]>;
  /**
   * One page of everybody, or of those who work in a department. Throws TypeError for a continuation that no such
   * query gave.
   */
  page(query: {
    department?: string | undefined;
    limit: number;
    after?: string | undefined;
  }): Promise<{ items: readonly Person[]; next?: string }>;
  /** Those whose roles were changed last, newest first. */
  changedLast(limit: number): Promise<Person[]>;
}

export interface Channels extends Collection<Channel> {
  /** Active channels, bound to a department or not. */
  active(): Promise<Channel[]>;
  /** The same and those that the bot was taken out of. */
  all(): Promise<Channel[]>;
  /** Those whose department was changed last, newest first. */
  changedLast(limit: number): Promise<Channel[]>;
}

export interface Forms {
  read(personKey: string, nonce: string): Promise<Form | undefined>;
  /** The person's forms, newest first. */
  newest(personKey: string, limit: number): Promise<Form[]>;
  /** Writes the form over whatever was there: the person's newest press wins. */
  keep(form: Form): Promise<void>;
}

/** Contacts that the bot accompanies, practices among them; each under the person who has it. */
export interface Contacts {
  read(personKey: string, id: string): Promise<Contact | undefined>;
  /** `created: false` hands back the contact that was there already. */
  create(contact: Contact): Promise<{ created: boolean; item: Contact }>;
  change<R>(personKey: string, id: string, step: Step<Contact, R>): Promise<Changed<Contact, R>>;
  /** The person's contacts, newest first. */
  newest(personKey: string, limit: number): Promise<Contact[]>;
  /** Contacts that changed since their messages were written down as owed. */
  unexpanded(limit: number): Promise<Contact[]>;
}

export interface OwedMessages {
  /** Writes the debt down, or raises the wanted version of one that is known. Idempotent. */
  owe(debts: readonly Debt[], now: Date): Promise<OwedMessage[]>;
  /** Open rows that are due, oldest first. */
  due(now: Date, limit: number): Promise<OwedMessage[]>;
  /** Due time of the next open row, if any. */
  nextDue(): Promise<Date | undefined>;
  change<R>(about: string, id: string, step: Step<OwedMessage, R>): Promise<Changed<OwedMessage, R>>;
  /** Every row about one thing. */
  about(about: string): Promise<OwedMessage[]>;
  /** Open rows of one channel (its key), or of all persons' chats, that are due, oldest first. */
  dueIn(lane: { channel: string } | 'persons', now: Date, limit: number): Promise<OwedMessage[]>;
  /** Rows with an attempt under way, or left behind by a process that died. */
  underWay(): Promise<OwedMessage[]>;
  /** What an operator wants to know; the counts end at a thousand. */
  figures(): Promise<OwedFigures>;
}

export type OwedFigures = {
  /** Since when the oldest open message is owed; absent when nothing is. May lie ahead (a reminder). */
  readonly oldest?: Date;
  /** Given up until something changes, and owed still. */
  readonly parked: number;
  /** May or may not have appeared. */
  readonly uncertain: number;
};

/** Versions of the sections of the settings: created once, never changed. */
export interface SettingsVersions {
  newest(section: Section): Promise<SettingsVersion | undefined>;
  read(section: Section, version: number): Promise<SettingsVersion | undefined>;
  /** `created: false` hands back the version that somebody else saved under this number. */
  create(version: SettingsVersion): Promise<{ created: boolean; item: SettingsVersion }>;
  /** Versions of all sections that were saved at or after this instant, oldest first. */
  savedSince(instant: Date): Promise<SettingsVersion[]>;
}

/** Who alone may do a task, among all instances. */
export type Leases = Collection<Lease>;

/** Wakes the delivery after a save; the sweep finds the work even when nobody calls. */
export interface Outbox {
  nudge(): void;
}

/** Who is who, from the operator's settings. */
export type Rules = {
  /** Entra object ids of the coordinators. */
  readonly coordinators: ReadonlySet<string>;
  /** Tenants that the bot serves; the coordinators belong to each of them. */
  readonly tenants: readonly string[];
  /** Local mode: people declare their own role, and anybody may bind a channel. */
  readonly mayDeclareRoles: boolean;
};

/** What the ward sets about records. */
export type RecordRules = {
  /** HH:MM: a 速報 is to be completed by then. */
  readonly workdayEnd: string;
  /** A contact older than this when it is recorded is asked for a reason, in hours. */
  readonly lateAfterHours: number;
};

/** What every use case may need from outside. */
export type House = {
  /** The ward's departments as they stand now. */
  readonly ward: () => Ward;
  readonly rules: Rules;
  readonly recordRules: RecordRules;
  /** When alerts step down and end, and which contacts are one way through the house. */
  readonly alertRules: AlertTimes;
  /** The sentences of which a 統一回答 is made. */
  readonly answers: AnswerBook;
  /** What the companion says during a contact. */
  readonly companion: CompanionBook;
  /** The judgements on language, made in this process. */
  readonly assessor: Assessor;
  readonly incidents: Incidents;
  readonly alerts: Alerts;
  readonly subjects: Subjects;
  readonly traces: Traces;
  readonly lookUps: LookUps;
  readonly persons: Persons;
  readonly people: People;
  readonly channels: Channels;
  readonly forms: Forms;
  readonly contacts: Contacts;
  readonly settingsVersions: SettingsVersions;
  readonly owed: OwedMessages;
  readonly outbox: Outbox;
  readonly now: () => Date;
  readonly digest: Digest;
  /** A telephone number as the matching keeps it: keyed hashes, never in clear. */
  readonly phoneKeys: (text: string) => PhoneKeys | undefined;
  /** 16 random lower-case hex digits. */
  readonly random: () => string;
};
