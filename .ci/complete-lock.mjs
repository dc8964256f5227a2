// Run after `npm install`: node .ci/complete-lock.mjs
//
// A registry mirror may lack the builds of a package for other platforms. npm then leaves them out of the
// lock file without a word, and `npm ci` refuses that lock file everywhere. This writes the missing optional
// packages in, with the platform that their name tells, so that npm skips them where they do not fit.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

/** os, cpu and libc as npm's lock file writes them, from a name such as `binding-linux-x64-musl`. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.find((word) =>
    [
      'aix',
      'android',
      'darwin',
      'freebsd',
      'linux',
      'netbsd',
      'openbsd',
      'openharmony',
      'sunos',
      'win32',
    ].includes(word),
  );
  const cpu = words.find((word) =>
    ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'].includes(
      word,
    ),
  );
  if (os === undefined && cpu !== 'wasm32') return undefined;
  const musl = words.some((word) => word.startsWith('musl'));
  const libc =
    os === 'linux' && words.some((word) => /^(musl|gnu)/.test(word)) ? [musl ? 'musl' : 'glibc'] : undefined;
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }), ...(libc && { libc }) };
}

let added = 0;
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = `${place}/node_modules/${name}`;
    const hoisted = `node_modules/${name}`;
    if (place === '' || lock.packages[nested] || lock.packages[hoisted] || !/^\d/.test(version)) continue;
    const platform = platformOf(name);
    if (platform === undefined) throw new Error(`${name}: which platform?`);
    lock.packages[hoisted] = { version, ...platform, ...(entry.dev && { dev: true }), optional: true };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages of other platforms written into the lock file`);
