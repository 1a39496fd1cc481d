import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CagedApp } from './support/caged-app.ts';
import { allowedFeatures, askForDevices, askStates } from './support/permission-probes.ts';

let caged: CagedApp;

beforeAll(async () => {
  // Without a camera Chromium says that there is none, before it looks whether it may be used.
  caged = await CagedApp.start({ switches: ['--use-fake-device-for-media-stream'] });
});
afterAll(async () => {
  await caged.stop();
});

describe('Electron’s checklist, 5: permissions are denied, each of them', () => {
  it('every permission that Chromium knows stands at denied', async () => {
    const states = await caged.ask(askStates, null);
    expect(states).toMatchObject({
      camera: 'denied',
      microphone: 'denied',
      geolocation: 'denied',
      notifications: 'denied',
      'clipboard-read': 'denied',
      midi: 'denied',
    });
    const given = Object.values(states ?? {});
    expect(given.filter((state) => state !== 'denied' && state !== 'unknown here')).toEqual([]);
  });

  it('asking gives nothing: no camera, screen, place, clipboard, device or lock', async () => {
    const answers = await caged.ask(askForDevices, null);
    expect(answers).toMatchObject({
      camera: 'NotAllowedError',
      microphone: 'NotAllowedError',
      screen: 'NotAllowedError',
      notifications: '"denied"',
      place: 'code 1',
      'reading the clipboard': 'NotAllowedError',
      'writing the clipboard': 'NotAllowedError',
      midi: 'SecurityError',
      hid: 'SecurityError',
      usb: 'SecurityError',
      serial: 'SecurityError',
      'keeping the screen awake': 'NotAllowedError',
      'storage that stays': 'false',
      'local fonts': 'SecurityError',
      'all screens': 'NotAllowedError',
      'full screen': 'TypeError',
      'picture in picture': 'SecurityError',
      gamepads: 'SecurityError',
      payment: 'SecurityError',
      passkeys: 'NotAllowedError',
      pointer: 'pointerlockerror',
    });
    // Not every Chromium has it on Linux.
    expect(['not there', 'SecurityError']).toContain(new Map(Object.entries(answers ?? {})).get('bluetooth'));
  });

  it('the policy leaves the page no feature that asks nobody', async () => {
    expect(await caged.ask(allowedFeatures, null)).toEqual(['cross-origin-isolated', 'sync-xhr']);
  });
});
