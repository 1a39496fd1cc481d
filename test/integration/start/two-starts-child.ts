import { app } from 'electron';
import { inTurn } from '../../../src/main/system/in-turn.ts';
import { join } from 'node:path';

/** A start of an app that hands its last argument over to the first, and tells on standard output which of the two it was. */
const profile = join(app.getPath('appData'), 'two-starts');
app.setPath('userData', profile);
const first = inTurn(join(profile, 'starts'), () => app.requestSingleInstanceLock());
process.stdout.write(first ? 'owner\n' : 'handed over\n');
if (first) {
  app.on('second-instance', (_event, argv) => {
    process.stdout.write(`given ${argv.at(-1) ?? ''}\n`);
    setImmediate(() => {
      app.exit(0);
    });
  });
} else {
  app.exit(0);
}
