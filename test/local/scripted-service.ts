import { startScriptedBot } from './scripted-bot.ts';

// A service for `startLocal`: the scripted bot as a program of its own.
if (process.env['SCRIPTED_SERVICE'] === 'broken') {
  console.error('設定 X がありません');
  process.exit(2);
}
const bot = await startScriptedBot(Number(process.env['PORT']));
// Dies of a message, as a program with a fault would.
bot.script = async (activity) => {
  if (activity.text === '落ちて') process.exit(3);
  return undefined;
};
console.log(`listening on ${bot.url}`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0));
