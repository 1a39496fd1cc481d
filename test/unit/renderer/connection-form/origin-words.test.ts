import { describe, expect, it } from 'vitest';
import { originWords } from '../../../../src/renderer/connection-form/origin-words.ts';

describe('what API origins mean', () => {
  it('is what stands there, as long as they are addresses', () => {
    expect(originWords('')).toEqual([]);
    expect(originWords('https://a.test\nhttps://b.test:8443')).toEqual([]);
    expect(originWords('resource=urn:a https://*. resource=')).toEqual([]);
  });

  it('is said of a star, and of a resource', () => {
    expect(originWords('https://*.a.test https://b.test resource=urn:b https://*.a.test')).toEqual([
      expect.stringContaining('with one name before a.test, such as https://api.a.test, whoever runs it'),
      'https://b.test gets access tokens that the provider issues for urn:b.',
    ]);
  });
});
