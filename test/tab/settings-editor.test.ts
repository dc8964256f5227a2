import assert from 'node:assert/strict';
import type { Failure } from '../../src/tab/api/failure.ts';
import { createEditing, type Send } from '../../src/tab/settings/editing/editing.ts';
import {
  type Held,
  isUnsaved,
  openChoices,
  type Outcome,
  together,
} from '../../src/tab/settings/editing/editor.ts';
import { item, type Path, valueAt } from '../../src/tab/settings/editing/path.ts';
import { conductParts } from '../../src/tab/settings/parts/conduct.ts';
import { wardParts } from '../../src/tab/settings/parts/ward.ts';
import { withoutDepartment } from '../../src/tab/settings/ward/draft.ts';

const ward = {
  name: '見本区',
  departments: [
    { id: 'kumin', name: '区民課' },
    { id: 'zeimu', name: '税務課' },
    { id: 'somu', name: '総務課' },
  ],
  lines: [{ id: 'z1', name: '代表', department: 'zeimu', records: true, announces: false, eraseDays: 30 }],
};
const zeimu: Path = ['departments', item('zeimu'), 'name'];
const kumin: Path = ['departments', item('kumin'), 'name'];

const heldAs = (content: unknown, version: number): Held => ({
  content,
  etag: `ward-${version}`,
  version,
  by: '山本 恵',
});
const failed = (kind: Failure['kind']): Outcome => ({ kind: 'failed', failure: { kind, errors: [] } });

/** A service that keeps one content, and can be made to lose its answers. */
function serviceWith(content: unknown) {
  let held = heldAs(content, 1);
  let next: Outcome | 'lost' | undefined;
  const calls: string[] = [];
  const send: Send = (sent, _note, etag) => {
    calls.push(etag);
    const said = next;
    next = undefined;
    if (said !== undefined && said !== 'lost') return Promise.resolve(said);
    if (etag !== held.etag) return Promise.resolve({ kind: 'overtaken', held });
    held = heldAs(sent, (held.version ?? 0) + 1);
    return Promise.resolve(said === 'lost' ? failed('unreachable') : { kind: 'saved', held });
  };
  return {
    send,
    calls,
    held: () => held,
    answer: (outcome: Outcome | 'lost') => {
      next = outcome;
    },
    savedByOther: (change: unknown) => {
      held = heldAs(change, (held.version ?? 0) + 1);
    },
  };
}

const open = () => {
  const service = serviceWith(ward);
  return { service, editing: createEditing(wardParts, heldAs(ward, 1), service.send) };
};

describe('a work on a content of the settings', () => {
  it('has changes exactly while the content differs', () => {
    const { editing } = open();
    assert.equal(isUnsaved(editing.state()), false);
    editing.edit(zeimu, '課税課');
    assert.equal(isUnsaved(editing.state()), true);
    editing.edit(zeimu, '税務課');
    assert.equal(isUnsaved(editing.state()), false);
    editing.note('なぜなら');
    assert.equal(isUnsaved(editing.state()), true);
  });

  it('saves once, however often the button is pressed', async () => {
    const { editing, service } = open();
    editing.edit(zeimu, '課税課');
    editing.note('改組');
    await Promise.all([editing.save(), editing.save(), editing.save()]);
    assert.deepEqual(service.calls, ['ward-1']);
    assert.equal(valueAt(service.held().content, zeimu), '課税課');
    assert.equal(isUnsaved(editing.state()), false);
    assert.equal(editing.state().base.etag, 'ward-2');
    assert.equal(await editing.save(), undefined);
  });

  it('keeps what is typed while the save is under way', async () => {
    const { editing, service } = open();
    editing.edit(zeimu, '課税課');
    const saving = editing.save();
    editing.edit(kumin, '戸籍課');
    await saving;
    assert.equal(valueAt(editing.state().draft, kumin), '戸籍課');
    assert.equal(isUnsaved(editing.state()), true);
    await editing.save();
    assert.deepEqual(service.calls, ['ward-1', 'ward-2']);
  });

  it('keeps everything typed when the service refuses, and says what is wrong beside the field', async () => {
    const { editing, service } = open();
    editing.edit(zeimu, '');
    service.answer({
      kind: 'refused',
      errors: [{ path: 'departments.1.name', message: '入力が必要です。' }],
    });
    await editing.save();
    const { problems, draft, saving } = editing.state();
    assert.deepEqual([problems.map(({ path }) => path), valueAt(draft, zeimu), saving], [[zeimu], '', false]);
    editing.edit(zeimu, '課');
    assert.deepEqual(editing.state().problems, []);
  });

  it('says a refusal without places as well', async () => {
    const { editing, service } = open();
    editing.edit(zeimu, 'x');
    service.answer({ kind: 'refused', errors: [], detail: '形が正しくありません。' });
    await editing.save();
    assert.deepEqual(
      editing.state().problems.map(({ message, field }) => [message, field]),
      [['形が正しくありません。', false]],
    );
  });

  it('keeps everything typed when the network goes away, and can be saved again', async () => {
    const { editing, service } = open();
    editing.edit(zeimu, '課税課');
    service.answer(failed('unreachable'));
    await editing.save();
    assert.equal(editing.state().failure?.kind, 'unreachable');
    assert.equal(valueAt(editing.state().draft, zeimu), '課税課');
    await editing.save();
    assert.equal(editing.state().failure, undefined);
    assert.equal(service.held().version, 2);
  });

  it('knows its own save again whose answer was lost, and saves on top what was typed since', async () => {
    const { editing, service } = open();
    editing.edit(zeimu, '課税課');
    service.answer('lost');
    await editing.save();
    editing.edit(kumin, '戸籍課');
    assert.equal((await editing.save())?.kind, 'saved');
    assert.equal(editing.state().overtaken, undefined);
    assert.deepEqual(service.calls, ['ward-1', 'ward-1', 'ward-2']);
    assert.equal(valueAt(service.held().content, kumin), '戸籍課');
    assert.equal(valueAt(service.held().content, zeimu), '課税課');
  });

  it('is done when its own save had arrived without an answer', async () => {
    const { editing, service } = open();
    editing.edit(zeimu, '課税課');
    editing.note('改組');
    service.answer('lost');
    await editing.save();
    service.savedByOther({ ...(service.held().content as object), retired: [] });
    await editing.save();
    assert.equal(editing.state().overtaken, undefined);
    assert.equal(isUnsaved(editing.state()), false);
  });
});

