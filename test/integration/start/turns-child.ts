import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inTurn } from '../../../src/main/system/in-turn.ts';

const [, , folder = '', rounds = '', fate = ''] = process.argv;
const inside = join(folder, 'inside');
let met = 0;

for (let round = 0; round < Number(rounds); round += 1) {
  inTurn(join(folder, 'starts'), () => {
    if (fate === 'dies' && round === 3) process.kill(process.pid, 'SIGKILL');
    try {
      closeSync(openSync(inside, 'wx'));
    } catch {
      met += 1;
    }
    // Long enough for another to come in if it could.
    for (const until = performance.now() + 0.5; performance.now() < until;);
    rmSync(inside, { force: true });
  });
}
process.stdout.write(String(met));
