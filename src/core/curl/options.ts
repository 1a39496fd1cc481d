/** What an option of curl means for a request. */
export type OptionMeaning =
  | { readonly takes: 'nothing' | 'value'; readonly effect: Effect }
  /** It changes nothing about the request itself: what is printed, how often is tried. */
  | { readonly takes: 'nothing' | 'value'; readonly effect: 'none' }
  /** It changes how the request is sent, which Latchkey decides; `why` says how, in words. */
  | { readonly takes: 'nothing' | 'value'; readonly effect: 'not-used'; readonly why: string };

export type Effect =
  | 'method'
  | 'header'
  | 'data'
  | 'data-raw'
  | 'data-binary'
  | 'data-urlencode'
  | 'json'
  | 'form'
  | 'form-string'
  | 'user'
  | 'cookie'
  | 'bearer'
  | 'agent'
  | 'referer'
  | 'range'
  | 'head'
  | 'get'
  | 'globoff'
  | 'upload'
  | 'url'
  | 'url-query'
  | 'next';

const secure = 'Latchkey never skips the check of a certificate.';
const network = 'Latchkey uses the network settings of this computer.';
const protocol = 'Latchkey and the server agree on the HTTP version.';
const times = 'Latchkey has time limits of its own.';
const signIn = 'Latchkey sends your sign-in instead.';

/** By long name. Short letters below. https://curl.se/docs/manpage.html */
export const options: ReadonlyMap<string, OptionMeaning> = new Map<string, OptionMeaning>([
  ['request', { takes: 'value', effect: 'method' }],
  ['header', { takes: 'value', effect: 'header' }],
  ['data', { takes: 'value', effect: 'data' }],
  ['data-ascii', { takes: 'value', effect: 'data' }],
  ['data-raw', { takes: 'value', effect: 'data-raw' }],
  ['data-binary', { takes: 'value', effect: 'data-binary' }],
  ['data-urlencode', { takes: 'value', effect: 'data-urlencode' }],
  ['json', { takes: 'value', effect: 'json' }],
  ['form', { takes: 'value', effect: 'form' }],
  ['form-string', { takes: 'value', effect: 'form-string' }],
  ['user', { takes: 'value', effect: 'user' }],
  ['cookie', { takes: 'value', effect: 'cookie' }],
  ['oauth2-bearer', { takes: 'value', effect: 'bearer' }],
  ['user-agent', { takes: 'value', effect: 'agent' }],
  ['referer', { takes: 'value', effect: 'referer' }],
  ['range', { takes: 'value', effect: 'range' }],
  ['head', { takes: 'nothing', effect: 'head' }],
  ['get', { takes: 'nothing', effect: 'get' }],
  ['globoff', { takes: 'nothing', effect: 'globoff' }],
  ['upload-file', { takes: 'value', effect: 'upload' }],
  ['url', { takes: 'value', effect: 'url' }],
  ['url-query', { takes: 'value', effect: 'url-query' }],
  ['next', { takes: 'nothing', effect: 'next' }],
  ...none('nothing', [
    'silent',
    'show-error',
    'verbose',
    'include',
    'show-headers',
    'fail',
    'fail-with-body',
    'fail-early',
    'no-buffer',
    'progress-bar',
    'progress-meter',
    'location',
    'location-trusted',
    'post301',
    'post302',
    'post303',
    'compressed',
    'remote-name',
    'remote-header-name',
    'create-dirs',
    'path-as-is',
    'parallel',
    'styled-output',
    'keepalive',
    'disable',
    'ssl',
    'tlsv1.2',
    'tlsv1.3',
  ]),
  ...none('value', [
    'output',
    'output-dir',
    'write-out',
    'dump-header',
    'stderr',
    'trace',
    'trace-ascii',
    'cookie-jar',
    'max-redirs',
    'retry',
    'retry-delay',
    'retry-max-time',
    'limit-rate',
  ]),
  ...unused('nothing', secure, ['insecure', 'ssl-no-revoke', 'proxy-insecure']),
  ...unused('value', 'Latchkey trusts the authorities that this computer trusts.', ['cacert', 'capath']),
  ...unused('value', 'Latchkey sends no certificate of yours from a command.', [
    'cert',
    'key',
    'pass',
    'cert-type',
    'key-type',
  ]),
  ...unused('value', network, [
    'proxy',
    'proxy-user',
    'proxy-header',
    'preproxy',
    'socks5',
    'socks5-hostname',
    'noproxy',
    'resolve',
    'connect-to',
    'interface',
    'unix-socket',
    'dns-servers',
    'doh-url',
  ]),
  ...unused('nothing', network, ['ipv4', 'ipv6', 'tcp-nodelay', 'proxytunnel']),
  ...unused('nothing', protocol, [
    'http0.9',
    'http1.0',
    'http1.1',
    'http2',
    'http2-prior-knowledge',
    'http3',
    'http3-only',
  ]),
  ...unused('value', times, [
    'max-time',
    'connect-timeout',
    'speed-limit',
    'speed-time',
    'keepalive-time',
    'expect100-timeout',
  ]),
  ...unused('nothing', signIn, [
    'basic',
    'digest',
    'ntlm',
    'negotiate',
    'anyauth',
    'netrc',
    'netrc-optional',
  ]),
  ...unused('value', signIn, ['netrc-file', 'aws-sigv4', 'delegation']),
  ...unused('value', 'Latchkey does not read files by itself.', ['config']),
]);

/** `-c` and the like; where curl has no such letter there is none. */
export const shortNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    X: 'request',
    H: 'header',
    d: 'data',
    F: 'form',
    u: 'user',
    b: 'cookie',
    A: 'user-agent',
    e: 'referer',
    r: 'range',
    I: 'head',
    G: 'get',
    g: 'globoff',
    T: 'upload-file',
    ':': 'next',
    s: 'silent',
    S: 'show-error',
    v: 'verbose',
    i: 'include',
    f: 'fail',
    N: 'no-buffer',
    '#': 'progress-bar',
    L: 'location',
    O: 'remote-name',
    J: 'remote-header-name',
    Z: 'parallel',
    q: 'disable',
    o: 'output',
    w: 'write-out',
    D: 'dump-header',
    c: 'cookie-jar',
    k: 'insecure',
    E: 'cert',
    x: 'proxy',
    U: 'proxy-user',
    p: 'proxytunnel',
    '4': 'ipv4',
    '6': 'ipv6',
    '0': 'http1.0',
    m: 'max-time',
    y: 'speed-time',
    Y: 'speed-limit',
    n: 'netrc',
    K: 'config',
  }),
);

function none(
  takes: 'nothing' | 'value',
  names: readonly string[],
): readonly (readonly [string, OptionMeaning])[] {
  return names.map((name) => [name, { takes, effect: 'none' }] as const);
}

function unused(
  takes: 'nothing' | 'value',
  why: string,
  names: readonly string[],
): readonly (readonly [string, OptionMeaning])[] {
  return names.map((name) => [name, { takes, effect: 'not-used', why }] as const);
}
