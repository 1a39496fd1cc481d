import { createFakeLatchkey, type FakeControl } from './fake-latchkey.ts';
import type { Scenario } from './scenario.ts';

declare global {
  interface Window {
    installLatchkeyFake: (scenario: Scenario) => void;
    latchkeyFake: FakeControl;
  }
}

/** Bundled into one script that a driven browser runs before the page's own. */
window.installLatchkeyFake = (scenario) => {
  const { api, control } = createFakeLatchkey(scenario);
  Object.defineProperty(window, 'latchkey', { value: api });
  window.latchkeyFake = control;
};
