import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { ada, connection, failure, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const acme = connection('Acme staging', { kind: 'signed-in', account: ada });
const chosenFile = { ticket: 'a'.repeat(26), name: 'sea.png', size: 1_234_567 };

async function open(changes: Partial<Scenario> = {}): Promise<Page> {
  const connections = [acme];
  const opened = await pages.open(scenario({ connections, chosenFile, ...changes }));
  await url(opened.page).waitFor();
  return opened.page;
}

const url = (page: Page) => page.getByRole('textbox', { name: 'URL', exact: true });
const request = (page: Page) => page.getByRole('form', { name: 'Request' });
const tab = (page: Page, name: string) => request(page).getByRole('tab', { name });
const field = (page: Page, name: string) => request(page).getByLabel(name, { exact: true });

async function expectClean(): Promise<void> {
  expect(await pages.opened().axe()).toEqual([]);
  expect(pages.opened().complaints).toEqual([]);
}

async function sent(page: Page): Promise<unknown> {
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: 'Response', exact: true }).getByText('200 OK').waitFor();
  return page.evaluate(() => {
    const made = window.latchkeyFake.calls.filter(({ command }) => command === 'sendRequest');
    return made.at(-1)?.input;
  });
}

async function chooseKind(page: Page, name: string): Promise<void> {
  await tab(page, 'Body').click();
  await request(page)
    .getByRole('radiogroup', { name: 'Kind of body' })
    .getByText(name, { exact: true })
    .click();
}

describe('parameters', () => {
  test('the table and the URL say the same, and only what is touched changes', async () => {
    const page = await open();
    await url(page).fill('https://api.acme.test/v1?a=1+2&b=%20&a={{x}}#top');
    await tab(page, 'Params (3)').waitFor();
    expect(await field(page, 'Value of parameter 3').inputValue()).toBe('{{x}}');
    await field(page, 'Value of parameter 2').fill('c&d');
    expect(await url(page).inputValue()).toBe('https://api.acme.test/v1?a=1+2&b=c%26d&a={{x}}#top');
    await field(page, 'Send parameter 1').uncheck();
    expect(await url(page).inputValue()).toBe('https://api.acme.test/v1?b=c%26d&a={{x}}#top');
    await field(page, 'Parameter 4').pressSequentially('new one');
    await field(page, 'Value of parameter 4').pressSequentially('v');
    expect(await url(page).inputValue()).toBe('https://api.acme.test/v1?b=c%26d&a={{x}}&new%20one=v#top');
    await expectClean();
    expect(await sent(page)).toMatchObject({ request: { offQuery: [{ at: 0, pair: 'a=1+2' }] } });
    await field(page, 'Send parameter 1').check();
    await field(page, 'Remove parameter 3').click();
    expect(await url(page).inputValue()).toBe('https://api.acme.test/v1?a=1+2&b=c%26d&new%20one=v#top');
  });

  test('the caret stays where somebody types, also where a character is written as three', async () => {
    const page = await open();
    await url(page).fill('https://api.acme.test/?q=ab');
    await field(page, 'Value of parameter 1').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type(' &');
    await page.keyboard.type('x');
    expect(await url(page).inputValue()).toBe('https://api.acme.test/?q=a%20%26xb');
  });

  test('what is typed within one frame keeps its order, in a row that is there and in a new one', async () => {
    const page = await open();
    await url(page).fill('https://api.acme.test/v1?a=yes');
    await tab(page, 'Params (1)').waitFor();
    for (const name of ['Value of parameter 1', 'Parameter 2']) {
      await field(page, name).focus();
      await page.keyboard.press('End');
      const typeAtOnce = (text: string) =>
        page.evaluate((typed) => {
          for (const character of typed) document.execCommand('insertText', false, character);
        }, text);
      await typeAtOnce(' & n');
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      await typeAtOnce('o');
    }
    expect(await url(page).inputValue()).toBe('https://api.acme.test/v1?a=yes%20%26%20no&%20%26%20no');
  });
});

