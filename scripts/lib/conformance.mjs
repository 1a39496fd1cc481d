/**
 * The page of the misbehaving server: each behaviour, where it comes from, and what becomes of it. Made from the data that
 * the tests play; that each outcome is what a run finds is what the tests assert.
 */

/**
 * @typedef {object} Outcome
 * @property {'accepted' | 'refused' | 'ignored'} verdict
 * @property {string} state
 * @property {string | null} code
 * @property {string | null} field
 * @property {readonly string[]} sealed
 * @property {readonly string[]} calls
 * @property {number | null} nextTry seconds
 */

/**
 * @typedef {object} Behaviour
 * @property {string} id
 * @property {string} step
 * @property {string} does
 * @property {string} source
 * @property {Outcome} expected
 */

/** Heading and lead of each step, in the order of a sign-in. */
const steps = new Map([
  ['discovery', 'Metadata'],
  ['authorization', 'The answer that the browser brings back'],
  ['token', 'Token answers'],
  ['id-token', 'ID tokens'],
  ['keys', 'Published keys'],
  ['userinfo', 'UserInfo'],
  ['refresh', 'Renewals'],
  ['revocation', 'Revocation'],
  ['end-session', 'Sign-out in the browser'],
]);

const demands = { accepted: 'accept', refused: 'refuse', ignored: 'ignore' };

/**
 * @param {readonly Behaviour[]} behaviours
 * @returns {string} docs/conformance.md
 * @throws {TypeError} for a step that the page does not know
 */
export function conformancePage(behaviours) {
  const unknown = behaviours.find(({ step }) => !steps.has(step));
  if (unknown !== undefined) throw new TypeError(`The page has no place for the step ${unknown.step}.`);
  const sections = Array.from(steps, ([step, heading]) =>
    section(
      heading,
      behaviours.filter((one) => one.step === step),
    ),
  );
  return [
    '# A server that misbehaves, and what becomes of it',
    '',
    'Generated from `test/servers/misbehaving` by `npm run conformance`; not edited by hand. Each line is played by the tests in `test/integration/conformance`: the real session against a real server on this computer, a driver in the place of the browser. They fail when an outcome is another one than here, when a request is made that is not listed, or when a line is not played.',
    '',
    'After a refusal the server keeps the rules again, and the same app has to work: no lie leaves anything behind. _Expected_ is what the source, or a careful client, demands. _Outcome_ is the state that the window shows, the code of the failure with what it names, what stays on the disk, and every request at the server from the lie on.',
    '',
    counts(behaviours),
    '',
    sections.filter((text) => text !== '').join('\n\n'),
    '',
  ].join('\n');
}

/** @param {readonly Behaviour[]} behaviours */
function counts(behaviours) {
  /** @param {Outcome['verdict']} verdict */
  const of = (verdict) => behaviours.filter(({ expected }) => expected.verdict === verdict).length;
  return `${behaviours.length} behaviours: ${of('accepted')} accepted, ${of('refused')} refused, ${of('ignored')} ignored.`;
}

/**
 * @param {string} heading
 * @param {readonly Behaviour[]} behaviours
 */
function section(heading, behaviours) {
  if (behaviours.length === 0) return '';
  const rows = behaviours.map(
    ({ id, does, source, expected }) =>
      `| \`${id}\` | ${escape(does)} | ${escape(source)} | ${demands[expected.verdict]} | ${outcome(expected)} |`,
  );
  return [
    `## ${heading}`,
    '',
    counts(behaviours),
    '',
    '| Behaviour | The server | Source | Expected | Outcome |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** @param {Outcome} expected */
function outcome({ state, code, field, sealed, calls, nextTry }) {
  const parts = [
    state.replaceAll('-', ' '),
    ...(code === null ? [] : [`\`${code}\`${field === null ? '' : ` (${escape(field)})`}`]),
    `on disk: ${sealed.join(', ') || 'nothing'}`,
    `requests: ${calls.join(', ') || 'none'}`,
    ...(nextTry === null ? [] : [`next try after ${nextTry} s`]),
  ];
  return parts.join('; ');
}

/**
 * For a table: markup is inert, and nothing ends a cell.
 * @param {string} text
 */
function escape(text) {
  return text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[<>*_`|[\]\\#]/gu, String.raw`\$&`);
}
