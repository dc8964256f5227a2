import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Person } from '../../../src/domain/people/person.ts';
import { StoreFault } from '../../../src/store/document-store.ts';
import { settingsChanges } from '../../../src/workflow/settings/changes.ts';
import {
  type Importing,
  importSettings,
  previewImport,
} from '../../../src/workflow/settings/import-settings.ts';
import type { Part, PartName } from '../../../src/workflow/settings/plan-import.ts';
import { rolesTag, setRoles } from '../../../src/workflow/settings/set-roles.ts';
import { channelTag, setChannel } from '../../../src/workflow/settings/set-channel.ts';
import { exportSettings, type SettingsFile } from '../../../src/workflow/settings/settings-file.ts';
import {
  asInstalled,
  chief,
  coordinator,
  installed,
  type OpenHouse,
  openHouse,
} from '../../builders/house.ts';
import { escalated, incident, person } from '../../builders/records.ts';
import { saveNow } from '../../builders/settings.ts';

const { rules, ward } = asInstalled;
const boss = chief();
const bound = installed();

describe('the settings as one file', () => {
  let open: OpenHouse;
  /** Writes until the store goes away. */
  let left = Number.POSITIVE_INFINITY;
  const write = <R>(work: () => Promise<R>): Promise<R> => {
    left -= 1;
    return left < 0 ? Promise.reject(new StoreFault('unavailable', 'cut off')) : work();
  };
  beforeEach(async () => {
    open = openHouse({
      over: (store) => ({
        ...store,
        create: (...call) => write(() => store.create(...call)),
        replace: (...call) => write(() => store.replace(...call)),
      }),
    });
    await open.settlePeople(coordinator(), boss, person());
    await open.settleChannels(bound);
  });
  afterEach(() => open.close());

  const file = async (change: (made: SettingsFile) => void = () => undefined): Promise<SettingsFile> => {
    const made = structuredClone(await exportSettings(open.house, open.settings));
    change(made);
    return made;
  };
  const preview = async (
    made: SettingsFile,
    by: Person = coordinator(),
  ): Promise<{ parts: readonly Part[]; basis: string }> => {
    const outcome = await previewImport(open.house, open.settings, by, made);
    assert.ok(outcome.kind === 'preview');
    return outcome;
  };
  const take = (made: SettingsFile, basis: string): Promise<Importing> =>
    importSettings(open.house, open.settings, coordinator(), { file: made, basis });
  const partOf = (parts: readonly Part[], name: PartName): Part => {
    const found = parts.find(({ part }) => part === name);
    assert.ok(found, name);
    return found;
  };
  const versions = async (): Promise<number> =>
    (await open.house.settingsVersions.savedSince(new Date(0))).length;
  const rolesOf = async (who: Person): Promise<readonly string[]> =>
    (await open.house.people.read(who.key))?.approverOf ?? [];

  it('holds every section, everybody with a role and every bound channel', async () => {
    const made = await file();
    assert.deepEqual(Object.keys(made.sections).toSorted(), Object.keys(asInstalled).toSorted());
    assert.deepEqual(made.roles, [
      { objectId: 'kacho', name: '高橋 一郎', approverOf: ['fukushi'], deputyOf: [], coordinator: false },
    ]);
    assert.deepEqual(made.channels, [{ key: bound.key, name: '税務課', department: 'zeimu' }]);
    assert.equal(made.ward, ward.name);
  });

  it('changes nothing where it is taken over unchanged, also after it went through JSON', async () => {
    await saveNow(open, 'rules', { ...rules, alertDays: 5 });
    const made = JSON.parse(JSON.stringify(await file())) as SettingsFile;
    const { parts, basis } = await preview(made);
    for (const part of parts)
      assert.deepEqual([part.changes, part.problems, part.notes], [[], [], []], part.part);
    assert.deepEqual(await take(made, basis), { kind: 'imported', changed: [] });
    assert.equal(await versions(), 1);
  });

  it('is previewed in words, part by part, and changes nothing by that', async () => {
    const made = await file((one) => {
      one.sections.rules = { ...rules, alertDays: 5, chaseMinutes: 0 };
      one.roles = [
        {
          objectId: 'kacho',
          name: '古い名前',
          approverOf: ['fukushi', 'zeimu'],
          deputyOf: ['zeimu'],
          coordinator: true,
        },
      ];
      one.channels = [{ key: bound.key, name: 'x', department: 'koen' }];
    });
    const { parts } = await preview(made);
    assert.deepEqual(partOf(parts, 'rules').changes, [
      { where: '確認のない課へ知らせ直すまで(分)', before: '15', after: '0' },
      { where: 'アラートを終えるまで(日)', before: '3', after: '5' },
    ]);
    assert.deepEqual(partOf(parts, 'roles').changes, [
      { where: '高橋 一郎さん › 承認者', before: '福祉課', after: '福祉課、税務課(代理)' },
      { where: '高橋 一郎さん › 調整担当', before: 'いいえ', after: 'はい' },
    ]);
    assert.deepEqual(partOf(parts, 'channels').changes, [
      { where: 'チャネル「税務課」', before: '税務課', after: '公園課' },
    ]);
    assert.deepEqual(
      [await versions(), await rolesOf(boss), open.house.alertRules.days],
      [0, ['fukushi'], 3],
    );
  });

  it('is taken over as it was previewed: a version of each section that changes, roles and channels', async () => {
    const made = await file((one) => {
      one.sections.rules = { ...rules, alertDays: 5 };
      one.sections.ward = {
        ...ward,
        departments: [...ward.departments, { id: 'shinsetsu', name: '新設課' }],
      };
      one.roles = [
        { objectId: 'kacho', name: 'x', approverOf: ['shinsetsu'], deputyOf: [], coordinator: false },
        { objectId: 'sato', name: 'x', approverOf: ['fukushi'], deputyOf: ['fukushi'], coordinator: true },
      ];
      one.channels = [{ key: bound.key, name: 'x', department: 'shinsetsu' }];
    });
    const { parts, basis } = await preview(made);
    assert.deepEqual(
      parts.flatMap(({ problems }) => problems),
      [],
    );
    assert.deepEqual(await take(made, basis), {
      kind: 'imported',
      changed: ['期限としきい値', '課・電話と窓口', '承認者と代理', 'チャネル'],
    });
    assert.equal(open.house.alertRules.days, 5);
    assert.equal(open.house.ward().departments.at(-1)?.name, '新設課');
    assert.deepEqual([await rolesOf(boss), await rolesOf(person())], [['shinsetsu'], ['fukushi']]);
    assert.equal((await open.house.channels.read(bound.key))?.department, 'shinsetsu');
    const [version] = (await open.house.settingsVersions.savedSince(new Date(0))).filter(
      ({ section }) => section === 'rules',
    );
    assert.equal(version?.note, 'ファイルから取り込み(11月21日 14:10の書き出し)');
    assert.deepEqual(await take(made, basis), { kind: 'imported', changed: [] }, 'the same import again');
    assert.equal(await versions(), 2);
  });

  it('leaves alone whatever it does not name: sections, people and channels', async () => {
    await saveNow(open, 'rules', { ...rules, alertDays: 5 });
    const made = await file((one) => {
      one.sections = {};
      one.roles = [];
      one.channels = [];
    });
    const { parts, basis } = await preview(made);
    assert.deepEqual(
      parts.map(({ part, changes }) => [part, changes]),
      [
        ['roles', []],
        ['channels', []],
      ],
    );
    assert.deepEqual(await take(made, basis), { kind: 'imported', changed: [] });
    assert.deepEqual([open.house.alertRules.days, await rolesOf(boss)], [5, ['fukushi']]);
  });

  it('says whom and what it leaves out, and takes the rest over', async () => {
    const made = await file((one) => {
      one.roles.push({
        objectId: 'new',
        name: '未来 望',
        approverOf: ['koen'],
        deputyOf: [],
        coordinator: false,
      });
      one.channels.push({ key: `c${'9'.repeat(24)}`, name: '公園課', department: 'koen' });
      one.sections.rules = { ...rules, alertDays: 5 };
    });
    const { parts, basis } = await preview(made);
    assert.deepEqual(partOf(parts, 'roles').notes, [
      '未来 望さんは、まだ登録されていません。この人の役割は取り込みません。Tateとのチャットを一度開いてもらってから、もう一度取り込んでください。',
    ]);
    assert.deepEqual(partOf(parts, 'channels').notes, [
      'チャネル「公園課」には、ここではTateが入っていません。このチャネルは取り込みません。',
    ]);
    assert.deepEqual(await take(made, basis), { kind: 'imported', changed: ['期限としきい値'] });
  });

  describe('is refused as a whole', () => {
    const problems = async (change: (made: SettingsFile) => void): Promise<string[]> => {
      const made = await file(change);
      const before = await versions();
      const { parts, basis } = await preview(made);
      const outcome = await take(made, basis);
      assert.ok(outcome.kind === 'invalid');
      assert.deepEqual(
        outcome.problems,
        parts.flatMap((part) => part.problems),
      );
      assert.deepEqual([await versions(), await rolesOf(boss)], [before, ['fukushi']]);
      return outcome.problems.map(({ path, message }) => `${path}: ${message}`);
    };

    it('with a wrong value anywhere, and each problem says where', async () => {
      const departments = ward.departments.map((one) => (one.id === 'zeimu' ? { ...one, name: '' } : one));
      assert.deepEqual(
        await problems((one) => {
          one.sections.rules = { ...rules, alertDays: 99 };
          one.sections.ward = { ...ward, departments };
          one.roles = [
            { objectId: 'kacho', name: 'x', approverOf: ['uchu'], deputyOf: ['koen'], coordinator: false },
          ];
          one.channels = [{ key: bound.key, name: 'x', department: 'uchu' }];
        }),
        [
          'departments.1.name: 課 › 2番目 › 名前: 入力が必要です。',
          'alertDays: アラートを終えるまで(日): 30以下の数にしてください。',
          'roles.0.approverOf: 高橋 一郎さん: 一覧にない課が選ばれています。選び直してください。',
          'roles.0.deputyOf: 高橋 一郎さん: 代理は、承認者になっている課でだけ選べます。先に承認者に選んでください。',
          'channels.0.department: チャネル「税務課」: 一覧にない課です。選び直してください。',
        ],
      );
    });

    it('with somebody or some channel twice', async () => {
      const found = await problems((one) => {
        one.roles = [...one.roles, ...one.roles];
        one.channels = [...one.channels, ...one.channels];
      });
      assert.deepEqual(found, [
        'roles.1: 高橋 一郎さん: 同じ人が二度出てきます。一つにしてください。',
        'channels.1: チャネル「税務課」: 同じチャネルが二度出てきます。一つにしてください。',
      ]);
    });

    const without = (id: string) => ({
      ...ward,
      departments: ward.departments
        .filter((one) => one.id !== id)
        .map(({ next = [], ...one }) => ({ ...one, next: next.filter((other) => other !== id) })),
      lines: (ward.lines ?? []).filter(({ department }) => department !== id),
      exempt: undefined,
    });

    it('where a department would vanish that still has a channel, but not where the file moves the channel', async () => {
      assert.match(
        (
          await problems((one) => {
            one.sections.ward = without('zeimu');
            one.channels = [];
          })
        ).join('\n'),
        /^departments: 課: 「税務課」は、まだなくせません。チャネル「税務課」/u,
      );
      const made = await file((one) => {
        one.sections.ward = without('zeimu');
        one.channels = [{ key: bound.key, name: 'x', department: 'kokuho' }];
      });
      const { basis } = await preview(made);
      assert.equal((await take(made, basis)).kind, 'imported');
      assert.equal(
        open.house.ward().departments.some(({ id }) => id === 'zeimu'),
        false,
      );
    });

    it('where a department would vanish that still decides or is waited for', async () => {
      await open.house.incidents.create(escalated(incident()).incident);
      const found = await problems((one) => {
        one.sections.ward = without('fukushi');
        one.roles = [];
      });
      assert.equal(found.length, 2);
      assert.match(found.join('\n'), /承認者が1人います[\s\S]*判断を待っている記録が1件/u);
    });

    it('where it makes whoever takes it over an approver, which another coordinator may do', async () => {
      const made = await file((one) => {
        one.roles.push({
          objectId: coordinator().objectId,
          name: 'x',
          approverOf: ['fukushi'],
          deputyOf: [],
          coordinator: true,
        });
      });
      const { parts, basis } = await preview(made);
      assert.deepEqual(partOf(parts, 'roles').problems, [
        {
          path: 'roles.1.approverOf',
          message:
            '総務 花子さん: 自分を承認者にすることはできません。ほかの調整担当に頼んでください(自分の役割を外すことはできます)。',
        },
      ]);
      assert.equal((await take(made, basis)).kind, 'invalid');
      assert.deepEqual(await rolesOf(coordinator()), []);
      const helper = person({ id: 'helper', coordinator: true });
      await open.settlePeople(helper);
      const again = await preview(made, helper);
      assert.deepEqual(partOf(again.parts, 'roles').problems, []);
      const order = { file: made, basis: again.basis };
      assert.equal((await importSettings(open.house, open.settings, helper, order)).kind, 'imported');
      assert.deepEqual(await rolesOf(coordinator()), ['fukushi']);
    });

    it('in local mode where nobody would coordinate any more', async () => {
      const local = openHouse({ local: true });
      const only = person({ id: 'only', coordinator: true });
      await local.settlePeople(only);
      const made = structuredClone(await exportSettings(local.house, local.settings));
      made.roles = [{ objectId: 'only', name: 'x', approverOf: [], deputyOf: [], coordinator: false }];
      const outcome = await previewImport(local.house, local.settings, only, made);
      assert.ok(outcome.kind === 'preview');
      assert.match(JSON.stringify(outcome.parts), /最後の調整担当は外せません/u);
      await local.close();
    });
  });

  describe('is not taken over', () => {
    const changedFile = (): Promise<SettingsFile> =>
      file((one) => {
        one.sections.rules = { ...rules, alertDays: 5 };
        one.roles = [
          { objectId: 'kacho', name: 'x', approverOf: ['zeimu'], deputyOf: [], coordinator: false },
        ];
        one.channels = [{ key: bound.key, name: 'x', department: 'koen' }];
      });

    const rows: readonly [string, () => Promise<unknown>][] = [
      ['a section was saved', () => saveNow(open, 'rules', { ...rules, alertDays: 7 })],
      [
        'somebody’s roles were set',
        () =>
          setRoles(open.house, coordinator(), {
            person: boss.key,
            tag: rolesTag(boss, open.house),
            roles: { approverOf: ['koen'], deputyOf: [], coordinator: false },
          }),
      ],
      [
        'a channel was given away',
        () =>
          setChannel(open.house, coordinator(), {
            channel: bound.key,
            tag: channelTag(bound, open.house),
            department: undefined,
          }),
      ],
    ];
    for (const [what, meanwhile] of rows) {
      it(`when ${what} since the preview; a new preview shows what holds`, async () => {
        const made = await changedFile();
        const first = await preview(made);
        await meanwhile();
        const before = await versions();
        assert.deepEqual(await take(made, first.basis), { kind: 'stale' });
        assert.equal(await versions(), before);
        const second = await preview(made);
        assert.notEqual(second.basis, first.basis);
        assert.equal((await take(made, second.basis)).kind, 'imported');
      });
    }

    it('with the basis of another file, or one that is none', async () => {
      const made = await changedFile();
      const { basis } = await preview(await file());
      for (const wrong of [basis, '', 'x', Buffer.from('{}').toString('base64url')]) {
        assert.deepEqual(await take(made, wrong), { kind: 'stale' });
      }
    });

    it('by anybody but a coordinator', async () => {
      const made = await changedFile();
      const { basis } = await preview(made);
      for (const by of [person(), boss]) {
        assert.deepEqual(await previewImport(open.house, open.settings, by, made), { kind: 'refused' });
        const order = { file: made, basis };
        assert.deepEqual(await importSettings(open.house, open.settings, by, order), { kind: 'refused' });
      }
    });
  });

  it('whose import breaks off anywhere is completed by sending it again', async () => {
    const made = await file((one) => {
      one.sections.rules = { ...rules, alertDays: 5 };
      one.sections.law = { ...asInstalled.law, checkedBy: '法務担当' };
      one.roles = [
        { objectId: 'kacho', name: 'x', approverOf: ['zeimu'], deputyOf: [], coordinator: false },
        { objectId: 'sato', name: 'x', approverOf: ['koen'], deputyOf: [], coordinator: false },
      ];
      one.channels = [{ key: bound.key, name: 'x', department: 'koen' }];
    });
    const { basis } = await preview(made);
    let cuts = 0;
    for (let writes = 0; writes < 10; writes += 1) {
      left = writes;
      try {
        assert.equal((await take(made, basis)).kind, 'imported');
        break;
      } catch (fault) {
        assert.ok(fault instanceof StoreFault);
        cuts += 1;
      }
    }
    left = Number.POSITIVE_INFINITY;
    assert.ok(cuts >= 2, `${cuts} cuts`);
    assert.equal(await versions(), 2);
    assert.deepEqual([await rolesOf(boss), await rolesOf(person())], [['zeimu'], ['koen']]);
    assert.equal((await open.house.people.read(boss.key))?.roleHistory.length, 2);
    assert.equal((await open.house.channels.read(bound.key))?.department, 'koen');
  });

  it('taken over and exported again is the same file, whatever it changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          alertDays: fc.integer({ min: 1, max: 30 }),
          name: fc.stringMatching(/^[あ-ん]{1,10}$/u),
          offices: fc.subarray(['fukushi', 'zeimu', 'koen']),
          coordinator: fc.boolean(),
          channel: fc.constantFrom('fukushi', 'zeimu', 'koen'),
        }),
        async ({ alertDays, name, offices, coordinator: coordinates, channel }) => {
          const made = await file((one) => {
            one.sections.rules = { ...rules, alertDays };
            one.sections.ward = { ...ward, name };
            one.roles = [
              {
                objectId: 'kacho',
                name: '高橋 一郎',
                approverOf: offices,
                deputyOf: [],
                coordinator: coordinates,
              },
            ];
            one.channels = [{ key: bound.key, name: '税務課', department: channel }];
          });
          const { basis } = await preview(made);
          assert.equal((await take(made, basis)).kind, 'imported');
          const again = await file();
          assert.deepEqual(again.sections, made.sections);
          assert.deepEqual(again.channels, made.channels);
          const [held] = again.roles;
          assert.deepEqual(new Set(held?.approverOf), new Set(offices));
          assert.equal(held?.coordinator ?? false, coordinates);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('the list of changes', () => {
  let open: OpenHouse;
  beforeEach(async () => {
    open = openHouse();
    await open.settlePeople(coordinator(), boss, person());
    await open.settleChannels(bound);
  });
  afterEach(() => open.close());

  it('tells who changed what, newest first, in sentences', async () => {
    assert.deepEqual(await settingsChanges(open.house, open.settings), []);
    const step = async (work: () => Promise<unknown>): Promise<void> => {
      open.clock.skip(60_000);
      await work();
    };
    const roles = async (
      approverOf: string[],
      deputyOf: string[] = [],
      coordinates = false,
    ): Promise<void> => {
      const now = (await open.house.people.read(person().key)) ?? person();
      await setRoles(open.house, coordinator(), {
        person: now.key,
        tag: rolesTag(now, open.house),
        roles: { approverOf, deputyOf, coordinator: coordinates },
      });
    };
    const bind = async (department: string | undefined): Promise<void> => {
      const now = (await open.house.channels.read(bound.key)) ?? bound;
      const order = { channel: now.key, tag: channelTag(now, open.house), department };
      await setChannel(open.house, coordinator(), order);
    };
    await step(() => saveNow(open, 'ward', { ...ward, name: '新しい区' }, { note: '区名の変更' }));
    await step(() => roles(['zeimu']));
    await step(() => roles(['zeimu'], ['zeimu']));
    await step(() => roles([], [], true));
    await step(() => roles([]));
    await step(() => bind(undefined));
    await step(() => bind('koen'));
    const changes = await settingsChanges(open.house, open.settings);
    assert.deepEqual(
      changes.map(({ what, note }) => (note === undefined ? what : `${what}(${note})`)),
      [
        'チャネル「税務課」を公園課に結び付けました',
        'チャネル「税務課」を税務課から外しました',
        '佐藤 みどりさんを調整担当から外しました',
        '佐藤 みどりさんを税務課の承認者の代理から外しました',
        '佐藤 みどりさんを調整担当にしました',
        '佐藤 みどりさんを税務課の承認者の代理にしました',
        '佐藤 みどりさんを税務課の承認者にしました',
        '「課・電話と窓口」を変えました(区名の変更)',
      ],
    );
    assert.ok(changes.every(({ by }) => by === '総務 花子'));
    assert.deepEqual(
      changes.map(({ at }) => at),
      changes
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    );
  });

  it('shows the hundred newest of more', async () => {
    for (let index = 0; index < 105; index += 1) {
      open.clock.skip(1000);
      await saveNow(open, 'rules', { ...rules, lateAfterHours: index + 30 }, { note: `${index}` });
    }
    const changes = await settingsChanges(open.house, open.settings);
    assert.deepEqual([changes.length, changes[0]?.note, changes.at(-1)?.note], [100, '104', '5']);
  });
});