describe('variables of the URL', () => {
  const variables = {
    connection: [{ kind: 'secret', name: 'tenant', state: 'sealed' }],
    global: [{ kind: 'plain', name: 'base', value: 'https://api.acme.test' }],
  } as const;

  test('have a field each beside its parameters; what is typed there is kept before the request goes out', async () => {
    const page = await open({ variables });
    await url(page).fill('https://api.acme.test/{{tenant}}/notes/{{id}}?at={{base}}&of={{ id }}&x=\\{{no}}');
    const values = page.getByRole('group', { name: 'Variables of the URL' });
    expect(await values.getByRole('textbox').count()).toBe(3);
    expect(await values.getByLabel('Value of {{base}}').inputValue()).toBe('https://api.acme.test');
    await values.getByText('For all connections').waitFor();
    expect(await values.getByLabel('Value of {{tenant}}').isDisabled()).toBe(true);
    const id = values.getByLabel('Value of {{id}}');
    await id.fill('n-1');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Tab');
    await page.getByRole('region', { name: 'Response', exact: true }).getByText('200 OK').waitFor();
    const made = await page.evaluate(() =>
      window.latchkeyFake.calls
        .map(({ command }) => command)
        .filter((command) => command === 'setVariable' || command === 'sendRequest'),
    );
    expect(made).toEqual(['setVariable', 'sendRequest']);
    await values.getByLabel('Value of {{base}}').fill('https://other.test');
    await url(page).focus();
    await expect
      .poll(() => callsOf(page, 'setVariable'))
      .toEqual([
        expect.objectContaining({
          scope: acme.id,
          name: 'id',
          previousName: null,
          value: 'n-1',
        }),
        { scope: 'global', name: 'base', previousName: 'base', secret: false, value: 'https://other.test' },
      ]);
    expect(await id.inputValue()).toBe('n-1');
    await expectClean();
  });

  test('say why a value cannot be kept, and lose nothing that was typed', async () => {
    const page = await open({
      variables,
      failures: { setVariable: failure({ code: 'disk-full', what: 'The variable could not be saved.' }) },
    });
    await url(page).fill('https://api.acme.test/notes/{{id}}');
    const id = page.getByLabel('Value of {{id}}');
    await id.fill('n-1');
    await url(page).focus();
    await page.getByText('The variable could not be saved.').waitFor();
    expect(await id.inputValue()).toBe('n-1');
    await expectClean();
  });
});

describe('headers', () => {
  test('names and values are proposed, by keyboard, and anything else can be typed', async () => {
    const page = await open();
    await tab(page, 'Headers').click();
    await field(page, 'Header 1').pressSequentially('acc');
    await page.getByRole('option', { name: 'Accept', exact: true }).waitFor();
    await expectClean();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await field(page, 'Header 1').inputValue()).toBe('Accept');
    await page.keyboard.press('Tab');
    await page.keyboard.type('problem');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await field(page, 'Value of header 1').inputValue()).toBe('application/problem+json');
    await field(page, 'Header 2').fill('X-Own');
    await field(page, 'Value of header 2').fill('1');
    await tab(page, 'Headers (2)').waitFor();
    expect(await sent(page)).toMatchObject({
      request: {
        headers: [
          ['Accept', 'application/problem+json'],
          ['X-Own', '1'],
        ],
      },
    });
  });

  test('one is switched off and kept, and switched on in its place', async () => {
    const page = await open();
    await tab(page, 'Headers').click();
    for (const [index, name] of ['X-One', 'X-Two'].entries()) {
      await field(page, `Header ${String(index + 1)}`).fill(name);
      await field(page, `Value of header ${String(index + 1)}`).fill('1');
    }
    await field(page, 'Send header 1').uncheck();
    await tab(page, 'Headers (1)').waitFor();
    await expectClean();
    expect(await sent(page)).toMatchObject({
      request: { headers: [['X-Two', '1']], offHeaders: [{ at: 0, name: 'X-One', value: '1' }] },
    });
    await field(page, 'Send header 1').focus();
    await page.keyboard.press('Space');
    const both = await sent(page);
    expect(both).toMatchObject({
      request: {
        headers: [
          ['X-One', '1'],
          ['X-Two', '1'],
        ],
      },
    });
    expect(JSON.stringify(both)).not.toContain('offHeaders');
  });

  test('says what is sent without a row', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: 'Method' }).selectOption('POST');
    await chooseKind(page, 'JSON');
    await field(page, 'Request body').fill('{}');
    await tab(page, 'Headers').click();
    await page
      .getByText('Also sent: Content-Type: application/json (from the body), Accept: */*, your sign-in.')
      .waitFor();
    await field(page, 'Header 1').fill('Content-Type');
    await field(page, 'Value of header 1').fill('application/vnd.own+json');
    await page.getByText('Also sent: Accept: */*, your sign-in.').waitFor();
    expect(await page.getByText('Content-Type: application/json').count()).toBe(0);
  });
});

