/* oxlint-disable unicorn/consistent-function-scoping -- the debugger carries one function into the page, where nothing around it exists */

/** What refuses each attack: a directive of the policy, or what else stands in the way. */
export const refusals: Readonly<Record<string, string>> = {
  'inline script': 'script-src-elem',
  'inline script as plain text': 'require-trusted-types-for',
  'markup as plain text': 'require-trusted-types-for',
  'handler attribute': 'script-src-attr',
  'javascript: link': 'script-src-elem',
  eval: 'script-src',
  'timer with text': 'script-src',
  WebAssembly: 'script-src',
  'script from elsewhere': 'script-src-elem',
  'script from data': 'script-src-elem',
  'worker from a blob': 'worker-src',
  'worker from elsewhere': 'SecurityError',
  'service worker': 'TypeError',
  'style attribute': 'style-src-attr',
  'style element': 'style-src-elem',
  'style from elsewhere': 'style-src-elem',
  'image from elsewhere': 'img-src',
  'font from elsewhere': 'font-src',
  'video from elsewhere': 'media-src',
  'frame from elsewhere': 'frame-src',
  'frame from data': 'frame-src',
  object: 'require-trusted-types-for',
  embed: 'require-trusted-types-for',
  fetch: 'connect-src',
  'fetch of our own': 'connect-src',
  XMLHttpRequest: 'connect-src',
  WebSocket: 'connect-src',
  EventSource: 'connect-src',
  beacon: 'connect-src',
  ping: 'connect-src',
  WebTransport: 'connect-src',
  'WebRTC by datagrams': 'nothing came of it',
  'WebRTC by TCP': 'nothing came of it',
  form: 'form-action',
  'base address': 'base-uri',
  prefetch: 'default-src',
  preload: 'img-src',
  preconnect: 'nothing came of it',
};

/** Attacks that no directive refuses: there is nothing to wait for. */
export const withoutDirective: readonly string[] = Object.entries(refusals).flatMap(([name, by]) =>
  by.includes('-') ? [] : [name],
);

/**
 * What a hostile script in the page would try, one attempt after the other; runs in the page. Each gets the directive that
 * refused it, else the name of the error, else whether something came of it: within a second where no directive is expected.
 */
