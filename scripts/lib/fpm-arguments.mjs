/**
 * What fpm is asked to make.
 * @typedef {object} FpmRequest
 * @property {string} package the file to write
 * @property {{ from: string, to: string }[]} contents `to` is relative to the root of the file system
 * @property {string | null} afterInstall
 * @property {string | null} afterRemove
 * @property {Record<string, string>} fields other options by name: name, version, maintainer, …
 * @property {string[]} depends
 * @property {string[]} recommends
 */

const switches = new Set(['--force', '--debug']);

/**
 * Reads fpm's command line as electron-builder writes it.
 * @param {readonly string[]} args
 * @returns {FpmRequest}
 * @throws {Error} for another output than deb, or when there is no file to write
 */
export function readArguments(args) {
  /** @type {Record<string, string>} */
  const fields = {};
  /** @type {string[]} */
  const depends = [];
  /** @type {string[]} */
  const recommends = [];
  /** @type {{ from: string, to: string }[]} */
  const contents = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (switches.has(arg)) continue;
    if (!arg.startsWith('-')) {
      const [from = '', to = ''] = arg.split('=');
      contents.push({ from, to });
    } else {
      const value = rest.shift() ?? '';
      if (arg === '-d' || arg === '--depends') depends.push(value);
      else if (arg === '--deb-recommends') recommends.push(value);
      else fields[arg.replace(/^--?/u, '')] = value;
    }
  }
  if (fields['t'] !== 'deb') throw new Error(`This fpm makes a deb only, not “${fields['t'] ?? ''}”.`);
  const output = fields['package'];
  if (output === undefined) throw new Error('fpm was not told which file to write (--package).');
  return {
    package: output,
    contents,
    afterInstall: fields['after-install'] ?? null,
    afterRemove: fields['after-remove'] ?? null,
    fields,
    depends,
    recommends,
  };
}

/**
 * @param {FpmRequest} request
 * @param {number} kilobytes installed
 * @returns {string} the control file, as Debian Policy §5.3 describes it
 */
export function controlFile({ fields, depends, recommends }, kilobytes) {
  const [synopsis = '', ...more] = (fields['description'] ?? '').trim().split('\n');
  const lines = {
    Package: fields['name'],
    Version: fields['version'],
    Architecture: fields['architecture'],
    Maintainer: fields['maintainer'],
    Homepage: fields['url'],
    Section: fields['category'] ?? 'net',
    Priority: fields['deb-priority'] ?? 'optional',
    'Installed-Size': String(kilobytes),
    Depends: depends.join(', ') || undefined,
    Recommends: recommends.join(', ') || undefined,
    Description: [synopsis, ...more.map((line) => ` ${line.trim() === '' ? '.' : line.trim()}`)].join('\n'),
  };
  return Object.entries(lines)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${String(value)}\n`)
    .join('');
}
