import { app, BrowserWindow } from 'electron';

/* The bare window that the app is held against: of its size, with one line of text and nothing else. */

const page = `data:text/html,${encodeURIComponent('<!doctype html><title>Bare</title><p>Latchkey')}`;

app.once('ready', () => {
  void new BrowserWindow({ width: 1180, height: 760 }).loadURL(page);
});