export async function attackPolicy({
  elsewhere,
  unannounced,
}: {
  readonly elsewhere: string;
  readonly unannounced: readonly string[];
}): Promise<Record<string, string>> {
  /** What the DOM takes as trusted, made by the attacker: the other directives have to hold all the same. */
  const call = (target: unknown, name: string, values: readonly unknown[]): unknown => {
    const method: unknown = Reflect.get(Object(target), name);
    if (typeof method !== 'function') throw new TypeError(`There is no ${name} here.`);
    const result: unknown = Reflect.apply(method, target, values);
    return result;
  };
  const asIs = (text: string): string => text;
  const factory: unknown = Reflect.get(window, 'trustedTypes');
  const trusting = call(factory, 'createPolicy', ['attack', { createScript: asIs, createScriptURL: asIs }]);
  const script = (text: string): unknown => call(trusting, 'createScript', [text]);
  const scriptUrl = (text: string): unknown => call(trusting, 'createScriptURL', [text]);

  const violated: string[] = [];
  document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
  const seen = { done: false };
  const succeed = (): void => {
    seen.done = true;
  };
  Object.assign(window, { succeed });
  const put = <E extends HTMLElement>(element: E, members: object, attributes: object = {}): E => {
    Object.assign(element, members);
    for (const [key, value] of Object.entries(attributes)) call(element, 'setAttribute', [key, value]);
    // A frame tells that it loaded the page of its refusal.
    if (element.tagName !== 'IFRAME') element.addEventListener('load', succeed);
    document.body.append(element);
    return element;
  };
  const make = <K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K] =>
    document.createElement(name);
  const work = (address: string): void => {
    const worker: unknown = Reflect.construct(Worker, [scriptUrl(address)]);
    call(worker, 'addEventListener', ['message', succeed]);
  };
  const gather = async (server: object, transport: RTCIceTransportPolicy): Promise<void> => {
    const connection = new RTCPeerConnection({
      iceTransportPolicy: transport,
      iceServers: [{ urls: '', username: 'u', credential: 'c', ...server }],
    });
    connection.createDataChannel('data');
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null && candidate.candidate !== '') succeed();
    });
    await connection.setLocalDescription(await connection.createOffer());
  };
  const host = elsewhere.replace('http://', '');

  const attacks: Record<string, () => unknown> = {
    'inline script': () => put(make('script'), { text: script('succeed()') }),
    'inline script as plain text': () => put(make('script'), { text: 'succeed()' }),
    'markup as plain text': () => {
      make('div').innerHTML = '<b>';
      succeed();
    },
    'handler attribute': () => {
      put(make('button'), {}, { onclick: script('succeed()') }).click();
    },
    'javascript: link': () => {
      put(make('a'), { href: 'javascript:succeed()' }).click();
    },
    eval: () => call(window, 'eval', [script('succeed()')]),
    'timer with text': () => call(window, 'setTimeout', [script('succeed()')]),
    WebAssembly: () => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(succeed),
    'script from elsewhere': () => put(make('script'), { src: scriptUrl(`${elsewhere}/script.js`) }),
    'script from data': () => put(make('script'), { src: scriptUrl('data:text/javascript,succeed()') }),
    'worker from a blob': () => {
      const address = URL.createObjectURL(new Blob(['postMessage(1)']));
      work(address);
    },
    'worker from elsewhere': () => {
      work(`${elsewhere}/worker.js`);
    },
    'service worker': () =>
      Promise.resolve(call(navigator.serviceWorker, 'register', [scriptUrl('/index.html')])).then(succeed),
    'style attribute': () => {
      const { position } = getComputedStyle(put(make('div'), {}, { style: 'position: fixed' }));
      if (position === 'fixed') succeed();
    },
    'style element': () => put(make('style'), { textContent: 'body { color: red }' }),
    'style from elsewhere': () => put(make('link'), { rel: 'stylesheet', href: `${elsewhere}/style.css` }),
    'image from elsewhere': () => put(make('img'), { src: `${elsewhere}/image.png` }),
    'font from elsewhere': () => new FontFace('x', `url(${elsewhere}/font.woff2)`).load().then(succeed),
    'video from elsewhere': () => put(make('video'), { src: `${elsewhere}/video.mp4` }),
    'frame from elsewhere': () => put(make('iframe'), { src: `${elsewhere}/frame` }),
    'frame from data': () => put(make('iframe'), { src: 'data:text/html,frame' }),
    object: () => put(make('object'), { data: `${elsewhere}/object` }),
    embed: () => put(make('embed'), { src: `${elsewhere}/embed` }),
    fetch: () => fetch(`${elsewhere}/fetch`, { mode: 'no-cors' }).then(succeed),
    'fetch of our own': () => fetch('/index.html').then(succeed),
    XMLHttpRequest: () => {
      const request = new XMLHttpRequest();
      request.addEventListener('load', succeed);
      request.open('GET', `${elsewhere}/request`);
      request.send();
    },
    WebSocket: () => {
      new WebSocket(`ws://${host}/socket`).addEventListener('open', succeed);
    },
    EventSource: () => {
      new EventSource(`${elsewhere}/events`).addEventListener('open', succeed);
    },
    beacon: () => navigator.sendBeacon(`${elsewhere}/beacon`, 'data'),
    ping: () => {
      put(make('a'), { href: '#ping', ping: `${elsewhere}/ping` }).click();
    },
    WebTransport: () => new WebTransport(`https://${host}/transport`).ready.then(succeed),
    'WebRTC by datagrams': () => gather({ urls: `stun:${host}` }, 'all'),
    'WebRTC by TCP': () => gather({ urls: `turn:${host}?transport=tcp` }, 'relay'),
    form: () => {
      put(make('form'), { action: `${elsewhere}/form`, method: 'post' }).submit();
    },
    'base address': () => {
      put(make('base'), { href: `${elsewhere}/` });
      if (document.baseURI.startsWith(elsewhere)) succeed();
    },
    prefetch: () => put(make('link'), { rel: 'prefetch', href: `${elsewhere}/prefetch` }),
    preload: () => put(make('link'), { rel: 'preload', as: 'image', href: `${elsewhere}/preload` }),
    preconnect: () => put(make('link'), { rel: 'preconnect', href: elsewhere }),
  };
  const results: Record<string, string> = {};
  for (const [name, attack] of Object.entries(attacks)) {
    violated.length = 0;
    seen.done = false;
    let thrown = '';
    const refused = (error: unknown): void => {
      thrown = error instanceof Error ? error.name : String(error);
    };
    try {
      Promise.resolve(attack()).catch(refused);
    } catch (error) {
      refused(error);
    }
    const end = Date.now() + (unannounced.includes(name) ? 1000 : 20_000);
    while (violated.length === 0 && !seen.done && Date.now() < end) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- asks until something is there
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
    const [directive] = violated;
    results[name] = seen.done ? 'it worked' : (directive ?? (thrown === '' ? 'nothing came of it' : thrown));
  }
  return results;
}
