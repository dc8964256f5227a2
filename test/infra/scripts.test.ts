import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { filesOf, folder, read } from './bicep.ts';

describe('the scripts for Azure (without Azure: nothing is called)', () => {
  for (const file of filesOf('.sh')) {
    it(`${file} is a shell script that can be run and stops at the first fault`, () => {
      const path = join(folder, file);
      accessSync(path, constants.X_OK);
      execFileSync('sh', ['-n', path]);
      assert.match(read(file), /^#!\/bin\/sh\n/u);
      assert.match(read(file), /^set -eu$/mu);
    });

    it(`${file} says how it is called when it is called without anything, and does nothing`, () => {
      // A PATH without az: had the script gone on, it would end with 127.
      const { status, stderr } = spawnSync('/bin/sh', [join(folder, file)], {
        encoding: 'utf8',
        env: { PATH: '/usr/bin:/bin' },
      });
      assert.equal(status, 2);
      assert.match(stderr, /usage: /u);
    });
  }

  for (const file of ['deploy.sh', 'what-if.sh']) {
    it(`${file} takes dev and prod only`, () => {
      const { status } = spawnSync('/bin/sh', [join(folder, file), 'test', 'group'], {
        env: { PATH: '/usr/bin:/bin' },
      });
      assert.equal(status, 2);
    });
  }

  it('never take a secret as an argument, where a list of processes would show it', () => {
    for (const file of filesOf('.sh')) assert.doesNotMatch(read(file), /--value\b|--password\b/u, file);
  });

  it('have a page that names each of them', () => {
    const page = read('RUNBOOK.md');
    for (const file of filesOf('.sh')) assert.ok(page.includes(`infra/${file}`), file);
  });
});
