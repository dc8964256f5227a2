/**
 * Every container of the database with its partition key path and the top-level fields that
 * queries may compare or sort by. The sqlite driver makes an index for each query that is asked; the Azure
 * templates index exactly these paths and leave free text out.
 */
export const containers = {
  /** One document per record; partition = the record's number. */
  incidents: {
    indexed: [
      'open',
      'filedAt',
      'department',
      'reporterKey',
      'undecided',
      'subject',
      'occurredAt',
      'scene',
      'severity',
      'state',
      'ordinary',
    ],
  },
  /** What of each record the matching of persons reads; partition = the record's number. */
  traces: { indexed: ['changedAt'] },
  /** One document per person's file about which something was said; partition = the file's id. */
  subjects: { indexed: ['open', 'changedAt', 'into', 'flagEnds'] },
  /** One document per look at persons (search or file); partition = the key of the person who looked. */
  lookups: { indexed: ['at'] },
  /** One document per alert; partition = the alert's id. */
  alerts: { indexed: ['open', 'raisedAt', 'stepsAt'] },
  /** One document per person; partition = the person's key. */
  people: { indexed: ['department', 'approver', 'coordinator', 'changedAt'] },
  /** One document per Teams channel; partition = the fixed value `channels`. */
  channels: { indexed: ['state', 'department', 'changedAt'] },
  /** One document per form handed out; partition = the person's key. */
  forms: { indexed: ['issuedAt'] },
  /** One document per contact that the bot accompanies; partition = the key of the person who has it. */
  contacts: { indexed: ['open', 'startedAt'] },
  /** One document per message owed to one conversation; partition = what it is about. */
  deliveries: { indexed: ['dueAt', 'lane', 'since', 'trouble'] },
  /** One document per version of a section of the settings, never changed; partition = the section. */
  settings: { indexed: ['version', 'at'] },
  /** One document per task that one instance alone may do; partition = the fixed value `leases`. */
  leases: { indexed: [] },
} as const satisfies Record<string, { readonly indexed: readonly string[] }>;

export type ContainerName = keyof typeof containers;

/** The same for every container. */
export const PARTITION_KEY_PATH = '/pk';
