import { Problem } from './problem.mjs';

/** The oldest Node that everything here runs on; `engines` in package.json says the same. */
const oldest = { major: 20, minor: 19 };

/** Refuses a Node that is too old, in words, before anything else can fail in worse ones. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return;
  throw new Problem(
    `This is Node ${process.versions.node}; Latchkey needs Node ${oldest.major}.${oldest.minor} or newer.`,
    'Install the current LTS release from https://nodejs.org (or with your version manager), then run the same command again.',
  );
}
