/* oxlint-disable unicorn/consistent-function-scoping -- the debugger carries one function into the page, where nothing around it exists */

/** The state of each permission that the page can ask for. Runs in the page. */
export async function askStates(): Promise<Record<string, string>> {
  const names = [
    'accelerometer',
    'ambient-light-sensor',
    'background-fetch',
    'background-sync',
    'camera',
    'clipboard-read',
    'clipboard-write',
    'display-capture',
    'geolocation',
    'gyroscope',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'nfc',
    'notifications',
    'payment-handler',
    'periodic-background-sync',
    'persistent-storage',
    'screen-wake-lock',
    'storage-access',
    'window-management',
  ];
  const states = names.map(async (name): Promise<[string, string]> => {
    try {
      const query: unknown = Reflect.get(navigator.permissions, 'query');
      if (typeof query !== 'function') return [name, 'no query'];
      const status: unknown = await Reflect.apply(query, navigator.permissions, [{ name }]);
      return [name, String(Reflect.get(Object(status), 'state'))];
    } catch (error) {
      return [name, error instanceof TypeError ? 'unknown here' : String(error)];
    }
  });
  return Object.fromEntries(await Promise.all(states));
}

/** What each door answers that leads to something beyond the page. Runs in the page, after a gesture. */
export async function askForDevices(): Promise<Record<string, string>> {
  const on = (holder: unknown, name: string, ...values: unknown[]): unknown => {
    const method: unknown = Reflect.get(Object(holder), name);
    if (typeof method !== 'function') throw new Error('not there');
    const result: unknown = Reflect.apply(method, holder, values);
    return result;
  };
  const device = (name: string): unknown => Reflect.get(navigator, name);
  const doors: Record<string, () => unknown> = {
    camera: () => on(navigator.mediaDevices, 'getUserMedia', { video: true }),
    microphone: () => on(navigator.mediaDevices, 'getUserMedia', { audio: true }),
    screen: () => on(navigator.mediaDevices, 'getDisplayMedia', { video: true }),
    notifications: () => on(Notification, 'requestPermission'),
    place: () =>
      new Promise((resolve, reject) => {
        navigator.geolocation.getCurrentPosition(resolve, ({ code }) => {
          reject(new Error(`code ${String(code)}`));
        });
      }),
    'reading the clipboard': () => on(navigator.clipboard, 'readText'),
    'writing the clipboard': () => on(navigator.clipboard, 'writeText', 'x'),
    midi: () => on(navigator, 'requestMIDIAccess', { sysex: true }),
    hid: () => on(device('hid'), 'requestDevice', { filters: [] }),
    usb: () => on(device('usb'), 'requestDevice', { filters: [] }),
    serial: () => on(device('serial'), 'requestPort'),
    bluetooth: () => on(device('bluetooth'), 'requestDevice', { acceptAllDevices: true }),
    'keeping the screen awake': () => on(device('wakeLock'), 'request', 'screen'),
    'storage that stays': () => on(navigator.storage, 'persist'),
    'local fonts': () => on(window, 'queryLocalFonts'),
    'all screens': () => on(window, 'getScreenDetails'),
    'full screen': () => document.documentElement.requestFullscreen(),
    'picture in picture': () => document.createElement('video').requestPictureInPicture(),
    gamepads: () => on(navigator, 'getGamepads'),
    payment: () =>
      on(
        Reflect.construct(PaymentRequest, [
          [{ supportedMethods: 'https://example.com/pay' }],
          { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } },
        ]),
        'show',
      ),
    passkeys: () => on(navigator.credentials, 'get', { publicKey: { challenge: new Uint8Array(16) } }),
    pointer: () =>
      new Promise((resolve, reject) => {
        document.addEventListener('pointerlockchange', resolve);
        document.addEventListener('pointerlockerror', () => {
          reject(new Error('pointerlockerror'));
        });
        void document.body.requestPointerLock();
      }),
  };
  const answers: Record<string, string> = {};
  for (const [name, open] of Object.entries(doors)) {
    const never = new Promise((resolve) => {
      setTimeout(resolve, 20_000, 'no answer');
    });
    try {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one door after the other
      const given = await Promise.race([open(), never]);
      answers[name] = JSON.stringify(given) ?? typeof given;
    } catch (error) {
      answers[name] =
        error instanceof Error || error instanceof DOMException
          ? error.name === 'Error'
            ? error.message
            : error.name
          : String(error);
    }
  }
  return answers;
}

/** The features that the permissions policy leaves, without the hints for servers, which this page has none of. Runs in the page. */
export function allowedFeatures(): readonly string[] {
  const policy: unknown = Reflect.get(document, 'featurePolicy');
  const read: unknown = Reflect.get(Object(policy), 'allowedFeatures');
  const names: unknown = typeof read === 'function' ? Reflect.apply(read, policy, []) : null;
  return Array.isArray(names)
    ? names
        .map(String)
        .filter((name) => !name.startsWith('ch-'))
        .toSorted()
    : ['no policy'];
}
