import { randomInt, timingSafeEqual, createHash } from 'node:crypto';

/** A person who can sign in at the demo. */
export interface DemoUser {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly email: string;
}

const people = [
  { username: 'ada', name: 'Ada Lovelace', email: 'ada@example.test' },
  { username: 'grace', name: 'Grace Hopper', email: 'grace@example.test' },
] as const;

/** Letters and digits that cannot be mistaken for each other when read from a screen. */
const passwordAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** About 74 random bits in three groups of five, easy to read aloud. */
function randomPassword(): string {
  return [randomGroup(), randomGroup(), randomGroup()].join('-');
}

function randomGroup(): string {
  return Array.from({ length: 5 }, () => passwordAlphabet[randomInt(passwordAlphabet.length)] ?? '').join('');
}

export function freshPasswords(): Record<string, string> {
  return Object.fromEntries(people.map((person) => [person.username, randomPassword()]));
}

/** The two accounts with the passwords given; an account without one gets a new random password. */
export function createUsers(passwords: Readonly<Record<string, string>>): readonly DemoUser[] {
  return people.map((person) => ({ ...person, password: passwords[person.username] ?? randomPassword() }));
}

/** The account whose name and password match, compared in constant time. */
export function authenticate(
  users: readonly DemoUser[],
  username: string,
  password: string,
): DemoUser | undefined {
  const wanted = username.trim().toLowerCase();
  const user = users.find((candidate) => candidate.username === wanted || candidate.email === wanted);
  const matches = timingSafeEqual(digest(password), digest(user?.password ?? ''));
  return matches ? user : undefined;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
