import { loadMatchingContent } from '../../src/content/matching/load.ts';
import { createPresenter } from '../../src/delivery/present.ts';
import type { Alert } from '../../src/domain/alert/alert.ts';
import { alertSchema } from '../../src/domain/alert/alert.ts';
import { type Incident, incidentSchema } from '../../src/domain/incident/incident.ts';
import { isOpen, type OwedMessage, owedMessageSchema } from '../../src/domain/owed.ts';
import type { Channel, Person } from '../../src/domain/people/person.ts';
import { type ContainerName, containers } from '../../src/store/containers.ts';
import type { Document, DocumentStore, Versioned } from '../../src/store/document-store.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createPersons } from '../../src/workflow/persons.ts';
import type { House } from '../../src/workflow/ports.ts';
import { cards, channelsOf, chief, coordinator, installed, reachable } from '../builders/house.ts';
import { NOW, person, ward } from '../builders/records.ts';
import { type Evidence, judge, type Verdict } from './checker.ts';
import { createClients, createHistory } from './clients.ts';
import { createFaults } from './faults.ts';
import { type Alteration, createInstance, type Instance } from './instance.ts';
import { createMemoryStore } from './memory-store.ts';
import { createRandom } from './random.ts';
import { createSimulatedTenant } from './tenant.ts';
import { createTimeline } from './timeline.ts';

export type Scenario = {
  readonly seed: number;
  readonly reports: number;
  readonly channels: number;
  /** Milliseconds within which the reports are written. */
  readonly withinMs: number;
  /** Multiplies every share of faults; 0 = a quiet day. */
  readonly intensity: number;
  /** What people do beside reporting: confirm, escalate, decide, remove and bring back the bot. */
  readonly life: boolean;
  readonly instances: number;
  /** Whether persons are recognised over all records; without it every record is somebody new. */
  readonly matching?: boolean;
  /** The moment at which a process dies, counted over all awaits of all processes; none when absent. */
  readonly killAt?: number;
  readonly alter?: Alteration;
  readonly store?: DocumentStore;
};

export const SERVICE_URL = 'http://127.0.0.1:3999/';
const MINUTE = 60_000;

const matchingContent = loadMatchingContent();

/** Longest time that everything may take to come right when nothing goes wrong any more. */
const RECOVERY_MS = 90 * MINUTE;

