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

/** A real Chromium from the npm registry, shared by all tests of a run. Nothing of it leaves this machine. */
export const openBrowser = (): Promise<Browser> => {
  opened ??= launch();
  return opened;
};

/** Ends the shared browser; the next `openBrowser` starts a new one. */
export const closeBrowser = async (): Promise<void> => {
  const browser = await opened;
  opened = undefined;
  await browser?.close();
};
