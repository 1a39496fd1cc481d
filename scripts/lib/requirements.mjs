/**
 * The list of requirements with the tests that prove each. A test names what it proves in its title, `+` for what
 * must work and `-` for what must be refused: `R16+: the code goes to the stored token endpoint`, `R30- R31-: …`.
 */

/**
 * @typedef {object} Requirement
 * @property {string} id
 * @property {string} source the standard's section, `own`, or `fault`
 * @property {string} line
 * @property {boolean} required has to have a positive and a negative test now
 */

/**
 * @typedef {object} Proof
 * @property {string} id
 * @property {'+' | '-'} kind
 * @property {string} file
 * @property {string} title without its ids
 */

const quoted = /(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/gu;
const idList = /^((?:[RF]\d+[+-]?,?\s*)+):\s*(.*)$/su;

/**
 * Finds the proofs in a test file's text.
 * @param {string} file as it is to be named
 * @param {string} text
 * @returns {{ proofs: Proof[], complaints: string[] }} complaints: titles that name an id but do not say what they prove
 */
export function proofsIn(file, text) {
  /** @type {Proof[]} */
  const proofs = [];
  /** @type {string[]} */
  const complaints = [];
  for (const match of text.matchAll(quoted)) {
    const [, ids, title] = idList.exec(match[2] ?? '') ?? [];
    if (ids === undefined || title === undefined) continue;
    for (const [, id = '', kind] of ids.matchAll(/([RF]\d+)([+-]?)/gu)) {
      if (kind === '+' || kind === '-')
        proofs.push({ id, kind, file, title: title.replaceAll(/\\(.)/gu, '$1') });
      else complaints.push(`${file}: “${ids}: ${title}” names ${id} without + (works) or - (is refused)`);
    }
  }
  return { proofs, complaints };
}

/**
 * @param {readonly Requirement[]} requirements
 * @param {readonly Proof[]} proofs
 * @returns {string[]} what is missing or unknown
 */
export function gaps(requirements, proofs) {
  const known = new Set(requirements.map(({ id }) => id));
  const unknown = proofs
    .filter(({ id }) => !known.has(id))
    .map(
      ({ id, file, title }) => `${file}: “${title}” names ${id}, which docs/requirements.json does not have`,
    );
  const missing = requirements
    .filter(({ required }) => required)
    .flatMap(({ id }) =>
      [
        { kind: '+', words: 'positive' },
        { kind: '-', words: 'negative' },
      ]
        .filter(({ kind }) => !proofs.some((proof) => proof.id === id && proof.kind === kind))
        .map(({ kind, words }) => `${id} has no ${words} test (a title that begins “${id}${kind}:”)`),
    );
  return [...unknown, ...missing];
}

/**
 * @param {readonly Requirement[]} requirements
 * @param {readonly Proof[]} proofs
 * @returns {string} docs/requirements.md
 */
export function requirementsPage(requirements, proofs) {
  const shown = requirements.filter(
    ({ id, required }) => required || proofs.some((proof) => proof.id === id),
  );
  const sections = shown.map(({ id, source, line }) => {
    const lines = proofs
      .filter((proof) => proof.id === id)
      .map(({ kind, file, title }) => `- ${kind === '+' ? '＋' : '－'} ${escape(title)} (\`${file}\`)`)
      .toSorted();
    return [`### ${id}`, '', `${line} ${provenance(source)}`, '', ...lines].join('\n');
  });
  return [
    '# Requirements and their proofs',
    '',
    'Generated from the titles of the tests by `npm run requirements`; not edited by hand. ＋ a test of what must work, － a test of what must be refused.',
    '',
    coverage(requirements, proofs),
    '',
    `${shown.length} requirements, ${proofs.length} proofs.`,
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}

/**
 * How many of the lines that are required now have a positive and a negative test.
 * @param {readonly Requirement[]} requirements
 * @param {readonly Proof[]} proofs
 */
function coverage(requirements, proofs) {
  const required = requirements.filter((one) => one.required).map(({ id }) => id);
  const both = required.filter((id) =>
    ['+', '-'].every((kind) => proofs.some((proof) => proof.id === id && proof.kind === kind)),
  );
  return `**${both.length} of ${required.length}** lines (${ranges(required)}) have a positive and a negative test.`;
}

/**
 * `R1 to R3, R5`: ids in a row, drawn together.
 * @param {readonly string[]} ids
 */
function ranges(ids) {
  /** @type {{ first: number, last: number }[]} */
  const rows = [];
  for (const number of ids.map((id) => Number(id.slice(1)))) {
    const row = rows.at(-1);
    if (row !== undefined && number === row.last + 1) row.last = number;
    else rows.push({ first: number, last: number });
  }
  return rows.map(({ first, last }) => (first === last ? `R${first}` : `R${first} to R${last}`)).join(', ');
}

/** @param {string} source */
function provenance(source) {
  if (source === 'own') return '(a rule of this project)';
  return source === 'fault' ? '(a fault and what follows)' : `(${source})`;
}

/**
 * For a page: markup is inert, and what a table of cases fills in (`%s`, `%j`) is left open.
 * @param {string} title
 */
function escape(title) {
  return title.replaceAll(/%[sdijo]/gu, '…').replaceAll(/[<>*_`|[\]]/gu, String.raw`\$&`);
}