describe('bodies', () => {
  test('JSON is checked as it is typed, with line, column and reason, and formatted', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: 'Method' }).selectOption('POST');
    await chooseKind(page, 'JSON');
    await field(page, 'Request body').click();
    await page.keyboard.type('{"a": 1,\n"b": [{{x}}, 12345678901234567890]');
    await page.getByText('Line 2, column 35: A } is missing at the end.').waitFor();
    expect(await page.getByRole('button', { name: 'Format' }).isDisabled()).toBe(true);
    await expectClean();
    await page.keyboard.type('}');
    await page.getByText('Valid JSON').waitFor();
    await page.getByRole('button', { name: 'Format' }).click();
    const text = '{\n  "a": 1,\n  "b": [\n    {{x}},\n    12345678901234567890\n  ]\n}';
    expect(await sent(page)).toMatchObject({ request: { body: { kind: 'json', text } } });
    await field(page, 'Request body').focus();
    await page.keyboard.press('Control+z');
    await page.getByText('"b": [{{x}}, 12345678901234567890]}').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toContain('Format');
  });

  test('fields, parts with a file, a file and GraphQL are sent as what they are', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: 'Method' }).selectOption('POST');
    await chooseKind(page, 'Form');
    await field(page, 'Field 1').fill('grant');
    await field(page, 'Value of field 1').fill('a b&c');
    await field(page, 'Field 2').fill('off');
    await field(page, 'Send field 2').uncheck();
    await expectClean();
    expect(await sent(page)).toMatchObject({
      request: {
        body: {
          kind: 'form',
          fields: [
            { name: 'grant', value: 'a b&c' },
            { name: 'off', off: true },
          ],
        },
      },
    });

    await chooseKind(page, 'Multipart');
    await field(page, 'Part 1').fill('meta');
    await field(page, 'Value of part 1').fill('{}');
    await field(page, 'Type of part 1').fill('application/json');
    await field(page, 'Part 2').fill('photo');
    await field(page, 'File for part 2').click();
    await page.getByText('sea.png, 1.2 MB').waitFor();
    await expectClean();
    expect(await sent(page)).toMatchObject({
      request: {
        body: {
          kind: 'multipart',
          parts: [
            { kind: 'text', name: 'meta', value: '{}', type: 'application/json' },
            { kind: 'file', name: 'photo', file: chosenFile },
          ],
        },
      },
    });

    await chooseKind(page, 'GraphQL');
    await field(page, 'Query').fill('{ viewer { name } }');
    await field(page, 'Variables of the query').fill('{"id": }');
    await page.getByText('Line 1, column 8: A value is missing here.').waitFor();
    await expectClean();
    await field(page, 'Variables of the query').fill('{"id": 7}');
    expect(await sent(page)).toMatchObject({
      request: { body: { kind: 'graphql', query: '{ viewer { name } }', variables: '{"id": 7}' } },
    });

    // What was written for another kind is there again.
    await chooseKind(page, 'Form');
    expect(await field(page, 'Value of field 1').inputValue()).toBe('a b&c');
  });

  test('what was typed last into a long body goes out, however soon it is sent', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: 'Method' }).selectOption('POST');
    await chooseKind(page, 'JSON');
    const long = `["${'long '.repeat(20_000)}", 1]`;
    await field(page, 'Request body').evaluate((target, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, long);
    await page.getByText('Valid JSON').waitFor();
    await field(page, 'Request body').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' x');
    expect(await sent(page)).toMatchObject({ request: { body: { kind: 'json', text: `${long} x` } } });
    await page.keyboard.type('y');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.waitForFunction(
      () => window.latchkeyFake.calls.filter(({ command }) => command === 'sendRequest').length === 2,
    );
    expect(
      await page.evaluate(() => {
        const made = window.latchkeyFake.calls.filter(({ command }) => command === 'sendRequest');
        return JSON.stringify(made.at(-1)?.input).includes(' xy"');
      }),
    ).toBe(true);
  });

  test('a file that only a name is known of has to be chosen', async () => {
    const page = await open();
    await url(page).evaluate((target) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'curl https://api.acme.test/x --data-binary @data.json');
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await page.getByText('The body is the file data.json').waitFor();
    await tab(page, 'Body').click();
    await page.getByText('data.json has to be chosen').waitFor();
    await expectClean();
    await page.getByRole('button', { name: 'Choose it…' }).click();
    await page.getByText('sea.png, 1.2 MB').waitFor();
    expect(await page.getByText('has to be chosen').count()).toBe(0);
  });
});

describe('the tab Auth', () => {
  test('says in a sentence what is sent and to whom, and why not', async () => {
    const page = await open();
    await tab(page, 'Auth').click();
    const says = async (address: string, words: string): Promise<void> => {
      await url(page).fill(address);
      await request(page).getByText(words).waitFor();
      await expectClean();
    };
    await says('https://api.acme.test/v1', 'The access token of ada@acme.test goes to https://api.acme.test');
    await says('https://other.test/v1', 'Latchkey asks before your sign-in goes to https://other.test');
    await says('http://other.test/v1', 'anybody on the way could read your sign-in');
    await says('{{base}}/v1', 'depends on the variable base');
    await says('https://api.acme.test/{{id}}', 'goes to https://api.acme.test, in the Authorization header.');
    await field(page, 'Carry my sign-in').uncheck();
    await request(page).getByText('Nothing of your sign-in is sent.').waitFor();
    expect(await sent(page)).toMatchObject({ request: { authorization: 'off' } });
  });
});
