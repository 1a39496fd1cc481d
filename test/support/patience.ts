/**
 * For `vi.waitFor` and `vi.waitUntil`, in milliseconds: how long something is waited for that has to come. A second, which is
 * their own, is over in a moment where a computer does other things besides; `expect.poll` has the same in vitest.config.ts.
 */
export const patience = { timeout: 20_000 } as const;