describe('a work that somebody overtook', () => {
  const theirs = {
    ...ward,
    departments: [
      { id: 'kumin', name: '戸籍住民課' },
      { id: 'zeimu', name: '納税課' },
      { id: 'somu', name: '総務課' },
    ],
  };

  const overtaken = async () => {
    const opened = open();
    opened.editing.edit(zeimu, '課税課');
    opened.editing.edit(['lines', item('z1'), 'eraseDays'], 10);
    opened.service.savedByOther(theirs);
    await opened.editing.save();
    return opened;
  };

  it('names what both changed, and nothing else', async () => {
    const { editing } = await overtaken();
    assert.deepEqual(openChoices(editing.state()), [zeimu]);
    assert.equal(editing.state().overtaken?.by.by, '山本 恵');
    assert.equal(await editing.save(), undefined);
  });

  it('saves on top of the other version, with what was chosen and what only one of them changed', async () => {
    const { editing, service } = await overtaken();
    editing.choose(zeimu, 'theirs');
    assert.deepEqual(openChoices(editing.state()), []);
    editing.bringTogether();
    assert.equal(isUnsaved(editing.state()), true);
    await editing.save();
    const { content, version } = service.held();
    assert.equal(version, 3);
    assert.equal(valueAt(content, zeimu), '納税課');
    assert.equal(valueAt(content, kumin), '戸籍住民課');
    assert.equal(valueAt(content, ['lines', item('z1'), 'eraseDays']), 10);
  });

  it('keeps its own where the person says so', async () => {
    const { editing } = await overtaken();
    editing.chooseAll('mine');
    editing.bringTogether();
    assert.equal(valueAt(editing.state().draft, zeimu), '課税課');
    assert.equal(valueAt(editing.state().draft, kumin), '戸籍住民課');
  });

  it('can be overtaken again, and begins from the newest then', async () => {
    const { editing, service } = await overtaken();
    editing.chooseAll('mine');
    editing.bringTogether();
    service.savedByOther({ ...theirs, name: 'みどり区' });
    await editing.save();
    assert.deepEqual(openChoices(editing.state()), []);
    editing.bringTogether();
    assert.equal((await editing.save())?.kind, 'saved');
    assert.equal(valueAt(service.held().content, ['name']), 'みどり区');
    assert.equal(valueAt(service.held().content, zeimu), '課税課');
  });

  it('gives its own up only when told to', async () => {
    const { editing } = await overtaken();
    assert.equal(valueAt(editing.state().draft, zeimu), '課税課');
    editing.giveUp();
    assert.equal(isUnsaved(editing.state()), false);
    assert.equal(valueAt(editing.state().draft, zeimu), '納税課');
  });

  it('has nothing left to save when both did the same', async () => {
    const { editing, service } = open();
    editing.edit(zeimu, '課税課');
    service.savedByOther(together(editing.state()).content);
    await editing.save();
    assert.deepEqual(openChoices(editing.state()), []);
    editing.bringTogether();
    assert.equal(isUnsaved(editing.state()), false);
    assert.equal(editing.state().done?.what, 'same');
  });
});

describe('what was removed', () => {
  it('leaves nothing behind that names it', () => {
    const before = {
      ...ward,
      departments: ward.departments.map((one) => ({ ...one, next: ['zeimu', 'somu'] })),
      exempt: { departments: ['zeimu', 'kumin'] },
    };
    assert.doesNotMatch(JSON.stringify(withoutDepartment(before, 'zeimu')), /zeimu|z1/u);
    // A list that nobody has typed into yet is not there.
    assert.deepEqual(withoutDepartment({ ...ward, exempt: { ages: ['10s'] } }, 'somu'), {
      ...ward,
      departments: ward.departments.slice(0, 2),
      exempt: { ages: ['10s'], departments: [] },
    });
  });

  it('comes back with all that went along, and with all that was typed since', () => {
    const { editing } = open();
    const before = editing.state().draft;
    const undo = editing.change((draft) => ({
      ...(draft as typeof ward),
      departments: ward.departments.filter(({ id }) => id !== 'zeimu'),
      lines: [],
    }));
    editing.edit(kumin, '戸籍課');
    undo();
    assert.deepEqual(editing.state().draft, {
      ...(before as object),
      departments: [{ id: 'kumin', name: '戸籍課' }, ...ward.departments.slice(1)],
    });
  });

  it('comes back at its place among items that have no name of their own', () => {
    const words = ['あ', 'い', 'う'].map((one) => ({ words: one, why: '' }));
    const held = heldAs({ entries: [{ label: 'time', phrases: words }] }, 1);
    const editing = createEditing(conductParts, held, () => Promise.resolve(failed('trouble')));
    const list: Path = ['entries', item('time', 'label'), 'phrases'];
    const undo = editing.removeAt(list, 1);
    editing.edit([...list, 0, 'why'], '理由');
    undo();
    assert.deepEqual(valueAt(editing.state().draft, list), [
      { words: 'あ', why: '理由' },
      words[1],
      words[2],
    ]);
  });
});
