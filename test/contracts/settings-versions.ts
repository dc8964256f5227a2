import assert from 'node:assert/strict';
import { firstBrokenVersion, nextVersion, type SettingsVersion } from '../../src/domain/settings/version.ts';
import type { Section } from '../../src/domain/settings/section.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import type { SettingsVersions } from '../../src/workflow/ports.ts';
import { digest, NOW } from '../builders/records.ts';

const by = { key: `p${'0'.repeat(24)}`, name: '総務 花子' };

const next = (
  newest: SettingsVersion | undefined,
  content: unknown,
  { section = 'rules', at = NOW }: { section?: Section; at?: Date } = {},
): SettingsVersion => nextVersion(section, newest, { content, note: '見直し', by, now: at }, digest);

const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

/** What every driver does with the versions of the settings. `open` gives a store without any. */
export function settingsVersionsContract(name: string, open: () => Promise<DocumentStore>): void {
  describe(`the versions of the settings on ${name}`, () => {
    let versions: SettingsVersions;

    beforeEach(async () => {
      versions = createRepositories(await open()).settingsVersions;
    });

    it('are none until somebody saves', async () => {
      assert.equal(await versions.newest('ward'), undefined);
      assert.equal(await versions.read('ward', 1), undefined);
      assert.deepEqual(await versions.savedSince(new Date(0)), []);
    });

    it('come back as they were saved, the newest first in its section', async () => {
      const one = next(undefined, { a: 1 });
      const two = next(one, { a: 2, deep: { list: [true, '文', null] } }, { at: later(1) });
      const other = next(undefined, { b: 1 }, { section: 'law', at: later(2) });
      for (const version of [one, two, other]) {
        assert.deepEqual(await versions.create(version), { created: true, item: version });
      }
      assert.deepEqual(await versions.newest('rules'), two);
      assert.deepEqual(await versions.newest('law'), other);
      assert.deepEqual(await versions.read('rules', 1), one);
      assert.equal(await versions.read('rules', 3), undefined);
      assert.deepEqual(
        two.earlier.map(({ version }) => version),
        [1],
      );
    });

    it('count on beyond nine, ninety-nine and so on', async () => {
      let newest: SettingsVersion | undefined;
      for (let version = 1; version <= 101; version += 1) {
        newest = next(newest, { version });
        await versions.create(newest);
      }
      assert.equal((await versions.newest('rules'))?.version, 101);
      assert.equal(newest?.earlier.length, 100);
    });

    it('of two who save at once are one: the second meets what the first wrote', async () => {
      const mine = next(undefined, { who: 'me' });
      const theirs = next(undefined, { who: 'they' });
      const met = await Promise.all([versions.create(mine), versions.create(theirs)]);
      assert.deepEqual(met.filter(({ created }) => created).length, 1);
      const [first, second] = met;
      assert.deepEqual(first?.item, second?.item);
      assert.deepEqual(await versions.newest('rules'), first?.item);
    });

    it('of all sections since an instant come in the order of their time, that instant included', async () => {
      const one = next(undefined, {}, { at: NOW });
      const two = next(undefined, {}, { section: 'law', at: later(1) });
      const three = next(one, { a: 1 }, { at: later(2) });
      for (const version of [three, one, two]) await versions.create(version);
      const since = async (at: Date): Promise<string[]> =>
        (await versions.savedSince(at)).map(({ section, version }) => `${section} ${version}`);
      assert.deepEqual(await since(NOW), ['rules 1', 'law 1', 'rules 2']);
      assert.deepEqual(await since(later(1)), ['law 1', 'rules 2']);
      assert.deepEqual(await since(later(3)), []);
    });

    it('are a chain that shows a content that was changed in the store', async () => {
      let newest: SettingsVersion | undefined;
      const all: SettingsVersion[] = [];
      for (const content of [{ a: 1, b: 2 }, { b: 3, a: 1 }, { a: 1 }]) {
        newest = next(newest, content);
        await versions.create(newest);
      }
      for (let version = 1; version <= 3; version += 1) {
        const found = await versions.read('rules', version);
        if (found !== undefined) all.push(found);
      }
      assert.equal(firstBrokenVersion(all, digest), undefined);
      const [one, two, three] = all as [SettingsVersion, SettingsVersion, SettingsVersion];
      assert.equal(firstBrokenVersion([one, { ...two, content: { a: 1, b: 4 } }, three], digest), 2);
      assert.equal(firstBrokenVersion([one, { ...two, by: { ...by, key: 'p9' } }, three], digest), 2);
      assert.equal(firstBrokenVersion([one, three], digest), 3);
    });
  });
}
