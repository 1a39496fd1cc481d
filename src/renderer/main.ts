/**
 * The entry does one thing: it lets the static shell of index.html be painted before the first line of React is
 * evaluated. A hidden window has no animation frames, so a short timer stands in for the frame.
 */
let begun = false;

function begin(): void {
  if (begun) return;
  begun = true;
  void import('./start.tsx').then(({ start }) => start());
}

requestAnimationFrame(() => {
  setTimeout(begin, 0);
});
setTimeout(begin, 60);
