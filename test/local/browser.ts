import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

let opened: Promise<Browser> | undefined;

/**
 * Arguments for a cloud function that we do not want: one process for all ends the browser with its first
 * context, and the others switch off the very protections that the page relies on.
 */
const unwanted = new Set([
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
  // The graphics processor stays off, in a process of its own or not at all.
  '--in-process-gpu',
  '--ignore-gpu-blocklist',
  '--enable-unsafe-swiftshader',
  '--use-gl=angle',
  '--use-angle=swiftshader',
]);

const launch = async (): Promise<Browser> => {
  // Makes @sparticuz/chromium unpack the system libraries that a bare machine lacks. Must be set before its import.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: bundled } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await bundled.executablePath(),
    headless: true,
    args: [
      ...bundled.args.filter((argument) => !unwanted.has(argument)),
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-gpu',
      '--disable-sync',
      '--no-first-run',
      '--lang=ja',
    ],
    env: { ...process.env, LANG: 'ja_JP.UTF-8', LANGUAGE: 'ja' },
  });
};

/** Chromium dies at its start now and then on a loaded machine (seen: SIGSEGV before the first page). */
const STARTS = 4;

async function launchPatiently(): Promise<Browser> {
  for (let start = 1; ; start += 1) {
    try {
      return await launch();
    } catch (fault) {
      if (start >= STARTS) throw fault;
    }
  }
}

/** A real Chromium from the npm registry, shared by all tests of a run. Nothing of it leaves this machine. */
export const openBrowser = (): Promise<Browser> => {
  opened ??= launchPatiently();
  return opened;
};

// Of the whole run: starting a browser is the slow and shaky part.
after(async function () {
  this.timeout(30_000);
  const browser = await opened;
  await browser?.close();
});
