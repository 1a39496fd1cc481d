import type { Failure } from '../../shared/failure.ts';
import type { VariableInput } from '../../shared/variable.ts';
import { invalidName, invalidValue } from './failures.ts';
import { isVariableName } from '../../shared/variable-template.ts';
import type { KeptVariable } from './variables-file.ts';

/** In characters. */
const longestValue = 100_000;
const mostVariables = 500;

/** What is wrong with a variable as a person typed it, beside those that are there (`input-invalid`); null when nothing is. */
export function checkVariable(input: VariableInput, others: readonly KeptVariable[]): Failure | null {
  const { name, previousName, secret, value } = input;
  if (name === '') return invalidName('It is empty.', 'Type a name.');
  if (!isVariableName(name)) {
    return invalidName(
      'A name begins with a letter and goes on with letters, digits, - _ and dots, at most 100 of them.',
      'Type another name.',
    );
  }
  if (name !== previousName && others.some((other) => other.name === name)) {
    return invalidName('There is a variable of this name already.', 'Type another name, or change that one.');
  }
  if (previousName === null && others.length >= mostVariables) {
    return invalidName(
      'There are 500 variables, which is the most.',
      'Remove one that is not needed any more.',
    );
  }
  const before = others.find((other) => other.name === previousName);
  const held = before !== undefined && 'secret' in before;
  if ((value === null || value === '') && secret && !(value === null && held)) {
    return invalidValue('A secret one needs a value.', 'Type the value.');
  }
  if (value === null && !secret) {
    return invalidValue('It was secret, and is not shown again.', 'Type the value that everybody may see.');
  }
  if (value !== null && value.length > longestValue) {
    return invalidValue('It has more than 100,000 characters.', 'Shorten it.');
  }
  return null;
}