/** Every document of a container as it lies there. */
async function everything(store: DocumentStore, container: ContainerName): Promise<Versioned[]> {
  const found: Versioned[] = [];
  let after: string | undefined;
  do {
    const page = await store.query(container, { limit: 1000, ...(after === undefined ? {} : { after }) });
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
}

async function readable<T>(
  store: DocumentStore,
  container: ContainerName,
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
): Promise<T[]> {
  const documents = await everything(store, container);
  return documents.flatMap(({ doc }) => {
    const parsed = schema.safeParse(doc['item']);
    return parsed.success ? [parsed.data] : [];
  });
}

/** A channel per department, and more for the first when there are not departments enough. */
export const manyChannels = (count: number): Channel[] => {
  const own = channelsOf(count);
  const more = Array.from({ length: Math.max(0, count - own.length) }, (_, index) =>
    installed({ id: `more-${index}`, name: `第${index}`, department: ward.departments[0]?.id ?? 'fukushi' }),
  );
  return [...own, ...more];
};

export type Played = Verdict & {
  virtualMs: number;
  /** From the end of the storm until everything had come right. */
  drainMs: number;
  /** From the start until the last channel had the last warning. */
  lastAlertMs: number;
  /** Moments until everything had come right at which a process could have died. */
  moments: number;
};

/** One run of one seed: a storm, then a calm in which everything must come right, then the judgement. */
export async function play(scenario: Scenario, base: House): Promise<Played> {
  const { seed, reports, intensity, life, alter = {} } = scenario;
  const random = createRandom(seed);
  const timeline = createTimeline(NOW.getTime());
  const faults = createFaults(random, intensity, scenario.killAt);
  const store = scenario.store ?? createMemoryStore({ containers });
  const tenant = createSimulatedTenant({ timeline, random, faults, serviceUrl: SERVICE_URL });
  const history = createHistory();
  const channels = manyChannels(scenario.channels);
  const reporters = ['ichiro', 'jiro', 'saburo'].map((id) => reachable(person({ id, name: `記録 ${id}` })));
  const approvers = [chief(), chief({ id: 'kakaricho', name: '係長 次子' })];
  const people: Person[] = [...reporters, ...approvers, reachable(coordinator())];
  const calm = createRepositories(store, () => {});
  for (const one of people) await calm.people.create(one);
  for (const one of channels) await calm.channels.create(one);

  const alone = scenario.instances === 1;
  const persons = (repositories: Pick<House, 'traces' | 'subjects'>): House['persons'] =>
    scenario.matching === true ? createPersons(repositories, matchingContent) : base.persons;
  let born = 0;
  const instances: Instance[] = [];
  function boot(): void {
    born += 1;
    const created = createInstance({
      name: `instance-${born}`,
      timeline,
      random,
      faults,
      store,
      tenant,
      base,
      persons,
      alone,
      alter,
      onDeath() {
        instances.splice(instances.indexOf(created), 1);
        timeline.after(random.between(50, 8_000), boot);
      },
    });
    instances.push(created);
    created.start();
  }
  for (let n = 0; n < scenario.instances; n += 1) boot();

  const clients = createClients({ timeline, random, faults, tenant, history, instances: () => instances });
  let busy = 0;
  /** Somebody does something at some time; the run waits for all of them. */
  function someone(atMs: number, work: () => Promise<unknown>): void {
    busy += 1;
    timeline.after(atMs, () => {
      void work().finally(() => {
        busy -= 1;
      });
    });
  }

  const incidentsNow = (): Promise<Incident[]> => readable(store, 'incidents', incidentSchema);

  async function escalateSomething(): Promise<void> {
    const incident = (await incidentsNow()).find(({ escalations }) => escalations.length === 0);
    const reporter = reporters.find(({ key }) => key === incident?.reporter.key);
    if (incident === undefined || reporter === undefined) return;
    await clients.escalate(incident.number, reporter);
    await timeline.sleep(random.between(0, 5_000));
    const now = await calm.incidents.read(incident.number);
    const escalation = now?.escalations.at(-1);
    if (escalation === undefined) return;
    // Two approvers press at the same moment, and they do not agree.
    const [one, two] = approvers;
    await Promise.all([
      one && clients.decide(incident.number, escalation.id, one, random.pick(['approve', 'reject'])),
      two && clients.decide(incident.number, escalation.id, two, random.pick(['approve', 'reject'])),
    ]);
  }

  async function confirmSomething(): Promise<void> {
    const alerts = await readable(store, 'alerts', alertSchema);
    if (alerts.length === 0) return;
    const channel = random.pick(channels);
    if (channel.department === undefined || !tenant.isInstalled(channel.address.conversationId)) return;
    await clients.confirm(random.pick(alerts).id, channel.department, channel);
  }

  async function removeAndBringBack(): Promise<void> {
    const channel = random.pick(channels);
    if (!tenant.isInstalled(channel.address.conversationId)) return;
    faults.note('channel-removed');
    await clients.installation(channel, false);
    // Some are never brought back: then somebody must have been told.
    if (random.chance(0.25)) return;
    await timeline.sleep(random.between(1_000, 40_000));
    await clients.installation(channel, true);
  }

  async function moveServiceUrl(): Promise<void> {
    const channel = random.pick(channels);
    faults.note('service-url-changed');
    tenant.setServiceUrl(channel.address.conversationId, `http://127.0.0.1:${random.between(4000, 4999)}/`);
    await timeline.sleep(random.between(0, 4_000));
    await clients.talk(channel);
  }

  /** An instance of an earlier version writes a row back without what it does not know. */
  async function oldCode(): Promise<void> {
    const rows = await everything(store, 'deliveries');
    if (rows.length === 0) return;
    const { doc, version } = random.pick(rows);
    const { fence: _, since: __, ...item } = doc['item'] as Record<string, unknown>;
    const { id, pk, dueAt } = doc;
    faults.note('old-code');
    await store.replace('deliveries', { id, pk, dueAt, item }, version);
  }

  async function poison(): Promise<void> {
    faults.note('poison-row');
    const at = new Date(timeline.now()).toISOString();
    const rotten = (id: string, fields: object): Document => ({
      id,
      pk: id,
      item: { rotten: true },
      ...fields,
    });
    const id = `poison-${random.hex(8)}`;
    await store.create(
      'deliveries',
      rotten(id, { dueAt: at, lane: 'persons', since: at, trouble: 'sending' }),
    );
    await store.create('incidents', rotten(id, { open: true }));
    await store.create('alerts', rotten(id, { open: true }));
  }

  const { withinMs } = scenario;
  for (let n = 0; n < reports; n += 1) {
    const reporter = reporters[n % reporters.length];
    if (reporter !== undefined) someone((withinMs * n) / reports, () => clients.report(reporter));
  }
  if (life) {
    const sometime = (): number => random.between(0, withinMs + 20_000);
    for (let n = 0; n < 2 * reports; n += 1) someone(sometime(), confirmSomething);
    for (let n = 0; n < Math.max(2, reports / 2); n += 1) someone(sometime(), escalateSomething);
    if (intensity > 0) {
      if (random.chance(0.5)) someone(sometime(), removeAndBringBack);
      if (random.chance(0.3)) someone(sometime(), moveServiceUrl);
      for (let n = 0; n < 3; n += 1) someone(sometime(), oldCode);
      if (random.chance(0.3)) someone(sometime(), poison);
      if (random.chance(0.2))
        someone(sometime(), async () => tenant.startOutage(random.between(1_000, 30_000)));
      someone(sometime(), async () => {
        if (!faults.hits('clock-jump', 0.4) || instances.length === 0) return;
        random.pick(instances).setClock(random.between(-10 * MINUTE, 10 * MINUTE));
      });
      someone(sometime(), async () => {
        const { conversationId } = random.pick(channels).address;
        if (random.chance(0.2) && tenant.deleteNewest(conversationId)) faults.note('message-deleted');
      });
      // At every step: in each run one more death at a moment of its own.
      someone(sometime(), async () => {
        if (instances.length === 0) return;
        faults.note('kill');
        random.pick(instances).kill();
      });
    }
  }

  const started = timeline.now();
  await timeline.runUntil(started + withinMs + 30_000);
  faults.calm();
  const calmAt = timeline.now();

  const rowsNow = (): Promise<OwedMessage[]> => readable(store, 'deliveries', owedMessageSchema);
  const alertsNow = (): Promise<Alert[]> => readable(store, 'alerts', alertSchema);

  async function isOver(): Promise<boolean> {
    if (busy > 0 || clients.waiting() > 0) return false;
    const rows = await rowsNow();
    if (rows.some(isOpen)) return false;
    return [...(await incidentsNow()), ...(await alertsNow())].every(({ intents }) => intents.length === 0);
  }
  let over = false;
  while (!over && timeline.now() - calmAt < RECOVERY_MS) {
    await timeline.runUntil(timeline.now() + 10_000);
    over = await isOver();
  }
  const drainMs = timeline.now() - calmAt;

  const quietHouse: House = { ...base, ...calm, persons: persons(calm), now: () => new Date(timeline.now()) };
  const evidence: Evidence = {
    history,
    incidents: await incidentsNow(),
    alerts: await alertsNow(),
    rows: await rowsNow(),
    channels,
    people,
    tenant,
    draw: createPresenter(quietHouse, cards),
  };
  const verdict = await judge(evidence, Object.fromEntries(faults.counts));
  // The first post of the last warning that any channel got.
  const first = new Map<string, number>();
  for (const { row, kind, acceptedAt } of tenant.appearances) {
    if (kind === 'post' && row?.includes('/alert-') === true && !first.has(row)) first.set(row, acceptedAt);
  }
  const lastAlertMs = Math.max(started, ...first.values()) - started;
  return { ...verdict, virtualMs: timeline.now() - started, drainMs, lastAlertMs, moments: faults.moments() };
}
