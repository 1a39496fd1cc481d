import http from 'node:http';

/** What a browser does with an address: follows redirects until one leads to the app. Null where it ends at a page. */
export async function browse(address: string, scheme: string): Promise<string | null> {
  let next = address;
  for (let hop = 0; hop < 5; hop += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- each redirect names the next address
    const location = await redirectOf(next);
    if (location === null || location.startsWith(`${scheme}:`)) return location;
    next = new URL(location, next).href;
  }
  return null;
}

async function redirectOf(address: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const request = http.get(address, { agent: false }, (response) => {
      response.resume();
      resolve(response.headers.location ?? null);
    });
    request.on('error', reject);
  });
}
